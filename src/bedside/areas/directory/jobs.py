"""What the worker does for the list: the index, codes on other machines' pages, and what has had its time."""

from procrastinate.contrib.django import app

from bedside.areas.directory.actions import look_for_claims, look_for_outs, refresh_all, settle_due


@app.periodic(cron="*/5 * * * *")  # beside the news of each change: deleted posts and new credentials among them
@app.task(name="directory.refresh", queue="bulk", lock="directory.refresh")
def refresh_index(timestamp: int) -> None:
    """Write anew what has changed of checked members."""
    refresh_all()


@app.periodic(cron="* * * * *")
@app.task(name="directory.look", queue="bulk", lock="directory.look")
def look_for_codes(timestamp: int) -> None:
    """Look for the codes of claims whose owners say that they stand."""
    look_for_claims()


@app.periodic(cron="*/15 * * * *")
@app.task(name="directory.outs", queue="bulk", lock="directory.outs")
def settle_outs(timestamp: int) -> None:
    """Look for the codes of who asked to be taken out, and settle what has waited long enough."""
    look_for_outs()
    settle_due()
