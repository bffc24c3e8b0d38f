"""The team talks among itself in a thread. The patient does not see it, and is not told of it."""

from django.db import transaction

from bedside.areas.messaging.actions.team import steps
from bedside.areas.messaging.actions.writing import words_taken
from bedside.areas.messaging.models import Message
from bedside.areas.people.viewer import Viewer


@transaction.atomic
def comment(*, by: Viewer, thread_id: int, words: str) -> Message:
    """Add a comment inside the team; raise NotHere, WhyFirst, or BadText."""
    said = words_taken(words)
    thread, here = steps.held(by, thread_id)
    message = steps.inside(thread, said, by=by)
    steps.note_down("thread.commented", by=by, here=here, thread=thread, message=message.id)
    return message
