"""Short ways to write posts in tests: through the action, as members do."""

import io
from typing import Any

from django.test import override_settings
from PIL import Image as Picture

from bedside.areas.people.models import Persona
from bedside.areas.people.viewer import Viewer
from bedside.areas.posts import actions
from bedside.areas.posts.actions.looking import look_at
from bedside.areas.posts.models import Post, Waiting
from bedside.areas.posts.words import Words
from bedside.areas.spaces.models import SQUARE_ID, Space
from tests.factories import viewer_of


def write(author: Persona, text: str = "A few words.", *, space: Space | None = None, **more: Any) -> Post:
    """Publish `text` as `author`; words and options of `publish` go in `more`."""
    outside = ("audience", "reply_to_id", "form_key", "confirmed", "agreed", "draft_place", "post_id", "release")
    options = {name: more.pop(name) for name in outside if name in more}
    words = Words(text=text, **more)
    return actions.publish(by=viewer_of(author), words=words, space_id=space.id if space else SQUARE_ID, **options)


def answer(author: Persona, post: Post, text: str = "An answer.", **more: Any) -> Post:
    """Publish a reply."""
    return write(author, text, reply_to_id=post.id, **more)


def picture(colour: str = "teal", size: tuple[int, int] = (8, 6)) -> bytes:
    """Return the bytes of a small PNG."""
    out = io.BytesIO()
    Picture.new("RGB", size, colour).save(out, "PNG")
    return out.getvalue()


def send_held(by: Viewer, words: Words, **target: Any) -> int:
    """Publish `words` with pictures where they are looked at first, and return the key of the form that waits."""
    with override_settings(LOOKS_AT_PICTURES=True):
        try:
            actions.publish(by=by, words=words, **target)
        except actions.BeingChecked as checked:
            return checked.form_key
    raise AssertionError("it did not wait")


def unread(key: int) -> None:
    """Leave a post that waits to its author, as where its pictures can't be read."""
    row = Waiting.objects.get(form_key=key)
    look_at(row.id, row.owner_id, None)


def placed() -> bytes:
    """Return the bytes of a small picture that tells where it was taken."""
    told, out = Picture.Exif(), io.BytesIO()
    told[0x8825] = {1: "N", 2: (52.0, 1.0, 2.0), 3: "W", 4: (4.0, 1.0, 2.0)}
    Picture.new("RGB", (8, 6), "teal").save(out, "JPEG", exif=told)
    return out.getvalue()


def poll(author: Persona, text: str = "Which one?", options: tuple[str, ...] = ("Tea", "Rest"), **more: Any) -> Post:
    """Publish a poll."""
    return write(author, text, kind="poll", options=options, **more)
