"""The team talks among itself in a thread. The patient does not see it, and is not told of it."""

from collections.abc import Sequence

from django.db import transaction

from bedside.areas.messaging.actions.pictures import painted
from bedside.areas.messaging.actions.team import steps
from bedside.areas.messaging.actions.writing import words_taken
from bedside.areas.messaging.models import Message
from bedside.areas.people.viewer import Viewer
from bedside.kit.images import CleanImage


def comment(*, by: Viewer, thread_id: int, words: str, files: Sequence[bytes] = ()) -> Message:
    """Add a comment inside the team; raise NotHere, WhyFirst, BadText, or Refused for a file that is no picture."""
    return _said(words_taken(words), painted(by, files), by=by, thread_id=thread_id)


@transaction.atomic
def _said(said: str, pictures: Sequence[CleanImage], *, by: Viewer, thread_id: int) -> Message:
    thread, here = steps.held(by, thread_id)
    message = steps.inside(thread, said, by=by, pictures=pictures)
    steps.note_down("thread.commented", by=by, here=here, thread=thread, message=message.id)
    return message
