"""What the guard says of what a picture shows."""

from __future__ import annotations

from bedside.policy.guard.messages.shape import Message

MESSAGES: dict[str, Message] = {
    "picture.code": Message("A code in the picture can lead to one person, as a number can.", None),
    "picture.face": Message("A face shows who it is.", None),
    "picture.unread": Message("We could not look at what this picture shows.", None, law=()),
}
