"""A post as one viewer sees it: the shapes that queries return and doors draw."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from bedside.areas.credentials.queries import Badge
from bedside.policy.verification.interests import Interest

PAGE = 20
REPEATS = "repeats"  # why a post is folded: it may repeat what somebody took out of another one


class Answered(NamedTuple):
    """Whom a text answers: the kind and the handle of that persona."""

    kind: str
    handle: str


@dataclass(frozen=True)
class SeenImage:
    """A picture of a post."""

    key: str
    alt: str
    width: int
    height: int


@dataclass(frozen=True)
class SeenOption:
    """A choice of a poll; `share` is in 100, in steps of 5, or None while it may not be shown."""

    id: int
    text: str
    share: int | None


@dataclass(frozen=True)
class SeenPoll:
    """A poll: `voted` is the viewer's own choice, `answers` the number of people in words."""

    options: tuple[SeenOption, ...]
    closes_at: datetime
    closed: bool
    voted: int | None
    answers: str


@dataclass(frozen=True)
class SeenPost:
    """One post for one viewer. `entry_id` orders it in the timeline it was read from."""

    id: int
    entry_id: int
    author_id: int
    author_handle: str
    author_name: str
    author_kind: str
    badge: Badge | None
    space_id: int
    space_slug: str
    space_name: str
    space_kind: str
    audience: str
    kind: str
    reply_to_id: int | None
    thread_id: int
    title: str
    topic: str
    html: str
    warning: str
    language: str
    pinned: bool
    created_at: datetime
    edited_at: datetime | None
    n_replies: int
    n_helped: int
    mine: bool
    i_helped: bool
    i_saved: bool
    i_boosted: bool
    i_am_in: bool  # the viewer is in the post's space
    steward_here: bool  # the viewer is a steward of the post's space
    by_steward: bool  # the author is one
    label: str  # why moderators put a line of words on it, "" for none
    folded: str  # why they folded it, or REPEATS
    held: str  # why nobody but its author sees it now
    held_until: datetime | None
    boosted_by: str
    n_images: int
    authorisation_id: int | None  # the patient's permission that it hangs on
    posted_by: str | None  # the name of the carer who wrote it for its author, "" for one who is here no more
    declared: str | None  # for `interests.told` alone: no door reads it
    images: tuple[SeenImage, ...] = ()
    poll: SeenPoll | None = None
    interests: tuple[Interest, ...] = ()  # what readers have to be told with it


@dataclass(frozen=True)
class Followed:
    """What a viewer follows beside people: spaces (slug, name) and hashtags, each in order of the alphabet."""

    spaces: tuple[tuple[str, str], ...]
    tags: tuple[str, ...]


@dataclass(frozen=True)
class Page:
    """One page of a timeline, newest first. `next_before` opens the next one; None when the list has ended.

    `followed` is there on the home timeline only, which asks for it in the same statement.
    """

    posts: tuple[SeenPost, ...] = field(default=())
    next_before: int | None = None
    followed: Followed | None = None

    @property
    def caught_up(self) -> bool:
        """Whether nothing older is left."""
        return self.next_before is None
