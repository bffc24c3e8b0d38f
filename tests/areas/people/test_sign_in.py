"""Signing in: one answer for all that does not fit, limits, sessions that end."""

from datetime import timedelta

import pytest
from time_machine import TimeMachineFixture

from bedside.areas.people import actions, queries
from bedside.areas.people.errors import Suspended, TooManyTries, WrongPair, WrongPassword
from bedside.areas.people.models import Account, AccountState, Attempt, Session
from bedside.kit.clock import now
from bedside.kit.errors import NotHere, Refused
from tests.factories import PASSWORD, client_of, make_account, make_persona, viewer_of

pytestmark = pytest.mark.django_db

MAIL = "ada@mail.example"


def ada(**fields: object) -> Account:
    account = make_account(mail=MAIL, password=PASSWORD)
    for name, value in fields.items():
        setattr(account, name, value)
    account.save()
    make_persona(account=account)
    return account


def test_the_right_pair_opens_the_account() -> None:
    account = ada()
    assert actions.check_sign_in(mail=" Ada@MAIL.example", password=PASSWORD) == account


@pytest.mark.asvs("6.3.8")
@pytest.mark.parametrize(
    ("mail", "password"),
    [
        (MAIL, "not the password"),
        ("nobody@mail.example", PASSWORD),
        ("no address", PASSWORD),
        (MAIL, ""),
        (MAIL, "\x00"),
    ],
)
def test_all_that_does_not_fit_gets_one_answer(mail: str, password: str) -> None:
    ada()
    with pytest.raises(WrongPair) as refused:
        actions.check_sign_in(mail=mail, password=password)
    assert (refused.value.what, refused.value.field) == (WrongPair.what, None)


def test_an_unknown_address_costs_one_hash_like_a_known_one(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.contrib.auth.hashers import MD5PasswordHasher

    calls = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *args: calls.append(1) or encode(*args))
    ada()
    counts = []
    for mail in (MAIL, "nobody@mail.example"):
        calls.clear()
        with pytest.raises(WrongPair):
            actions.check_sign_in(mail=mail, password="not the password")
        counts.append(len(calls))
    assert counts == [1, 1]


@pytest.mark.asvs("6.3.1")
@pytest.mark.parametrize("mail", [MAIL, "nobody@mail.example"])
def test_the_sixth_try_in_a_quarter_of_an_hour_waits(mail: str) -> None:
    ada()
    for _ in range(5):
        with pytest.raises(WrongPair):
            actions.check_sign_in(mail=mail, password="not the password")
    with pytest.raises(TooManyTries):
        actions.check_sign_in(mail=mail, password=PASSWORD)


def test_after_a_quarter_of_an_hour_one_may_try_again(time_machine: TimeMachineFixture) -> None:
    account = ada()
    for _ in range(5):
        with pytest.raises(WrongPair):
            actions.check_sign_in(mail=MAIL, password="not the password")
    time_machine.move_to(now() + timedelta(minutes=16))
    assert actions.check_sign_in(mail=MAIL, password=PASSWORD) == account


def test_tries_are_forgiven_after_the_right_password() -> None:
    ada()
    for _ in range(4):
        with pytest.raises(WrongPair):
            actions.check_sign_in(mail=MAIL, password="not the password")
    actions.check_sign_in(mail=MAIL, password=PASSWORD)
    assert not Attempt.objects.exists()


def test_a_suspended_account_is_told_so_after_the_right_password() -> None:
    ada(state=AccountState.SUSPENDED)
    with pytest.raises(Suspended):
        actions.check_sign_in(mail=MAIL, password=PASSWORD)


def test_a_suspended_account_is_not_told_of_after_a_wrong_password() -> None:
    ada(state=AccountState.SUSPENDED)
    with pytest.raises(WrongPair):
        actions.check_sign_in(mail=MAIL, password="not the password")


def test_the_password_asked_again_is_limited_too() -> None:
    viewer = viewer_of(make_persona(account=make_account(password=PASSWORD)))
    for _ in range(5):
        with pytest.raises(WrongPassword):
            actions.check_password(by=viewer, password="wrong")
    with pytest.raises(TooManyTries):
        actions.check_password(by=viewer, password=PASSWORD)


def test_tries_are_forgotten_after_a_day(time_machine: TimeMachineFixture) -> None:
    with pytest.raises(WrongPair):
        actions.check_sign_in(mail=MAIL, password="x")
    time_machine.move_to(now() + timedelta(days=2))
    assert actions.forget_old_tries() == 1


def test_a_raised_epoch_ends_every_session() -> None:
    persona = make_persona()
    session = client_of(persona).session
    account = Account.objects.get(id=persona.account_id)
    actions.end_other_sessions(by=viewer_of(persona), keep="")
    account.refresh_from_db()
    assert queries.who_is_here(account=account, session=session) is None


def test_a_session_of_ninety_days_has_ended(time_machine: TimeMachineFixture) -> None:
    persona = make_persona()
    session = client_of(persona).session
    session["started_at"] = now().isoformat()
    time_machine.move_to(now() + timedelta(days=91))
    assert queries.who_is_here(account=persona.account, session=session) is None


def test_that_a_session_was_seen_is_written_once_an_hour(time_machine: TimeMachineFixture) -> None:
    persona = make_persona()
    session = client_of(persona).session
    queries.who_is_here(account=persona.account, session=session)
    first = session["seen_at"]
    time_machine.move_to(now() + timedelta(minutes=50))
    queries.who_is_here(account=persona.account, session=session)
    assert session["seen_at"] == first


def test_nobody_ends_the_session_of_another() -> None:
    client_of(make_persona())
    other = Session.objects.get()
    with pytest.raises(NotHere):
        actions.end_session(by=viewer_of(make_persona()), key=other.session_key)
    assert Session.objects.count() == 1


def test_a_theme_that_there_is_not_is_refused() -> None:
    with pytest.raises(Refused):
        actions.choose_theme(by=viewer_of(make_persona()), theme="pink")
