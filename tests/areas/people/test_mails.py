"""Mails: two parts that say the same, subjects that tell nothing, no address in a job's row."""

import pytest
from django.db import connection

from bedside.areas.people import actions, jobs, mails
from bedside.areas.people.mails import LETTERS
from bedside.areas.people.models import Account
from tests.areas.people.mailbox import link_in, run_mail_jobs
from tests.factories import make_account, make_persona

pytestmark = pytest.mark.django_db

MAIL = "ada@mail.example"


@pytest.fixture
def account() -> Account:
    return make_persona(account=make_account(mail=MAIL)).account


@pytest.mark.parametrize("kind", ["taken", "reset", "password_changed", "mail_asked", "factor_changed"])
def test_text_and_html_say_the_same(account: Account, kind: str) -> None:
    mails.send(kind=kind, account_id=account.id)
    from django.core import mail

    letter = mail.outbox[-1]
    html = letter.alternatives[0].content
    for line in LETTERS[kind].lines:
        words = line.format(site="Bedside")
        assert words in letter.body
        assert words in html
    assert link_in(letter) in html
    assert 'lang="en" dir="ltr"' in html


@pytest.mark.asvs("14.2.3")
def test_a_mail_loads_nothing_from_elsewhere(account: Account) -> None:
    from django.core import mail

    mails.send(kind="reset", account_id=account.id)
    html = mail.outbox[-1].alternatives[0].content
    assert "src=" not in html
    assert "<img" not in html


@pytest.mark.asvs("1.3.11")
def test_no_subject_names_the_site_or_a_person() -> None:
    assert not any("{" in letter.subject for letter in LETTERS.values())


def test_a_job_holds_ids_only(account: Account) -> None:
    actions.ask_reset(mail=MAIL)
    with connection.cursor() as cursor:
        cursor.execute("SELECT args::text FROM procrastinate_jobs WHERE task_name = 'people.send_mail'")
        [(arguments,)] = cursor.fetchall()
    assert "@" not in arguments


def test_a_mail_that_is_no_longer_needed_is_not_sent(account: Account) -> None:
    assert mails.send(kind="confirm", account_id=account.id) is False


def test_a_job_for_an_account_that_has_gone_ends_quietly() -> None:
    jobs.send_mail.defer(kind="reset", account_id=17)
    assert run_mail_jobs() == []
