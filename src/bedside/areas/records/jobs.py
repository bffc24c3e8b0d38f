"""The nightly build of members' figures, and the clock of the questions that members let us ask."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from bedside.areas.records.actions import ask_waves, build, releasing, sharing
from bedside.areas.records.actions.attachments import sweep
from bedside.areas.records.actions.signalling import look_for_signals

RETRY = RetryStrategy(max_attempts=3, exponential_wait=60)


@app.periodic(cron="10 3 * * *")
@app.task(name="records.build_figures", queue="bulk", lock="records.build_figures", retry=RETRY)
def build_figures(timestamp: int) -> None:
    """Build members' figures; `timestamp` is the moment for which the job was planned, in seconds."""
    build()


@app.task(name="records.make_release", queue="bulk", lock="records.build_figures", retry=RETRY)
def make_release(charge_id: int) -> None:
    """Make a release that was ordered; never beside the nightly build, whose folder it would share."""
    releasing.make_release(charge_id)


@app.periodic(cron="55 3 * * *")
@app.task(name="records.look_for_signals", queue="bulk", lock="records.look_for_signals", retry=RETRY)
def find_signals(timestamp: int) -> None:
    """Look for side effects named more often with one treatment; `timestamp` is the planned moment, in seconds."""
    look_for_signals()


@app.periodic(cron="25 * * * *")
@app.task(name="records.ask_waves", queue="later", lock="records.ask_waves", retry=RETRY)
def ask_members(timestamp: int) -> None:
    """Tell of questions that opened; `timestamp` is the moment for which the job was planned, in seconds."""
    ask_waves()


@app.periodic(cron="20 4 * * *")
@app.task(name="records.expire_grants", queue="bulk", lock="records.expire_grants", retry=RETRY)
def expire_grants(timestamp: int) -> None:
    """Close the grants of a record that have run out."""
    sharing.expire()


@app.periodic(cron="40 4 * * *")
@app.task(name="records.sweep_files", queue="bulk", lock="records.sweep_files", retry=RETRY)
def sweep_files(timestamp: int) -> None:
    """Destroy files of records that no row names; `timestamp` is the moment for which the job was planned."""
    sweep()
