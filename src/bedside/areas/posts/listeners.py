"""What follows from news of contacts: the home timeline of who began or stopped following."""

from bedside.areas.consents.events import PermissionEnded
from bedside.areas.contacts.events import Blocked, FollowAccepted, Followed, Unfollowed
from bedside.areas.posts.actions.home import backfill, clear
from bedside.areas.posts.actions.taking_down import take_down_all
from bedside.kit.outbox import listen


@listen(Followed)
def fill_home(event: Followed) -> None:
    """Somebody followed: what the other wrote lately is there at once."""
    backfill(owner_id=event.owner_id, author_id=event.target_id)


@listen(FollowAccepted)
def fill_home_when_let_in(event: FollowAccepted) -> None:
    """A follower was let in."""
    backfill(owner_id=event.owner_id, author_id=event.target_id)


@listen(Unfollowed)
def clear_home(event: Unfollowed) -> None:
    """The rows are of no use any more; reading has ignored them since the follow ended."""
    clear(owner_id=event.owner_id, author_id=event.target_id)


@listen(Blocked)
def clear_both_homes(event: Blocked) -> None:
    """A block ends it both ways."""
    clear(owner_id=event.owner_id, author_id=event.target_id)
    clear(owner_id=event.target_id, author_id=event.owner_id)


@listen(PermissionEnded)
def take_down(event: PermissionEnded) -> None:
    """What hung on it can't be read since it ended; now it goes, with its pictures."""
    take_down_all()
