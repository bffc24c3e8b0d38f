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


@app.periodic(cron="17 3 * * *")
@app.task(name="people.tidy", queue="later")
def tidy(timestamp: int) -> None:
    """Forget what has had its time (security.md 7.6): unconfirmed accounts, ended sessions."""
    from bedside.areas.people import actions  # actions defer the job above

    actions.forget_unconfirmed()
    SessionStore.clear_expired()


@app.periodic(cron="41 * * * *")
@app.task(name="people.forget_tries", queue="later")
def forget_tries(timestamp: int) -> None:
    """Forget each hour what no limit counts any more: no trace of an address is older than 25 hours."""
    from bedside.areas.people import actions  # actions defer the job above

    actions.forget_old_tries()
    actions.forget_old_readings()
