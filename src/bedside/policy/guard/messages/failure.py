"""What the guard says when it could not read a text."""

from __future__ import annotations

from bedside.policy.guard.messages.shape import Message

MESSAGES: dict[str, Message] = {
    "guard.failed": Message(
        "We could not check this text. Read it once more for names, dates and numbers.", None, law=()
    ),
}
