"""Events: news from an area to those above it.

`publish` writes an outbox row in the caller's transaction; after the commit the flusher turns each row into one job a
listener (`flush`), and the job calls the listener. A listener must bear being called twice for one event.
"""

from bedside.kit.outbox.registry import Event, listen

__all__ = ["Event", "listen"]
