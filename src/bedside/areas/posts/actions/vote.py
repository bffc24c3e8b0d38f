"""Answering a poll."""

from django.db import transaction

from bedside.areas.people.viewer import Viewer
from bedside.areas.posts import queries
from bedside.areas.posts.models import PollVote
from bedside.areas.posts.seen import SeenPost
from bedside.kit.errors import NotAllowed, NotHere, Refused


@transaction.atomic
def vote(*, by: Viewer, post_id: int, option_id: int) -> SeenPost:
    """Choose one answer, once; return the post. Raises NotHere, NotAllowed, Refused."""
    post = queries.seen(by, post_id)
    if not by.confirmed:
        raise NotAllowed
    if post.poll is None or option_id not in {option.id for option in post.poll.options}:
        raise NotHere
    if post.poll.closed:
        raise Refused("This poll is closed.", do="You can still read the result.", code="poll_closed")
    _, made = PollVote.objects.get_or_create(
        persona_id=by.persona_id, post_id=post_id, defaults={"option_id": option_id}
    )
    if not made:
        raise Refused("You have answered this poll.", do="An answer can't be changed.", code="voted")
    return queries.seen(by, post_id)
