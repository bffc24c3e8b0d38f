"""Ordering a job by its name: actions order jobs, and jobs call actions, so neither side imports the other for it."""


def order(name: str, **details: str | int) -> None:
    """Have the worker run the job `name` when the caller's transaction commits; raise TaskNotFound for no job of ours.

    `details` are ids and kinds: whatever stands in a job's row is read by whoever runs the site.
    """
    from procrastinate.contrib.django import app  # the job app needs loaded Django apps

    app.configure_task(name, allow_unknown=False).defer(**details)
