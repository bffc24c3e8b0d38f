"""What the site shows a viewer, asked of the areas' queries, beside what the model says."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from bedside.areas.contacts import queries as contacts
from bedside.areas.notify import queries as notices
from bedside.areas.notify.models import Notice as NoticeRow
from bedside.areas.posts import drafts, queries, waiting
from bedside.areas.posts.models import Post
from bedside.areas.posts.seen import Page, SeenPost
from bedside.areas.spaces import queries as spaces
from bedside.kit.errors import NotHere
from tests.security.machine.house import House
from tests.security.machine.model import VISITOR, Model, Notice

WORD, TAG = "lantern", "machine"
Thing = TypeVar("Thing")


def viewers_of_posts(house: House, model: Model) -> dict[str, set[int]]:
    """Return what each viewer may read now, asked of the one clause that every list goes through."""
    return {
        who: queries.readable_ids(house.viewer(who), model.posts) for who in (VISITOR, *model.active()) if model.posts
    }


def differences(house: House, model: Model, who: str, *, turn: int) -> Iterator[str]:
    """Yield every place where the site shows `who` anything else than the model says.

    Of what there is many of (posts, spaces, people) it looks at a few, at others with each `turn`.
    """
    for name, got, wanted in _compared(house, model, who, turn):
        if got != wanted:
            yield f"{who or 'a visitor'}, {name}: {got!r}, but the model says {wanted!r}"


def some(things: Iterable[Thing], turn: int, *, at_most: int) -> list[Thing]:
    """Return a few things; the next turn gives the next ones."""
    found = list(things)
    start = turn * at_most % len(found) if found else 0
    return (found + found)[start : start + min(at_most, len(found))]


def _compared(house: House, model: Model, who: str, turn: int) -> Iterator[tuple[str, Any, Any]]:
    viewer = house.viewer(who)
    yield from _lists(house, model, who, turn)
    yield from _posts(house, model, who, turn)
    yield from _spaces(house, model, who, turn)
    if who == VISITOR:
        return
    yield "notices", _notices(house, model, who), model.shown(who)
    yield "saved", _ids(lambda before: queries.saved(viewer, before=before)), _saved(model, who)
    followed = {other for (one, other), let in model.follows.items() if one == who and let and _seen(model, who, other)}
    yield "following", {one.handle for one in contacts.following(viewer).people}, followed
    fans = {one for (one, other), let in model.follows.items() if other == who and let and _seen(model, who, one)}
    yield "followers", {one.handle for one in contacts.followers(viewer).people}, _unless_clinician(model, who, fans)
    blocked = {other for one, other in model.blocks if one == who and not model.keeps_away(other, who)}
    yield "blocked", {one.handle for one in contacts.blocked(viewer).people}, blocked
    kept = {other for one, other in model.kept_away if one == who and not model.hidden(other)}
    yield "not my doctor", {one.handle for one in contacts.not_my_doctors(viewer).people}, kept
    yield "waiting", [one.words.text for one in waiting.all_of(viewer)], [f"Held of {who}: {WORD} #{TAG}"]
    yield "drafts", {one.fields["text"] for one in drafts.all_of(viewer)}, {f"Draft of {who}"}


def _seen(model: Model, who: str, other: str) -> bool:
    return not (model.hidden(other) or model.keeps_away(other, who))


def _unless_clinician(model: Model, who: str, people: set[str]) -> set[str]:
    return set() if model.kinds[who] == "clinician" else people


def _saved(model: Model, who: str) -> set[int]:
    return {post_id for one, post_id in model.saved if one == who and model.reads(who, post_id)}


def _ids(page: Callable[[int | None], Page]) -> set[int]:
    """Return the ids on all pages of a list."""
    found, before = set(), None
    while True:
        part = page(before)
        found |= {post.id for post in part.posts}
        before = part.next_before
        if before is None:
            return found


def _lists(house: House, model: Model, who: str, turn: int) -> Iterator[tuple[str, Any, Any]]:
    viewer = house.viewer(who)
    unmuted = model.unmuted(who)
    yield "search", _ids(lambda before: queries.search(viewer, WORD, before=before)), model.readable(who)
    yield "square", _ids(lambda before: queries.square(viewer, before=before)), model.in_space(who, "square")
    tagged = {one for one in unmuted if model.posts[one].tagged}
    yield "hashtag", _ids(lambda before: queries.tag_timeline(viewer, TAG, before=before)), tagged
    known = any(model.posts[one].tagged for one in model.readable(who))
    yield "hashtags like it", queries.tags_like(viewer, TAG[:3]), [TAG] if known else []
    for author, persona in some(house.people.items(), turn, at_most=2):
        written = {one for one in model.readable(who) if model.posts[one].author == author}
        yield f"page of {author}", _ids(_by(viewer, persona)), written
    if who != VISITOR:
        must, may = model.home(who)
        home = _ids(lambda before: queries.home(viewer, before=before))
        yield "home without what must be there", must - home, set()
        yield "home with what must not be there", home - may, set()


def _by(viewer: Any, persona: Any) -> Callable[[int | None], Page]:
    return lambda before: queries.persona_timeline(viewer, persona, before=before)


def _posts(house: House, model: Model, who: str, turn: int) -> Iterator[tuple[str, Any, Any]]:
    viewer, ids = house.viewer(who), list(model.posts)
    yield "first words", set(queries.titles(viewer, ids)), model.readable(who)
    for post_id, post in some(model.posts.items(), turn, at_most=3):
        thread = _or_none(lambda one=post_id: _thread(queries.thread(viewer, one)))
        row_is_there = post_id == post.first or not post.gone or Post.objects.filter(id=post_id).exists()
        yield f"thread of {post_id}", thread, model.thread(who, post_id) if row_is_there else None
        readable = model.reads(who, post_id)
        yield f"earlier words of {post_id}", _there(lambda one=post_id: queries.history(viewer, one)), readable
        if post.picture:
            yield f"picture of {post_id}", _there(lambda key=post.picture: queries.image(viewer, key)), readable
        if readable:
            seen = queries.seen(viewer, post_id)
            yield f"replies to {post_id}", seen.n_replies, model.n_replies(who, post_id)
            yield f"answers to the poll of {post_id}", _shares(seen), set()


def _shares(seen: SeenPost) -> set[int | None]:
    return {option.share for option in seen.poll.options} - {None} if seen.poll else set()


def _thread(thread: queries.Thread) -> set[int]:
    return {post.id for post in thread.replies} | ({thread.first.id} if thread.first else set())


def _or_none(ask: Callable[[], Any]) -> Any:
    try:
        return ask()
    except NotHere:
        return None


def _there(ask: Callable[[], Any]) -> bool:
    try:
        ask()
    except NotHere:
        return False
    return True


def _spaces(house: House, model: Model, who: str, turn: int) -> Iterator[tuple[str, Any, Any]]:
    viewer, hidden = house.viewer(who), contacts.blocked_ids(house.viewer(who))
    known = {entry.space.slug for entry in spaces.spaces_for(viewer)}
    slug = {name: space.slug for name, space in house.spaces.items()}
    yield "spaces", known, {slug[name] for name in model.spaces if model.knows(who, name)}
    for name, space in some(house.spaces.items(), turn, at_most=2):
        people = _or_none(
            lambda one=space: {row.persona.handle for row in spaces.members(viewer, one, hidden=hidden).people}
        )
        yield f"members of {name}", people, model.members(who, name)
        timeline = _ids(lambda before, one=space: queries.space_timeline(viewer, one, before=before))
        yield f"posts of {name}", timeline, model.in_space(who, name)
        pinned = {one for one in model.readable(who) if model.posts[one].pinned and model.posts[one].space == name}
        yield f"pinned in {name}", {post.id for post in queries.pinned(viewer, space)}, pinned


def _notices(house: House, model: Model, who: str) -> set[Notice]:
    names, places = house.names(), {space.id: name for name, space in house.spaces.items()}
    ids, before = [], None
    while True:
        page = notices.notices(house.viewer(who), before=before)
        ids += [one for group in page.groups for one in group.ids]
        before = page.next_before
        if before is None:
            break
    rows = NoticeRow.objects.filter(id__in=ids)
    # What concerns the reader alone names nobody (actor 0); tests of notices look at it.
    return {
        Notice(who, row.kind, names[row.actor_id], row.post_id, places.get(row.space_id or 0))
        for row in rows
        if row.actor_id
    }
