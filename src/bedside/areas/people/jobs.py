"""Work that is done later: mails, and clearing away what has had its time."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from bedside.areas.people import mails
from bedside.areas.people.sessions import SessionStore

# Eight tries over about six hours: a mail server's bad afternoon. Then the job is parked as failed where staff see it.
RETRY = RetryStrategy(max_attempts=8, exponential_wait=4)


@app.task(name="people.send_mail", queue="mail", retry=RETRY)
def send_mail(kind: str, account_id: int) -> None:
    """Send one letter of `mails.LETTERS`. The address is read when it is sent, so that no job's row holds one."""
    mails.send(kind=kind, account_id=account_id)


@app.task(name="people.erase", queue="now", retry=RETRY)
def erase(account_id: int) -> None:
    """Erase an account whose owner wanted that now."""
    from bedside.areas.people import actions  # actions defer the job above

    actions.erase(account_id=account_id)


@app.periodic(cron="*/15 * * * *")
@app.task(name="people.erase_due", queue="bulk", lock="people.erase_due")
def erase_due(timestamp: int) -> None:
    """Erase the accounts whose seven days are over, or whose hold has ended."""
    from bedside.areas.people import actions  # actions defer the job above

    actions.erase_due()


@app.task(name="people.export", queue="now", retry=RETRY)
def export(code: str) -> None:
    """Make the copy of everything about a member that was asked for."""
    from bedside.areas.people import actions  # actions defer the job above

    actions.make_copy(code=code)


@app.periodic(cron="17 3 * * *")
@app.task(name="people.tidy", queue="later")
def tidy(timestamp: int) -> None:
    """Forget what has had its time (security.md 7.6): unconfirmed accounts, ended sessions, counted tries."""
    from bedside.areas.people import actions  # actions defer the job above

    actions.forget_unconfirmed()
    actions.forget_old_tries()
    SessionStore.clear_expired()
