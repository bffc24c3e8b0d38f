"""Deleting: the words, their history, pictures, poll and every trace in lists are gone, not hidden."""

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.people.actions import limits
from bedside.areas.people.queries import key_no_of
from bedside.areas.people.viewer import Viewer
from bedside.areas.posts import queries
from bedside.areas.posts.actions.images import throw_away
from bedside.areas.posts.events import Deleted
from bedside.areas.posts.models import (
    FirstMessage,
    HomeEntry,
    Image,
    Mark,
    Mention,
    Poll,
    PollOption,
    PollVote,
    Post,
    PostRevision,
    PostTag,
)
from bedside.kit.errors import NotHere
from bedside.kit.outbox.actions import publish as tell
from bedside.kit.vault import Place, vault
from bedside.kit.viewing import as_system
from bedside.policy.limits import TAKEN_BACK

HANGING_ON = (PostRevision, PostTag, Mention, FirstMessage, Poll, PollOption, PollVote, Mark, HomeEntry)


@transaction.atomic
def delete(*, by: Viewer, post_id: int) -> None:
    """Delete one's own post; raise NotHere for any other."""
    queries.own(by, post_id)
    limits.require(TAKEN_BACK, value=str(by.persona_id))
    erase_post(post_id)
    record("post.deleted", by=by.persona_id, about=("post", post_id))


@transaction.atomic
def remove(*, by: Viewer, post_id: int, reason: str) -> None:
    """Remove a post as a steward of its space, or from the square as staff; raise NotHere for anybody else.

    The reason is kept with the audit entry, sealed with the author's key: words about somebody go with whom they are
    about.
    """
    post = queries.seen(by, post_id)
    role = queries.removes_as(by, post)
    if not role:
        raise NotHere
    erase_post(post_id)
    record(
        "post.removed",
        by=by.persona_id,
        role=role,
        about=("post", post_id),
        subject=post.author_id,
        reason=vault().seal(reason[:100], reason_place(post_id), key_no=key_no_of(post.author_id)).hex(),
    )


def reason_place(post_id: int) -> Place:
    """Return where the reason for removing a post is sealed."""
    return Place("audit_entry", "reason", post_id)


@as_system("a deleted post leaves the lists, marks and mentions of everybody")
def erase_post(post_id: int) -> None:
    """Take a post away with all that hangs on it, in the caller's transaction; raise NotHere when it is gone."""
    post = Post.objects.select_for_update().filter(id=post_id, gone=False).first()
    if post is None:
        raise NotHere
    for model in HANGING_ON:
        model.objects.filter(post_id=post_id).delete()
    throw_away(Image.objects.filter(post_id=post_id))
    if Post.objects.filter(reply_to_id=post_id).exists():
        # The row stays, empty, so that the replies still hang together.
        post.gone, post.pinned = True, False
        post.title = post.topic = post.text = post.html = post.warning = ""
        post.authorisation_id = None
        post.save()
    else:
        post.delete()
        forget_empty(post.reply_to_id)
    tell(Deleted(post_id=post_id))


def forget_empty(post_id: int | None) -> None:
    """Take away the empty row of a deleted post to which nothing hangs any more, and those above it."""
    while post_id is not None:
        empty = Post.objects.select_for_update().filter(id=post_id, gone=True).first()
        if empty is None or Post.objects.filter(reply_to_id=post_id).exists():
            return
        empty.delete()
        post_id = empty.reply_to_id
