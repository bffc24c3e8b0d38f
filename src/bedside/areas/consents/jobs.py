"""What the worker does for permissions and grants."""

from procrastinate.contrib.django import app

from bedside.areas.consents.actions import ending, granting


@app.periodic(cron="* * * * *")
@app.task(name="consents.tick", queue="now", lock="consents.tick")
def tick(timestamp: int) -> None:
    """Tell of permissions that have come to their end, or will soon."""
    ending.tick()


@app.periodic(cron="40 6 * * *")
@app.task(name="consents.ask_reviews", queue="bulk", lock="consents.ask_reviews")
def ask_reviews(timestamp: int) -> None:
    """Ask owners whether somebody goes on acting for them."""
    granting.ask_reviews()
