"""Every write to posts, one verb a file."""

from bedside.areas.posts.actions.acting import publish_for
from bedside.areas.posts.actions.answering_first import decline_message, take_message
from bedside.areas.posts.actions.delete import delete, remove
from bedside.areas.posts.actions.drafts import drop_draft, save_draft
from bedside.areas.posts.actions.edit import edit
from bedside.areas.posts.actions.holding import back_to_draft, drop_held
from bedside.areas.posts.actions.images import add_image, drop_image
from bedside.areas.posts.actions.marks import follow_tag, mark, unfollow_tag
from bedside.areas.posts.actions.moderating import lift, moderate
from bedside.areas.posts.actions.pausing import pause, resume
from bedside.areas.posts.actions.pin import pin
from bedside.areas.posts.actions.publish import publish
from bedside.areas.posts.actions.releasing import StillChecked, cover, publish_held, take_out
from bedside.areas.posts.actions.sending import BeingChecked, WaitsForItsDay
from bedside.areas.posts.actions.speaking import say_as_site
from bedside.areas.posts.actions.taking_details_out import take_details_out
from bedside.areas.posts.actions.vote import vote

__all__ = [
    "BeingChecked",
    "StillChecked",
    "WaitsForItsDay",
    "add_image",
    "back_to_draft",
    "cover",
    "decline_message",
    "delete",
    "drop_draft",
    "drop_held",
    "drop_image",
    "edit",
    "follow_tag",
    "lift",
    "mark",
    "moderate",
    "pause",
    "pin",
    "publish",
    "publish_for",
    "publish_held",
    "remove",
    "resume",
    "save_draft",
    "say_as_site",
    "take_details_out",
    "take_message",
    "take_out",
    "unfollow_tag",
    "vote",
]
