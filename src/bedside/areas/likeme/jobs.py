"""What the worker does for people like me."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from bedside.areas.likeme.actions import refresh

RETRY = RetryStrategy(max_attempts=3, exponential_wait=60)


@app.periodic(cron="50 3 * * *")
@app.task(name="likeme.refresh", queue="bulk", lock="likeme.refresh", retry=RETRY)
def refresh_profiles(timestamp: int) -> None:
    """Make the profiles anew; `timestamp` is the moment for which the job was planned, in seconds."""
    refresh()
