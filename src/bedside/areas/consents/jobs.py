"""What the worker does for permissions."""

from procrastinate.contrib.django import app

from bedside.areas.consents.actions import ending


@app.periodic(cron="* * * * *")
@app.task(name="consents.tick", queue="now", lock="consents.tick")
def tick(timestamp: int) -> None:
    """Tell of permissions that have come to their end, or will soon."""
    ending.tick()
