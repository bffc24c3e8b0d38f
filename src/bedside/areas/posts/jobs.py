"""What the worker does for posts at night."""

from procrastinate.contrib.django import app

from bedside.areas.posts.actions.home import trim
from bedside.areas.posts.actions.upkeep import forget_old


@app.periodic(cron="20 3 * * *")
@app.task(name="posts.trim_home", queue="bulk")
def trim_home(timestamp: int) -> None:
    """Cut home timelines to their length."""
    trim()


@app.periodic(cron="40 3 * * *")
@app.task(name="posts.forget_old", queue="bulk")
def forget_old_drafts(timestamp: int) -> None:
    """Let go of drafts untouched for half a year, and of pictures that were never published."""
    forget_old()
