"""What the guard says of events that are only days old."""

from __future__ import annotations

from bedside.policy.guard.messages.shape import Message

MESSAGES: dict[str, Message] = {
    "recency.event": Message(
        "This happened days ago, so others may guess who it was. It is safer to wait a month.",
        "some time ago",
        law=("MS-ROUNDS",),
    ),
}
