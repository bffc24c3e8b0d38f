"""How words of a channel are kept: sealed with the patient's own key, with marks by which copies are known."""

from collections.abc import Sequence

from bedside.areas.messaging.actions.pictures import hung_on
from bedside.areas.messaging.models import Likeness, Message, Picture, Thread
from bedside.areas.messaging.models.message import LONGEST
from bedside.areas.messaging.queries.marks import marks_of
from bedside.areas.people.queries import key_no_of
from bedside.kit.images import CleanImage
from bedside.kit.texts import taken
from bedside.kit.vault import vault


def words_taken(words: str, *, field: str = "words") -> str:
    """Return the words of a message as they are kept; raise BadText with what to do."""
    return taken(words, field=field, name="Your message", at_most=LONGEST, at_least=1)


def put(message: Message, words: str, pictures: Sequence[CleanImage] = ()) -> Message:
    """Save a new message with its words and pictures, and the marks of the words.

    The caller is in a transaction, and asked whether it may.
    """
    message.words_sealed = vault().seal(words, message.place(), key_no=key_no_of(message.patient_id))
    rows = hung_on(message, pictures)
    message.save(force_insert=True)
    Picture.objects.bulk_create(rows)
    if message.kind == "message":
        found = sorted(marks_of(message.practice_id, words))
        Likeness.objects.create(
            message=message, practice_id=message.practice_id, patient_id=message.patient_id, marks=found
        )
    return message


def in_thread(thread: Thread, **fields: object) -> Message:
    """Return a message of a thread that is not saved yet, with the thread's practice and patient."""
    return Message(thread=thread, practice_id=thread.practice_id, patient_id=thread.patient_id, **fields)
