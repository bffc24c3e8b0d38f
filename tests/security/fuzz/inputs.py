"""What is sent: a form as it is meant, with a few things wrong with it."""

from dataclasses import dataclass, field
from typing import TypeVar

from hypothesis import strategies as st

from tests.security.fuzz.forms import Form
from tests.security.test_bad_input import ODD
from tests.security.world import NOWHERE, World

Value = TypeVar("Value")

# Names that no form of ours has: of columns, of rights, of other frameworks.
STRANGE_NAMES = (
    "id", "author_id", "owner_id", "persona_id", "account_id", "staff", "is_staff", "role", "state", "level", "gone",
    "hidden", "pinned", "audience", "space_id", "space", "reply_to_id", "confirmed", "agreed", "by", "viewer", "do",
    "on", "next", "key", "before", "after", "limit", "page", "_method", "__proto__", "text[]", "text[0]", "a.b", "",
    "csrfmiddlewaretoken", "\x00",
)  # fmt: skip
KINDS = {
    "form": "application/x-www-form-urlencoded",
    "parts": "multipart/form-data; boundary=x",
    "json": "application/json",
    "none": "",
}
HEADERS = (
    {},
    {"HX-Request": "true"},
    {"HX-Request": "true", "HX-Current-URL": "http://testserver/posts/1/"},
    {"HX-Request": "true", "HX-Current-URL": "//evil.example/%00", "HX-Target": "\xff"},
    {"Accept": "application/json"},
    {"Accept-Language": "cy,zz;q=9,*;q=x"},
    {"Referer": "http://[::1"},
    {"If-None-Match": "*", "Range": "bytes=0-1,-1"},
    {"X-Forwarded-For": "1.2.3.4, \x7f", "X-Forwarded-Proto": "gopher"},
)
METHODS = ("GET", "POST", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS")


@dataclass(frozen=True)
class Sent:
    """One request. `pairs` go into the body, of a GET into the query."""

    method: str
    route: str
    path: str
    pairs: tuple[tuple[str, str], ...]
    kind: str = "form"
    headers: dict[str, str] = field(default_factory=dict)


def names_of(world: World) -> list[str]:
    """Return what stands for things of the world: ids, handles, keys, slugs. Others' things are among them."""
    people = [str(one.id) for one in world.people.values()] + [one.handle for one in world.people.values()]
    places = [place.slug for place in world.spaces.values()] + [str(place.id) for place in world.spaces.values()]
    things = [str(value) for value in world.things.values() if isinstance(value, str | int)]
    posts = [str(post_id) for post_id in world.posts.values()]
    marks = [f"{kind}:{post_id}" for kind in ("reply", "edit", "space") for post_id in posts]
    return [*people, *places, *things, *posts, *marks, str(NOWHERE)]


@st.composite
def inputs(draw: st.DrawFn, forms: list[Form], names: list[str]) -> Sent:
    """Draw one request: as it is meant, or with up to four changes."""
    form = draw(st.sampled_from(forms))
    pairs = list(form.fields)
    value = st.one_of(st.sampled_from(list(ODD.values())), st.sampled_from(names), st.text(max_size=30))
    for _ in range(draw(st.integers(0, 4))):
        pairs = _changed(draw, pairs, value)
    return Sent(
        method=draw(_mostly(form.method, METHODS)),
        route=form.route,
        path=_path(draw, form.path, names),
        pairs=tuple(pairs),
        kind=draw(_mostly("form", tuple(KINDS))),
        headers=draw(_mostly({}, HEADERS)),
    )


def _mostly(usual: Value, others: tuple[Value, ...]) -> st.SearchStrategy[Value]:
    return st.integers(0, 9).flatmap(lambda roll: st.sampled_from(others) if roll == 9 else st.just(usual))


def _changed(draw: st.DrawFn, pairs: list[tuple[str, str]], value: st.SearchStrategy[str]) -> list[tuple[str, str]]:
    what = draw(st.sampled_from(("replace", "replace", "replace", "add", "drop", "double")))
    if what == "add" or not pairs:
        return [*pairs, (draw(st.sampled_from(STRANGE_NAMES)), draw(value))]
    place = draw(st.integers(0, len(pairs) - 1))
    name = pairs[place][0]
    if what == "drop":
        return pairs[:place] + pairs[place + 1 :]
    if what == "double":
        return [*pairs, (name, draw(value))]
    return [*pairs[:place], (name, draw(value)), *pairs[place + 1 :]]


def _path(draw: st.DrawFn, path: str, names: list[str]) -> str:
    """Return the address, one time in ten with one of its parts changed for the name of something else."""
    if draw(st.integers(0, 9)) < 9:
        return path
    before, _, query = path.partition("?")
    parts = before.split("/")
    if len(parts) > 2:
        place = draw(st.integers(1, len(parts) - 2))
        parts[place] = draw(st.sampled_from([*names, "9" * 40, "%00", "..", "%F0%9F%92%A9", "x" * 500]))
    return "/".join(parts) + (f"?{query}" if query else "")
