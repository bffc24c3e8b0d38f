"""Signing in and asking for a new password cost the same work for every mail address.

The work is counted, not timed: which hashes are computed with which parameters, and which jobs are left behind. Times
are for `bedside bench signin`.
"""

import json
from collections import Counter
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client

from bedside.areas.audit.models import AuditEntry
from bedside.areas.people.actions import limits
from bedside.areas.people.hashing import Argon2
from bedside.areas.people.models import Account, AccountState, Attempt
from bedside.policy.limits import LOG_IN, RESET
from tests.factories import PASSWORD, make_account, make_persona

pytestmark = pytest.mark.django_db

WRONG = "quite another pass phrase"
REFUSED = ("sign in refused", "deny", None, None, None, {})
ONE_HASH = ["argon2id m=19456,t=2,p=1"]
KINDS = ("known", "unknown", "unconfirmed", "suspended", "passwordless", "second_factor")
WITH_PASSWORD = ("known", "unconfirmed", "suspended", "second_factor")


def mail_of(kind: str) -> str:
    return f"{kind}@mail.example"


def add(kind: str) -> None:
    """Make the account of `kind`; the unknown one is the one that nobody makes."""
    if kind == "unknown":
        return
    password = "" if kind == "passwordless" else PASSWORD
    account = make_account(mail=mail_of(kind), confirmed=kind != "unconfirmed", password=password)
    make_persona(account=account, hidden=kind in ("unconfirmed", "suspended"))
    if kind == "suspended":
        Account.objects.filter(id=account.id).update(state=AccountState.SUSPENDED)
    if kind == "second_factor":
        Authenticator.objects.create(user=account, type="totp", data={"secret": "00"})


@pytest.fixture
def hashes(monkeypatch: pytest.MonkeyPatch, settings: Any) -> list[str]:
    """Return the list into which each hash of the site's own hasher is written, by its kind and parameters."""
    done: list[str] = []
    encode, verify = Argon2.encode, Argon2.verify

    def encoding(self: Argon2, password: str, salt: str) -> str:
        encoded: str = encode(self, password, salt)
        done.append(parameters(encoded))
        return encoded

    def verifying(self: Argon2, password: str, encoded: str) -> bool:
        done.append(parameters(encoded))
        return bool(verify(self, password, encoded))

    settings.PASSWORD_HASHERS = ["bedside.areas.people.hashing.Argon2"]
    monkeypatch.setattr(Argon2, "encode", encoding)
    monkeypatch.setattr(Argon2, "verify", verifying)
    return done


def parameters(encoded: str) -> str:
    """Return kind and cost of a hash, from `argon2$argon2id$v=19$m=…,t=…,p=…$salt$hash`."""
    _name, kind, _version, cost, *_rest = encoded.split("$")
    return f"{kind} {cost}"


def sign_in(kind: str, password: str) -> Any:
    return Client().post("/log-in/", {"mail": mail_of(kind), "password": password})


@pytest.mark.asvs("6.3.8")
@pytest.mark.parametrize("kind", KINDS)
def test_a_wrong_password_costs_one_hash(kind: str, hashes: list[str]) -> None:
    add(kind)
    hashes.clear()
    assert sign_in(kind, WRONG).status_code == 422
    assert hashes == ONE_HASH


@pytest.mark.parametrize("kind", WITH_PASSWORD)
def test_the_right_password_costs_one_hash(kind: str, hashes: list[str]) -> None:
    add(kind)
    hashes.clear()
    sign_in(kind, PASSWORD)
    assert hashes == ONE_HASH


@pytest.mark.parametrize("kind", KINDS)
def test_after_too_many_tries_nothing_is_hashed(kind: str, hashes: list[str]) -> None:
    add(kind)
    hashes.clear()
    for _try in range(LOG_IN.tries):
        limits.spend(LOG_IN, value=mail_of(kind))
    sign_in(kind, WRONG)
    assert hashes == []


@pytest.mark.parametrize("kind", KINDS)
def test_asking_for_a_new_password_hashes_nothing(kind: str, hashes: list[str]) -> None:
    add(kind)
    hashes.clear()
    assert Client().post("/new-password/", {"mail": mail_of(kind)}).status_code == 200
    assert hashes == []


@pytest.mark.parametrize("kind", KINDS)
def test_asking_for_new_passwords_leaves_one_job_each_beyond_the_limit_too(kind: str) -> None:
    add(kind)
    browser = Client()
    for _try in range(RESET.tries + 1):
        browser.post("/new-password/", {"mail": mail_of(kind)})
    assert jobs() == Counter({("people.send_mail", "mail", ("account_id", "kind")): RESET.tries + 1})


@pytest.mark.asvs("16.3.1")
@pytest.mark.parametrize("kind", KINDS)
def test_a_wrong_password_leaves_two_counted_tries_and_one_line_that_names_nobody(kind: str) -> None:
    add(kind)
    before, tried = audited(), Attempt.objects.count()
    sign_in(kind, WRONG)
    tries = Attempt.objects.count() - tried  # of the mail, of the network
    assert (jobs(), tries, audited() - before) == (Counter(), 2, 1)
    line = AuditEntry.objects.order_by("-id")[0]
    assert (line.action, line.outcome, line.actor_id, line.object_id, line.subject_id, line.detail) == REFUSED


def jobs() -> Counter[tuple[str, str, tuple[str, ...]]]:
    """Return how many jobs of each name, queue and form were left."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name, queue_name, args::text FROM procrastinate_jobs")
        rows = cursor.fetchall()
    return Counter((task, queue, tuple(sorted(json.loads(args)))) for task, queue, args in rows)


def audited() -> int:
    return AuditEntry.objects.count()
