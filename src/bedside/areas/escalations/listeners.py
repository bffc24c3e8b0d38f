"""What follows from news of posts: the words of a new one are read, and what is gone is noted."""

from bedside.areas.escalations import actions
from bedside.areas.posts.events import Deleted, Published
from bedside.kit.outbox import listen


@listen(Published)
def read_for_hints(event: Published) -> None:
    """Read a post once more than the page did that published it: nothing is lost by a page that was cut off."""
    actions.hint(post_id=event.post_id)


@listen(Deleted)
def note_gone(event: Deleted) -> None:
    """A post is gone."""
    actions.post_gone(post_id=event.post_id)
