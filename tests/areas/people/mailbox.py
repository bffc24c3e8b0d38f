"""Running the jobs that are due, in this process, and reading the mails that they sent."""

import json
import re

from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.db import connection
from procrastinate.contrib.django import app

LINK = re.compile(r"https?://[^/\s]+(/\S+)")


def run_mail_jobs() -> list[EmailMultiAlternatives]:
    """Run every waiting mail job, oldest first, as the worker would, and return the mails that went out by it.

    Only ids and kinds may stand in a job's row: see `test_mails`.
    """
    before = len(mail.outbox)
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM procrastinate_jobs WHERE status = 'todo' AND queue_name = 'mail' RETURNING id, task_name, args"
        )
        jobs = sorted(cursor.fetchall())
    for _, name, arguments in jobs:
        app.tasks[name].func(**_parsed(arguments))
    return list(mail.outbox[before:])


def _parsed(arguments: object) -> dict[str, object]:
    return json.loads(arguments) if isinstance(arguments, str) else arguments


def link_in(letter: EmailMultiAlternatives) -> str:
    """Return the path of the first link of a mail."""
    found = LINK.search(letter.body)
    assert found is not None
    return found.group(1)
