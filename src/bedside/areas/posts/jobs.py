"""What the worker does for posts at night."""

from procrastinate.contrib.django import app

from bedside.areas.posts.actions.home import trim


@app.periodic(cron="20 3 * * *")
@app.task(name="posts.trim_home", queue="bulk")
def trim_home(timestamp: int) -> None:
    """Cut home timelines to their length."""
    trim()
