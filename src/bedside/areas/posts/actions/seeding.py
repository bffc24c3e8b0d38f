"""Many invented posts at once, for sites that test their size. They pass no guard: their words come from a list."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.posts.models import HOME_CAP
from bedside.kit.copying import copy_bigints, copy_rows
from bedside.kit.ids import made_at

POST = [
    *(
        "id",
        "author_id",
        "space_id",
        "audience",
        "kind",
        "reply_to_id",
        "thread_id",
        "thread_author_id",
        "title",
        "topic",
    ),
    *("text", "warning", "language", "html", "version", "pinned", "gone", "answered", "created_at"),
]
HOME = ["owner_id", "entry_id", "post_id"]


@dataclass(frozen=True, slots=True)
class NewPost:
    """An invented post. `reply_to` is the post it answers, `thread` the first of its thread (None: itself)."""

    id: int
    author_id: int
    space_id: int
    audience: str
    kind: str
    title: str
    text: str
    html: str
    tags: tuple[str, ...] = ()
    reply_to: "NewPost | None" = None
    thread: "NewPost | None" = None


@transaction.atomic
def add_posts(
    posts: Sequence[NewPost], *, helped: Iterable[tuple[int, int, int]], tags: Iterable[tuple[int, str]]
) -> None:
    """Add `posts`; `helped` is (id, persona, post) of each "this helped me", `tags` (persona, hashtag it follows)."""
    replies = (post for post in posts if post.reply_to)
    answered = {one.id for post in replies for one in (post.reply_to, post.thread) if one}
    copy_rows("posts_post", POST, (_row(post, answered=post.id in answered) for post in posts))
    copy_rows("posts_tag", ["tag", "post_id"], ((tag, post.id) for post in posts for tag in post.tags))
    marks = ((mark_id, persona_id, "helped", post_id) for mark_id, persona_id, post_id in helped)
    copy_rows("posts_mark", ["id", "persona_id", "kind", "post_id"], marks)
    copy_rows("posts_tag_follow", ["owner_id", "tag"], tags)
    record("seed.posts", by=None, count=len(posts))


def _row(post: NewPost, *, answered: bool) -> tuple[object, ...]:
    thread = post.thread or post
    reply_to_id = post.reply_to.id if post.reply_to else None
    who = (post.author_id, post.space_id, post.audience, post.kind, reply_to_id, thread.id, thread.author_id)
    return (post.id, *who, post.title, "", post.text, "", "en", post.html, 1, False, False, answered, made_at(post.id))


@transaction.atomic
def fill_homes(*, follows: Mapping[int, Sequence[int]], posts: Iterable[NewPost]) -> None:
    """Write the home timelines of `follows`' keys as if each of `posts` had been published while they followed."""
    by_author: dict[int, list[int]] = {}
    for post in posts:
        if post.reply_to is None and post.audience in ("public", "followers"):
            by_author.setdefault(post.author_id, []).append(post.id)
    written = {author: np.array(ids, dtype=np.int64) for author, ids in by_author.items()}
    copy_bigints("posts_home_entry", HOME, _homes(follows, written))


def _homes(follows: Mapping[int, Sequence[int]], written: Mapping[int, np.ndarray]) -> Iterator[np.ndarray]:
    """Yield the rows of one owner after the other, oldest first, cut to the length of a home timeline."""
    for owner, targets in follows.items():
        parts = [written[author] for author in (owner, *targets) if author in written]
        if parts:
            ids = np.sort(np.concatenate(parts))[-HOME_CAP:]
            yield np.column_stack([np.full_like(ids, owner), ids, ids])
