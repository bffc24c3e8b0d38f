"""What the worker does for credentials: the clocks of claims and of vouches, and codes by mail."""

from procrastinate.contrib.django import app

from bedside.areas.credentials.actions import clocks, drawing, sending
from bedside.areas.credentials.actions.vouching import settle_all
from bedside.areas.credentials.mail_jobs import send_code

__all__ = ["desk", "send_code", "settle_vouches", "tick"]


@app.periodic(cron="*/10 * * * *")
@app.task(name="credentials.tick", queue="later", lock="credentials.tick")
def tick(timestamp: int) -> None:
    """Move the claims whose time has come: notices, ends, and those for which nothing came."""
    clocks.tick()


@app.periodic(cron="*/10 * * * *")
@app.task(name="credentials.settle_vouches", queue="bulk", lock="credentials.settle_vouches")
def settle_vouches(timestamp: int) -> None:
    """End levels that too few colleagues stand behind."""
    settle_all()


@app.periodic(cron="*/10 * * * *")
@app.task(name="credentials.desk", queue="later", lock="credentials.desk")
def desk(timestamp: int) -> None:
    """Replace reviewers who did not answer, give out what nobody has, and destroy papers that have had their time."""
    drawing.tick()
    sending.destroy_due()
