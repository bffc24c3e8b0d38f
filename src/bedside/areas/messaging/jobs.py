"""What the worker does for channels."""

from procrastinate.contrib.django import app

from bedside.areas.messaging.actions.team.measuring import measure_all


@app.periodic(cron="20 3 * * *")
@app.task(name="messaging.measure", queue="bulk", lock="messaging.measure")
def measure(timestamp: int) -> None:
    """Measure anew by when each practice answers."""
    measure_all()
