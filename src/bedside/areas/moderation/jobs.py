"""What the worker does for moderation."""

from procrastinate.contrib.django import app

from bedside.areas.moderation import actions


@app.periodic(cron="*/10 * * * *")
@app.task(name="moderation.tell_due", queue="now")
def tell_due(timestamp: int) -> None:
    """Tell members of emergency accesses whose delay is over."""
    actions.tell_due()
