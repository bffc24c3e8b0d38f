"""What the worker does for notices at night."""

from procrastinate.contrib.django import app

from bedside.areas.notify import actions


@app.periodic(cron="10 3 * * *")
@app.task(name="notify.forget_old", queue="bulk")
def forget_old(timestamp: int) -> None:
    """Let go of notices older than 180 days."""
    actions.forget_old()
