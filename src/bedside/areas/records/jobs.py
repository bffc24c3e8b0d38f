"""The nightly build of members' figures."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from bedside.areas.records.actions import build

RETRY = RetryStrategy(max_attempts=3, exponential_wait=60)


@app.periodic(cron="10 3 * * *")
@app.task(name="records.build_figures", queue="bulk", lock="records.build_figures", retry=RETRY)
def build_figures(timestamp: int) -> None:
    """Build members' figures; `timestamp` is the moment for which the job was planned, in seconds."""
    build()
