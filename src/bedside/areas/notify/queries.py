"""What the viewer is told. A notice holds ids: names, words and access are read when it is shown.

A notice is left out when its post may not be read any more, when its actor is gone, blocked or muted, and when it tells
of a space in which the viewer is no longer a member.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bedside.areas.contacts import queries as contacts
from bedside.areas.credentials.queries import viewer_of
from bedside.areas.notify.models import Notice, NoticeKind
from bedside.areas.notify.words import sentence
from bedside.areas.people.models import Persona
from bedside.areas.people.viewer import Viewer
from bedside.areas.posts.queries import readable_ids
from bedside.areas.spaces import queries as spaces
from bedside.areas.spaces.models import Space

PAGE = 20
WINDOW = 200  # notices read for one page of groups
ROUNDS = 5  # how often a page is filled up when all it read may not be shown
LOOK = 50  # unread notices looked at for the dot beside the bell
ABOUT_SPACES = (NoticeKind.LET_IN, NoticeKind.JOIN_ASKED)
ABOUT_CLAIMS = tuple(kind for kind in NoticeKind if kind.value.startswith("claim_"))
ABOUT_LISTINGS = (NoticeKind.LISTED_YES, NoticeKind.LISTED_NO, NoticeKind.LISTED_GONE)
ABOUT_CARE = tuple(kind for kind in NoticeKind if kind.value.startswith(("duty", "care")))
OWN_AFFAIRS = (
    NoticeKind.EMERGENCY,
    NoticeKind.REVIEW,
    NoticeKind.PICTURES,
    NoticeKind.DELAYED,
    NoticeKind.VOUCHED,
    NoticeKind.SHIFT,
    *ABOUT_CARE,
    NoticeKind.CARE_YEAR,
    NoticeKind.QUESTION,
    NoticeKind.MEET_ASK,
    NoticeKind.MEET_YES,
    NoticeKind.PERMIT_YES,
    NoticeKind.PERMIT_NO,
    NoticeKind.PERMIT_SOON,
    NoticeKind.PERMIT_OVER,
    NoticeKind.MESSAGE,
    NoticeKind.ON_CALL,
    NoticeKind.DECIDED,
    NoticeKind.SECOND_LOOK,
    NoticeKind.REPORTED,
    NoticeKind.AT_DESK,
    *ABOUT_CLAIMS,
    *ABOUT_LISTINGS,
)  # between the site and the viewer alone


@dataclass(frozen=True)
class NoticeGroup:
    """What is told in one sentence: one or more notices of one kind about one thing, newest first."""

    kind: str
    text: str
    post_id: int | None
    space: Space | None
    actor: Persona | None  # the last who did it, None where nobody is named
    at: datetime
    new: bool
    ids: tuple[int, ...]


@dataclass(frozen=True)
class NoticePage:
    """Some groups, newest first. `next_before` opens the next page; None when the list has ended."""

    groups: tuple[NoticeGroup, ...]
    next_before: int | None


@dataclass(frozen=True)
class _Known:
    """What the viewer may know of the things that some notices are about."""

    actors: dict[int, Persona]
    posts: set[int]
    joined: dict[int, Space]
    moderated: set[int]

    def shows(self, row: Notice) -> bool:
        """Say whether the viewer may be told this."""
        if row.kind in OWN_AFFAIRS:
            return True
        if row.kind == NoticeKind.LET_IN:
            return row.space_id in self.joined
        if row.actor_id not in self.actors:
            return False
        if row.kind == NoticeKind.JOIN_ASKED:
            return row.space_id in self.moderated
        return row.post_id is None or row.post_id in self.posts


def notices(viewer: Viewer, *, before: int | None = None, limit: int = PAGE) -> NoticePage:
    """Return the viewer's notices in groups, newest first: one post, or one day, makes one group a kind."""
    for _ in range(ROUNDS):
        rows = _rows(viewer, before=before)
        page = _grouped(viewer, rows, limit=limit)
        if page.groups or page.next_before is None:
            return page
        before = page.next_before
    return page


def has_unread(viewer: Viewer) -> bool:
    """Say whether there is something new that the viewer may be told. One statement when there is nothing."""
    if not viewer.signed_in:
        return False
    rows = list(Notice.objects.filter(owner_id=viewer.persona_id, read_at=None).order_by("-id")[:LOOK])
    if not rows:
        return False
    known = _known(viewer, rows)
    return any(known.shows(row) for row in rows)


def may_be_told(owner_id: int, *, actor_id: int, post_id: int | None = None) -> bool:
    """Say whether `owner_id` is to hear that `actor_id` did something: not of oneself, nor of muted or blocked ones,
    nor of a post that may not be read.
    """
    if owner_id == actor_id:
        return False
    if contacts.apart(owner_id, actor_id) or contacts.mutes(owner_id, actor_id):
        return False
    viewer = viewer_of(owner_id)
    return viewer is not None and (post_id is None or post_id in readable_ids(viewer, [post_id]))


def was_told(owner_id: int, *, cause: str) -> bool:
    """Say whether `owner_id` has heard of this cause: for what must not be mailed twice."""
    return Notice.objects.filter(owner_id=owner_id, cause=cause).exists()


def _rows(viewer: Viewer, *, before: int | None) -> list[Notice]:
    rows = Notice.objects.filter(owner_id=viewer.persona_id)
    if before is not None:
        rows = rows.filter(id__lt=before)
    return list(rows.order_by("-id")[:WINDOW])


def _known(viewer: Viewer, rows: Iterable[Notice]) -> _Known:
    rows = list(rows)
    quiet = contacts.blocked_ids(viewer) | contacts.muted_ids(viewer)
    actors = Persona.objects.filter(id__in={row.actor_id for row in rows} - quiet, hidden=False)
    posts = {row.post_id for row in rows if row.post_id is not None}
    about = {row.space_id for row in rows if row.space_id is not None and row.kind in ABOUT_SPACES}
    joined = spaces.names_of_joined(viewer, about) if about else {}
    return _Known(
        actors={actor.id: actor for actor in actors},
        posts=readable_ids(viewer, posts) if posts else set(),
        joined=joined,
        moderated={key for key, space in joined.items() if spaces.standing(viewer, space).is_steward},
    )


def _key(row: Notice) -> tuple[object, ...]:
    if row.kind == NoticeKind.REPLY:
        return row.kind, row.answered_id
    if row.kind in (NoticeKind.MENTION, NoticeKind.HELPED):
        return row.kind, row.post_id
    return row.kind, row.space_id, row.created_at.date()


def _grouped(viewer: Viewer, rows: list[Notice], *, limit: int) -> NoticePage:
    """Put the rows into at most `limit` groups; the next page begins after the last row that found its place."""
    known = _known(viewer, rows)
    groups: dict[tuple[object, ...], list[Notice]] = {}
    last: int | None = None
    for row in rows:
        if known.shows(row):
            key = _key(row)
            if key not in groups and len(groups) == limit:
                break
            groups.setdefault(key, []).append(row)
        last = row.id
    else:
        last = last if len(rows) == WINDOW else None
    return NoticePage(groups=tuple(_group(members, known) for members in groups.values()), next_before=last)


def _group(rows: list[Notice], known: _Known) -> NoticeGroup:
    newest = rows[0]
    space = known.joined.get(newest.space_id) if newest.space_id is not None else None
    actors = list(dict.fromkeys(row.actor_id for row in rows if row.actor_id in known.actors))
    names = [known.actors[actor_id].name for actor_id in actors]
    return NoticeGroup(
        kind=newest.kind,
        text=sentence(newest.kind, names=names, space=space.name if space is not None else ""),
        post_id=newest.post_id,
        space=space,
        actor=known.actors.get(actors[0]) if actors else None,
        at=newest.created_at,
        new=any(row.read_at is None for row in rows),
        ids=tuple(row.id for row in rows),
    )
