"""Work that is done later: mails, and clearing away what has had its time."""

from django.conf import settings
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from bedside.areas.people import actions, mails
from bedside.kit import forgetting

# Ten tries over four days: a mail server that is away over a weekend. The letter is written, with a fresh link, when it
# goes out. Then the job is parked as failed where staff see it.
RETRY = RetryStrategy(max_attempts=9, exponential_wait=4)


@app.task(name="people.send_mail", queue="mail", retry=RETRY)
def send_mail(kind: str, account_id: int) -> None:
    """Send one letter of `mails.LETTERS`. The address is read when it is sent, so that no job's row holds one."""
    mails.send(kind=kind, account_id=account_id)


@app.task(name="people.erase", queue="now", retry=RETRY)
def erase(account_id: int) -> None:
    """Erase an account whose owner wanted that now."""
    actions.erase(account_id=account_id)


@app.periodic(cron="*/15 * * * *")
@app.task(name="people.erase_due", queue="bulk", lock="people.erase_due")
def erase_due(timestamp: int) -> None:
    """Erase the accounts whose seven days are over, or whose hold has ended."""
    actions.erase_due()


@app.task(name="people.export", queue="now", retry=RETRY)
def export(code: str) -> None:
    """Make the copy of everything about a member that was asked for."""
    actions.make_copy(code=code)


@app.periodic(cron="17 3 * * *")
@app.task(name="people.forget_old", queue="later")
def forget_old(timestamp: int) -> None:
    """Let every kind of row that has had its time be forgotten, in a job of its own: one that fails stops no other."""
    for kind in forgetting.kinds():
        forget_kind.defer(kind=kind)


@app.task(name="people.forget_kind", queue="bulk", retry=RETRY)
def forget_kind(kind: str) -> None:
    """Forget what of one kind is older than the site keeps it."""
    forgetting.forget(kind, days=settings.RETENTION[kind])


@app.periodic(cron="41 * * * *")
@app.task(name="people.forget_tries", queue="later")
def forget_tries(timestamp: int) -> None:
    """Forget each hour what no limit counts any more: no trace of an address is older than 25 hours."""
    actions.forget_old_tries()
    actions.forget_old_readings()


@app.periodic(cron="10 0 * * *")
@app.task(name="people.grow_up", queue="bulk", lock="people.grow_up")
def grow_up(timestamp: int) -> None:
    """Let members who are 18 now be adults here."""
    actions.grow_up()
