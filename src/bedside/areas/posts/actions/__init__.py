"""Every write to posts, one verb a file."""

from bedside.areas.posts.actions.delete import delete, remove
from bedside.areas.posts.actions.drafts import drop_draft, save_draft
from bedside.areas.posts.actions.edit import edit
from bedside.areas.posts.actions.images import add_image, drop_image
from bedside.areas.posts.actions.marks import follow_tag, mark, unfollow_tag
from bedside.areas.posts.actions.pin import pin
from bedside.areas.posts.actions.publish import publish
from bedside.areas.posts.actions.vote import vote

__all__ = [
    "add_image",
    "delete",
    "drop_draft",
    "drop_image",
    "edit",
    "follow_tag",
    "mark",
    "pin",
    "publish",
    "remove",
    "save_draft",
    "unfollow_tag",
    "vote",
]
