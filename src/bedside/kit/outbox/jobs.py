"""The job that calls a listener: five tries with growing pauses, then it is parked as failed where staff see it."""

from typing import Any

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from bedside.kit.outbox import registry

RETRY = RetryStrategy(max_attempts=4, exponential_wait=3)  # how often it is tried again


@app.task(name="outbox.deliver", queue="now", retry=RETRY)
def deliver(listener: str, event: str, payload: dict[str, Any]) -> None:
    """Call one listener with one event."""
    registry.call(listener, event, payload)
