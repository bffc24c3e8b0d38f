"""A community with two stewards and a member, a square, two moderators: what the tests of reports need."""

from dataclasses import dataclass
from typing import Any

from bedside.areas.moderation import actions, queries
from bedside.areas.moderation.actions import Choice
from bedside.areas.moderation.models import Act, Case, Report
from bedside.areas.people.models import Persona
from bedside.areas.people.viewer import Viewer
from bedside.areas.posts.models import Post
from bedside.areas.spaces.models import Space
from bedside.kit.clock import now
from bedside.kit.viewing import as_system
from bedside.policy.moderation.cases import TAKE_BACK_WITHIN
from tests.areas.posts.writing import write
from tests.factories import join, make_persona, make_space, make_staff, viewer_of

WHY = "Somebody could stop her insulin because of this."
HIDE = Choice(act="hide", reason="harms")


@dataclass(frozen=True)
class House:
    """Who lives here."""

    author: Persona
    reader: Persona
    stranger: Persona
    steward: Viewer
    other_steward: Viewer
    elsewhere: Viewer
    mod: Viewer
    second: Viewer
    admin: Viewer
    space: Space


def build() -> House:
    """Return a house; its author and reader are members of the community."""
    author, reader = make_persona(handle="ada"), make_persona(handle="quokka42", name="Quokka")
    one, two, away = make_persona(handle="stew"), make_persona(handle="stella"), make_persona(handle="away")
    space = make_space(name="Grey mornings")
    for persona, role in ((author, "member"), (reader, "member"), (one, "steward"), (two, "steward")):
        join(persona, space, role=role)
    join(away, make_space(), role="steward")
    mod, second, admin = (
        make_staff("moderator", "mod"),
        make_staff("moderator", "mod2"),
        make_staff("administrator", "ida"),
    )
    return House(
        author=author,
        reader=reader,
        stranger=make_persona(handle="stan"),
        steward=viewer_of(one),
        other_steward=viewer_of(two),
        elsewhere=viewer_of(away),
        mod=viewer_of(mod),
        second=viewer_of(second),
        admin=viewer_of(admin),
        space=space,
    )


def settle() -> None:
    """Let half a minute pass for every report there is, and tell the desks."""
    with as_system("a test lets time pass"):
        Report.objects.update(made_at=now() - TAKE_BACK_WITHIN)
    actions.tell_settled()


def report(by: Persona, post: Post, reason: str = "harms", words: str = WHY) -> Case:
    """Report a post, and return its case, which stands at its desk."""
    actions.report(by=viewer_of(by), kind="post", key=str(post.id), reason=reason, words=words)
    settle()
    return Case.objects.get(kind="post", subject_id=post.id, state__in=("open", "claimed"))


def decided(by: Viewer, case: Case, choice: Choice = HIDE) -> Act:
    """Claim a case, act on it, and return the act."""
    actions.claim(by=by, case_id=case.id)
    batch = actions.act(by=by, case_id=case.id, choice=choice)
    return Act.objects.get(batch_id=batch)


def in_square(author: Persona, text: str = "Stop your insulin, tea is enough.") -> Post:
    """Return a public post."""
    return write(author, text)


def inside(house: House, text: str = "Stop your insulin, tea is enough.", **more: Any) -> Post:
    """Return a post in the community."""
    return write(house.author, text, space=house.space, **more)


def ids(viewer: Viewer) -> list[int]:
    """Return the cases in the queue of a viewer, in order."""
    return [line.case.id for line in queries.queue(viewer).lines]
