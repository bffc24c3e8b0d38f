"""What the worker does for words: keeps our own, fills the curators' queue at night, applies what they decided."""

from procrastinate.contrib.django import app

from bedside.areas.vocabulary.actions import apply_decisions, gather, keep_own_words


@app.periodic(cron="*/5 * * * *")
@app.task(name="vocabulary.own", queue="bulk", lock="vocabulary.own")
def keep_own(timestamp: int) -> None:
    """Take in the words that come with this release, when they are not there yet."""
    keep_own_words()


@app.periodic(cron="40 2 * * *")
@app.task(name="vocabulary.gather", queue="bulk", lock="vocabulary.gather")
def gather_words(timestamp: int) -> None:
    """Make the curators' queue anew."""
    gather()


@app.periodic(cron="*/2 * * * *")
@app.task(name="vocabulary.apply", queue="bulk", lock="vocabulary.apply")
def apply_all(timestamp: int) -> None:
    """Apply decisions, and undo what was taken back, until all words are in line."""
    while apply_decisions():
        pass
