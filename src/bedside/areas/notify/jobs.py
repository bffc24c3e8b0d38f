"""Mails about messages: what each may hold is asked when it is sent, since a yes can be taken back in between."""

from procrastinate.contrib.django import app

from bedside.areas.messaging.queries.mailing import plain_of
from bedside.areas.people import mails
from bedside.areas.people.jobs import RETRY


@app.task(name="notify.mail_message", queue="mail", retry=RETRY)
def mail_message(message_id: int, account_id: int) -> None:
    """Mail a patient that a practice wrote: with its words where she agreed to that, else that there is a message."""
    plain = plain_of(message_id)
    if plain is None:
        mails.send(kind="message", account_id=account_id)
    else:
        mails.send_plain(account_id=account_id, sender=plain.practice, words=plain.words)
