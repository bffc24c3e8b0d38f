"""A rest for a post about whose author somebody is worried: it is not passed on further, and nobody is shown that.

The post stays where it is, as it is. Who presses "pass on" meanwhile sees what she always sees; her followers get the
post when the rest ends. There is no `by`: what rests follows from the escalation, whoever pressed.
"""

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.posts.actions.publish import fan_out
from bedside.areas.posts.models import Mark, Post
from bedside.kit.clock import now
from bedside.kit.viewing import as_system

WHY = "being passed on rests while somebody is worried about the author"


@transaction.atomic
def pause(*, post_id: int) -> None:
    """Let being passed on rest; a post that is gone, or rests already, is left as it is."""
    with as_system(WHY):
        rested = Post.objects.filter(id=post_id, gone=False, paused_at=None).update(paused_at=now())
    if rested:
        record("post.paused", by=None, about=("post", post_id))


@transaction.atomic
def resume(*, post_id: int) -> None:
    """End the rest: who passed the post on meanwhile has it in her followers' timelines now. Twice is the same."""
    with as_system(WHY):
        post = Post.objects.select_for_update().filter(id=post_id, gone=False, paused_at__isnull=False).first()
        if post is None:
            return
        post.paused_at = None
        post.save(update_fields=["paused_at"])
        for mark in Mark.objects.filter(post_id=post_id, kind=Mark.Kind.BOOSTED).order_by("id"):
            fan_out(post_id=post_id, entry_id=mark.id, source=mark.persona_id, boosted_by=mark.persona_id)
    record("post.resumed", by=None, about=("post", post_id))


@as_system(WHY)
def is_paused(post_id: int) -> bool:
    """Say whether being passed on rests: for the write path alone, since no reader is to know."""
    return Post.objects.filter(id=post_id, paused_at__isnull=False).exists()
