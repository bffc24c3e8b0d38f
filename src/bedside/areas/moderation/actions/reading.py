"""Reading under an open emergency access: the one place where private posts are read without being in their audience.

Each look and its line in the log are one transaction: there is no look without it.
"""

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.moderation import queries
from bedside.areas.moderation.actions.steps import role_of
from bedside.areas.moderation.models import EmergencyAccess
from bedside.areas.people.viewer import Viewer
from bedside.areas.posts.attachments import images_of, polls_of
from bedside.areas.posts.models import Post
from bedside.areas.spaces.models import Space
from bedside.kit.errors import NotHere
from bedside.kit.viewing import as_system

PAGE = 20
OPENED = "posts of a persona, under an emergency access that two people opened"


@dataclass(frozen=True)
class EmergencyPage:
    """A part of the list of somebody's posts: when and where, no words. `next_before` opens the next part."""

    access: EmergencyAccess
    posts: tuple[Post, ...]
    next_before: int | None


@dataclass(frozen=True)
class EmergencyPost:
    """One post with its words; of pictures only what their author said of them."""

    access: EmergencyAccess
    post: Post
    space: Space
    options: tuple[str, ...]
    pictures: tuple[str, ...]


@transaction.atomic
def open_list(*, by: Viewer, access_id: int, before: int | None = None) -> EmergencyPage:
    """Return 20 posts of the persona, newest first, and log the look. Raises `NotHere` unless it is open for `by`."""
    access = queries.to_read(by, access_id)
    rows = Post.objects.filter(author_id=access.persona_id, gone=False).select_related("space").order_by("-id")
    if before is not None:
        rows = rows.filter(id__lt=before)
    with as_system(OPENED):
        found = list(rows.defer("text", "html", "title", "warning", "search")[: PAGE + 1])
    shown = tuple(found[:PAGE])
    _log("look.posts", access, by=by, about=("emergency", access.id), shown=len(shown))
    return EmergencyPage(access, shown, shown[-1].id if len(found) > PAGE else None)


@transaction.atomic
def open_post(*, by: Viewer, access_id: int, post_id: int) -> EmergencyPost:
    """Return one post of the persona with its words, and log the look.

    Raises `NotHere` unless the access is open for `by` and the post is that persona's.
    """
    access = queries.to_read(by, access_id)
    rows = Post.objects.filter(id=post_id, author_id=access.persona_id, gone=False).select_related("space")
    with as_system(OPENED):
        post = rows.defer("search").first()
        if post is None:
            raise NotHere
        poll = polls_of(by, [post.id]).get(post.id)
        pictures = tuple(image.alt for image in images_of([post.id]).get(post.id, ()))
    _log("look.post", access, by=by, about=("post", post.id))
    options = tuple(option.text for option in poll.options) if poll is not None else ()
    return EmergencyPost(access, post, post.space, options, pictures)


def _log(action: str, access: EmergencyAccess, *, by: Viewer, about: tuple[str, int], **detail: Any) -> None:
    record(
        action,
        by=by.persona_id,
        role=role_of(by),
        about=about,
        subject=access.persona_id,
        purpose="break_glass",
        reason_code=access.reason_code,
        access=access.id,
        **detail,
    )
