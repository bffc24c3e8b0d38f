"""What can be reported, as its reporter reads it. What the reporter may not read is not here: a report of it is a 404.

A report hands over this one thing and nothing around it (docs/decisions/0032).
"""

from dataclasses import dataclass, field
from typing import Any

from bedside.areas.contacts import queries as contacts
from bedside.areas.messaging.queries.reporting import of_other_side
from bedside.areas.moderation.queries.hands import accounts_of, personas_of_cases
from bedside.areas.people import queries as people
from bedside.areas.people.viewer import Viewer
from bedside.areas.posts import queries as posts
from bedside.areas.posts.seen import SeenPost
from bedside.areas.spaces import queries as spaces
from bedside.kit import html, ids
from bedside.kit.errors import NotHere
from bedside.policy.moderation.reasons import Place, Thing
from bedside.policy.space_kinds import KINDS, Who

NOT_HANDED_OVER = "not handed over. It stays in the conversation, where pictures have no description."
"""What stands for a picture of a conversation: it is a patient's, and a report hands over words alone."""


@dataclass(frozen=True)
class Found:
    """A thing to report: whose it is (0 and no handle for a space), where it stands, what it says, in short `title`.

    `key_owner_id` seals what is handed over: its author, and for a message of a conversation with a practice the
    patient. `thread_id` and `as_team` lead the reporter back to that conversation; they are never kept.
    """

    kind: Thing
    id: int
    about_id: int
    title: str
    handle: str
    place: Place
    space_id: int | None = None
    open_to_all: bool = False
    shown: dict[str, Any] = field(default_factory=dict)
    key_owner_id: int = 0
    thread_id: int | None = None
    as_team: bool = False

    @property
    def plain(self) -> str:
        """Its words without any form, for finding look-alikes."""
        return "\n".join(
            [str(self.shown.get("title", "")), html.plain_start(self.shown.get("html", ""), length=50_000)]
        )


def found(viewer: Viewer, kind: str, key: str) -> Found:
    """Return the thing of this kind, by its id, handle or slug; raise NotHere for what the viewer can't see or own."""
    finders = {Thing.POST: _post, Thing.PERSONA: _persona, Thing.SPACE: _space, Thing.MESSAGE: _message}
    if kind not in finders or not viewer.confirmed:
        raise NotHere
    return finders[Thing(kind)](viewer, key)


def _post(viewer: Viewer, key: str) -> Found:
    number = ids.read(key)
    if number is None:
        raise NotHere
    post = posts.seen(viewer, number)
    if post.author_id in {persona.id for persona in people.personas_of(viewer.account_id)}:
        raise NotHere
    return of_post(post)


def of_post(post: SeenPost) -> Found:
    """Return a post that was read just now as a thing."""
    in_square = post.space_kind == "square"
    stewards = [] if in_square else spaces.steward_ids(post.space_id)
    return Found(
        kind=Thing.POST,
        id=post.id,
        about_id=post.author_id,
        handle=post.author_handle,
        title=post.title or html.plain_start(post.html, length=80),
        place=Place(in_square, _who_could_look(stewards, author_id=post.author_id), post.author_id in stewards),
        key_owner_id=post.author_id,
        space_id=post.space_id,
        open_to_all=post.audience == "public" and KINDS[post.space_kind].read_by is Who.ANYONE,
        shown={
            "title": post.title,
            "html": post.html,
            "warning": post.warning,
            "options": [option.text for option in post.poll.options] if post.poll else [],
            "alts": [image.alt for image in post.images],
        },
    )


def _who_could_look(steward_ids: list[int], *, author_id: int) -> int:
    """Return how many of these could: no closed account, and no other face of who wrote it."""
    account = accounts_of([author_id]).get(author_id)
    return sum(not one.hidden and one.account_id != account for one in personas_of_cases(steward_ids))


def _persona(viewer: Viewer, key: str) -> Found:
    whose = contacts.persona_page(viewer, key)
    if whose.account_id == viewer.account_id:
        raise NotHere
    shown = {"title": f"{whose.name} @{whose.handle}", "html": html.from_text(whose.about, mentions={}, tag_url=None)}
    return Found(
        kind=Thing.PERSONA,
        id=whose.id,
        about_id=whose.id,
        key_owner_id=whose.id,
        title=whose.name,
        handle=whose.handle,
        place=Place(),
        open_to_all=True,
        shown=shown,
    )


def _space(viewer: Viewer, key: str) -> Found:
    space = spaces.space_by_slug(viewer, key)
    words = "\n\n".join(filter(None, (space.purpose, space.rules)))
    shown = {"title": space.name, "html": html.from_text(words, mentions={}, tag_url=None)}
    return Found(Thing.SPACE, space.id, 0, space.name, "", Place(), space_id=space.id, shown=shown)


def _message(viewer: Viewer, key: str) -> Found:
    """Return one message of a conversation with a practice: its words and nothing that tells whose or where."""
    number = ids.read(key)
    if number is None:
        raise NotHere
    one = of_other_side(viewer, number)
    if one.author_id in {persona.id for persona in people.personas_of(viewer.account_id)}:
        raise NotHere
    return Found(
        kind=Thing.MESSAGE,
        id=one.id,
        about_id=one.author_id,
        key_owner_id=one.key_owner_id,
        title="",
        handle="",
        place=Place(),
        shown={
            "title": "",
            "html": html.from_text(one.words, mentions={}, tag_url=None),
            **({"alts": [NOT_HANDED_OVER] * one.pictures} if one.pictures else {}),
        },
        thread_id=one.thread_id,
        as_team=one.as_team,
    )
