"""What one does with a first message: take it, or turn it down. Its author hears of neither."""

from datetime import timedelta

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.people.viewer import Viewer
from bedside.areas.posts.models import FirstMessage, Mention
from bedside.areas.posts.queries import first_message
from bedside.kit.clock import now
from bedside.kit.errors import NotAllowed
from bedside.kit.forgetting import forgets
from bedside.kit.viewing import as_system


@transaction.atomic
def take_message(*, by: Viewer, post_id: int) -> None:
    """Let a first message in: from now on it is `by`'s to read and to answer. Raises NotHere for any other."""
    if not by.confirmed:
        raise NotAllowed
    first_message(by, post_id)
    _end(by, post_id, FirstMessage.State.TAKEN)
    with as_system("who takes a message is named in it from now on"):
        Mention.objects.get_or_create(persona_id=by.persona_id, post_id=post_id)
    record("post.message_taken", by=by.persona_id, about=("post", post_id), subject=by.persona_id)


@transaction.atomic
def decline_message(*, by: Viewer, post_id: int) -> None:
    """Turn a first message down; its author is not told. Raises NotHere for any other."""
    first_message(by, post_id)
    _end(by, post_id, FirstMessage.State.DECLINED)
    record("post.message_declined", by=by.persona_id, about=("post", post_id), subject=by.persona_id)


def _end(by: Viewer, post_id: int, state: str) -> None:
    FirstMessage.objects.filter(persona_id=by.persona_id, post_id=post_id).update(state=state)


@forgets("first_messages")
@transaction.atomic
def forget_first_messages(days: int) -> None:
    """Delete the rows of first messages that are so old; who took one keeps the conversation."""
    FirstMessage.objects.filter(asked_at__lt=now() - timedelta(days=days)).delete()
