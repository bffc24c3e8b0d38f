"""What happens to posts that others hear of."""

from dataclasses import dataclass, field

from bedside.kit.outbox import Event


@dataclass(frozen=True)
class Published(Event):
    """A post is there for its audience."""

    post_id: int
    author_id: int
    space_id: int
    reply_to_id: int | None
    reply_to_author_id: int | None
    mentioned: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class MessageAsked(Event):
    """`author_id` wrote to `persona_id`, who may take it or not."""

    post_id: int
    author_id: int
    persona_id: int


@dataclass(frozen=True)
class WaitsForLook(Event):
    """A post was published that nobody but its author sees until somebody looked at it, or some days are over."""

    post_id: int
    author_id: int


@dataclass(frozen=True)
class CameOut(Event):
    """A post that only its author saw is there for its audience: whom it answers and names may be told now, once."""

    post_id: int
    author_id: int
    reply_to_id: int | None
    reply_to_author_id: int | None
    mentioned: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class HelpedMe(Event):
    """Somebody said that a post helped."""

    post_id: int
    author_id: int
    by_id: int


@dataclass(frozen=True)
class Deleted(Event):
    """A post is gone."""

    post_id: int


@dataclass(frozen=True)
class DetailsTakenOut(Event):
    """An author took details out of her post, for good."""

    post_id: int
    author_id: int


@dataclass(frozen=True)
class DelayedStopped(Event):
    """The day of a post that waited came, and it could not be published as it is; its author decides."""

    waiting_id: int
    owner_id: int


@dataclass(frozen=True)
class PicturesLookedAt(Event):
    """A post waits for its author: she has to look at its pictures before it is published."""

    waiting_id: int
    owner_id: int
