"""What follows from news of posts: one that waits for a look has a case, one that is gone has none that waits."""

from bedside.areas.credentials.queries import viewer_of
from bedside.areas.moderation.actions.following import follow
from bedside.areas.moderation.actions.lapsing import lapse
from bedside.areas.moderation.actions.reporting import open_alone
from bedside.areas.moderation.queries import things
from bedside.areas.posts import queries as posts
from bedside.areas.posts.events import Deleted, DetailsTakenOut, WaitsForLook
from bedside.kit.outbox import listen


@listen(WaitsForLook)
def on_waits(event: WaitsForLook) -> None:
    """Put a post that waits by itself before who looks at such posts: as its author wrote it."""
    author = viewer_of(event.author_id)
    if author is None or event.post_id not in posts.readable_ids(author, [event.post_id]):
        return
    open_alone(thing=things.of_post(posts.seen(author, event.post_id)), reason="spam")


@listen(Deleted)
def on_deleted(event: Deleted) -> None:
    """Nobody has to look at what is gone."""
    lapse(post_id=event.post_id)


@listen(DetailsTakenOut)
def on_details_taken_out(event: DetailsTakenOut) -> None:
    """What desks keep of the post loses the details too; all of it where its author can't read it any more herself."""
    author = viewer_of(event.author_id)
    there = author is not None and event.post_id in posts.readable_ids(author, [event.post_id])
    left = things.of_post(posts.seen(author, event.post_id)) if author is not None and there else None
    follow(post_id=event.post_id, left=left)
