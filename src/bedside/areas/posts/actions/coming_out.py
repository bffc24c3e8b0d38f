"""A post that was out of sight comes out: whom it answers and names hears of it then, as of any new post."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q

from bedside.areas.posts.events import CameOut
from bedside.areas.posts.models import Mention, Post
from bedside.kit.clock import now
from bedside.kit.outbox.actions import publish
from bedside.kit.viewing import as_system

BATCH: Final = 200
NEEDED: Final = ("id", "author_id", "reply_to_id")
STILL_NEWS: Final = timedelta(days=60)  # after that nobody waits for an answer; notices are kept for 180 days


@as_system("whom a post answers and names is told when it comes out")
def come_out_due() -> int:
    """Let out what was held for a time that is over, and return how much. Killed at any moment, it goes on later."""
    out, full = 0, True
    while full:
        taken = _let_out_some()
        out, full = out + taken, taken == BATCH
    return out


@transaction.atomic
def _let_out_some() -> int:
    due = Post.objects.select_for_update(skip_locked=True).filter(held_until__lte=now()).order_by("held_until")
    ids = list(due.values_list("id", flat=True)[:BATCH])
    tell_of(ids)
    Post.objects.filter(id__in=ids).update(held_for="", held_until=None)
    return len(ids)


def tell_of(post_ids: Iterable[int]) -> None:
    """Tell of those of these posts that come out now and answer or name somebody; the caller lets them out."""
    fresh = Q(held_until__isnull=False, created_at__gt=now() - STILL_NEWS, gone=False)
    posts = {post.id: post for post in Post.objects.filter(fresh, id__in=list(post_ids)).only(*NEEDED)}
    named: dict[int, list[int]] = {}
    for post_id, persona_id in Mention.objects.filter(post_id__in=posts).values_list("post_id", "persona_id"):
        named.setdefault(post_id, []).append(persona_id)
    answered = {post.reply_to_id for post in posts.values() if post.reply_to_id is not None}
    authors = dict(Post.objects.filter(id__in=answered, gone=False).values_list("id", "author_id"))
    for post in posts.values():
        to = authors.get(post.reply_to_id or 0)
        if to is not None or post.id in named:
            publish(_news(post, to, named.get(post.id, [])))


def _news(post: Post, reply_to_author_id: int | None, mentioned: list[int]) -> CameOut:
    return CameOut(
        post_id=post.id,
        author_id=post.author_id,
        reply_to_id=post.reply_to_id,
        reply_to_author_id=reply_to_author_id,
        mentioned=sorted(mentioned),
    )
