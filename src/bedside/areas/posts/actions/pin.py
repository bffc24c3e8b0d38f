"""Keeping a post at the top of its space."""

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.people.viewer import Viewer
from bedside.areas.posts import queries
from bedside.areas.posts.models import Post
from bedside.areas.spaces import queries as spaces
from bedside.kit.errors import NotHere, Refused

MOST = 3


@transaction.atomic
def pin(*, by: Viewer, post_id: int, on: bool) -> None:
    """Pin or unpin a first post of a space, as one of its stewards; raise NotHere for anybody else."""
    post = queries.seen(by, post_id)
    space = spaces.space_by_id(by, post.space_id)
    if not spaces.standing(by, space).is_steward or post.reply_to_id is not None:
        raise NotHere
    if on and Post.objects.filter(space_id=space.id, pinned=True).count() >= MOST:
        raise Refused("3 posts are pinned here.", do="Unpin one first.", code="too_many_pinned")
    Post.objects.filter(id=post_id).update(pinned=on)
    record("post.pinned" if on else "post.unpinned", by=by.persona_id, role="steward", about=("post", post_id))
