"""What the worker does for escalations: the clocks each minute, their moments anew each quarter of an hour.

Both bear being run twice, and at the same moment: rows that another run holds are left to it.
"""

from procrastinate.contrib.django import app

from bedside.areas.escalations import actions


@app.periodic(cron="* * * * *")
@app.task(name="escalations.sweep", queue="now")
def sweep(timestamp: int) -> None:
    """Tell what is due."""
    actions.sweep()


@app.periodic(cron="*/15 * * * *")
@app.task(name="escalations.mend", queue="later")
def mend(timestamp: int) -> None:
    """Compute the next moments anew."""
    actions.mend()
