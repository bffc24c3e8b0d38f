"""What happens to permissions and grants that others hear of. Ids only."""

from dataclasses import dataclass

from bedside.kit.outbox import Event


@dataclass(frozen=True)
class PermissionAsked(Event):
    """Somebody is asked to permit something."""

    authorisation_id: int
    owner_id: int
    drafter_id: int


@dataclass(frozen=True)
class PermissionAnswered(Event):
    """Who was asked signed, or declined."""

    authorisation_id: int
    drafter_id: int
    signed: bool


@dataclass(frozen=True)
class PermissionEndsSoon(Event):
    """A permission ends within a week."""

    authorisation_id: int
    owner_id: int
    drafter_id: int


@dataclass(frozen=True)
class PermissionEnded(Event):
    """A permission has ended: what hangs on it goes. It does not say whose it was, who may be gone."""

    authorisation_id: int
    drafter_id: int


@dataclass(frozen=True)
class GrantAsked(Event):
    """Somebody offers, or asks, to act for somebody."""

    grant_id: int
    by_id: int
    to_id: int


@dataclass(frozen=True)
class GrantReviewDue(Event):
    """A grant runs out of its year, in `year`: its owner is asked whether it goes on."""

    grant_id: int
    owner_id: int
    year: int
