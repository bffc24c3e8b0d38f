"""What the worker does for trials."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from bedside.areas.trials.actions import make_figures

RETRY = RetryStrategy(max_attempts=3, exponential_wait=60)


@app.periodic(cron="40 3 * * *")
@app.task(name="trials.make_figures", queue="bulk", lock="trials.make_figures", retry=RETRY)
def make_trial_figures(timestamp: int) -> None:
    """Make the figures of many anew; `timestamp` is the moment for which the job was planned, in seconds."""
    make_figures()
