"""What the worker does for channels."""

from procrastinate.contrib.django import app

from bedside.areas.messaging.actions.care_teams import close_over
from bedside.areas.messaging.actions.team.measuring import measure_all


@app.periodic(cron="*/10 * * * *")
@app.task(name="messaging.close_care_teams", queue="bulk", lock="messaging.close_care_teams")
def close_care_teams(timestamp: int) -> None:
    """Close the care teams whose last day is over."""
    close_over()


@app.periodic(cron="20 3 * * *")
@app.task(name="messaging.measure", queue="bulk", lock="messaging.measure")
def measure(timestamp: int) -> None:
    """Measure anew by when each practice answers."""
    measure_all()
