"""What the worker does for posts: pictures while their posts wait, lists at night."""

from procrastinate.contrib.django import app

from bedside.areas.posts.actions.coming_out import come_out_due
from bedside.areas.posts.actions.due import put_out_due
from bedside.areas.posts.actions.home import trim
from bedside.areas.posts.actions.images import sweep
from bedside.areas.posts.actions.looking import look_at_all
from bedside.areas.posts.actions.taking_down import take_down_all


@app.periodic(cron="20 3 * * *")
@app.task(name="posts.trim_home", queue="bulk")
def trim_home(timestamp: int) -> None:
    """Cut home timelines to their length."""
    trim()


@app.periodic(cron="*/5 * * * *")  # beside the call of each post: nothing stays held because a job was lost
@app.task(name="posts.look_at_pictures", queue="media", lock="posts.look_at_pictures")
def look_at_pictures(timestamp: int = 0) -> None:
    """Look at the pictures of every post that waits."""
    look_at_all()


@app.periodic(cron="*/10 * * * *")
@app.task(name="posts.take_down", queue="bulk", lock="posts.take_down")
def take_down_ended(timestamp: int) -> None:
    """Take away what hung on permissions that have ended, should the news of an end have been lost."""
    take_down_all()


@app.periodic(cron="*/10 * * * *")
@app.task(name="posts.put_out_due", queue="bulk", lock="posts.put_out_due")
def publish_what_waited(timestamp: int) -> None:
    """Publish what has waited for its day."""
    put_out_due()


@app.periodic(cron="*/5 * * * *")
@app.task(name="posts.come_out_due", queue="now", lock="posts.come_out_due")
def let_out_what_was_held(timestamp: int) -> None:
    """Tell of posts whose time out of sight is over; they are read again without this job."""
    come_out_due()


@app.periodic(cron="50 4 * * *")
@app.task(name="posts.sweep_pictures", queue="bulk", lock="posts.sweep_pictures")
def sweep_pictures(timestamp: int) -> None:
    """Delete files of pictures that no row names; `timestamp` is the moment for which the job was planned."""
    sweep()
