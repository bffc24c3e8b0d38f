"""Mailing the codes."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from bedside.areas.credentials.actions import mailing

# A code is good for twenty minutes: a mail server that is away for longer makes it useless, and the owner asks anew.
RETRY = RetryStrategy(max_attempts=5, exponential_wait=4)


@app.task(name="credentials.send_code", queue="mail", retry=RETRY)
def send_code(code_id: int) -> None:
    """Send one code. Address and code are read when it is sent, so that no job's row holds one."""
    mailing.send(code_id)
