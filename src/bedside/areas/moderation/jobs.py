"""What the worker does for moderation."""

from procrastinate.contrib.django import app

from bedside.areas.moderation import actions


@app.periodic(cron="*/10 * * * *")
@app.task(name="moderation.tell_due", queue="now")
def tell_due(timestamp: int) -> None:
    """Tell members of emergency accesses whose delay is over."""
    actions.tell_due()


@app.periodic(cron="* * * * *")
@app.task(name="moderation.tell_settled", queue="now", lock="moderation.tell_settled")
def tell_settled(timestamp: int) -> None:
    """Tell desks of what waits there, once it can't be taken back any more."""
    actions.tell_settled()
