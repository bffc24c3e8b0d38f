"""What the worker does for spaces."""

from procrastinate.contrib.django import app

from bedside.areas.spaces.actions import leaving


@app.periodic(cron="*/5 * * * *")
@app.task(name="spaces.end_stays", queue="now", lock="spaces.end_stays")
def end_stays(timestamp: int) -> None:
    """Take out who was asked in until a day that is over (B40)."""
    leaving.end_stays()
