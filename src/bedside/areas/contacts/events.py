"""News about contacts. `owner_id` is the persona that pressed the button, unless a docstring says otherwise."""

from dataclasses import dataclass

from bedside.kit.outbox import Event


@dataclass(frozen=True)
class Followed(Event):
    """`owner_id` follows `target_id` from now on."""

    owner_id: int
    target_id: int


@dataclass(frozen=True)
class FollowAsked(Event):
    """`owner_id` would like to follow `target_id` and waits."""

    owner_id: int
    target_id: int


@dataclass(frozen=True)
class FollowAccepted(Event):
    """`target_id` let `owner_id` follow: the follow counts from now on."""

    owner_id: int
    target_id: int


@dataclass(frozen=True)
class ConnectAsked(Event):
    """`owner_id` would like to connect with `target_id`: that each follows the other."""

    owner_id: int
    target_id: int


@dataclass(frozen=True)
class Unfollowed(Event):
    """`owner_id` does not follow `target_id` any more, whichever of the two ended it."""

    owner_id: int
    target_id: int


@dataclass(frozen=True)
class Blocked(Event):
    """`owner_id` blocked `target_id`: no follow is left either way."""

    owner_id: int
    target_id: int
