"""New passwords and new mail addresses: links that work once, sessions that end."""

from datetime import timedelta

import pytest
from django.contrib.auth.hashers import make_password
from django.test import override_settings
from time_machine import TimeMachineFixture

from bedside.areas.people import actions, tokens
from bedside.areas.people.errors import WrongPassword
from bedside.areas.people.models import Account, Persona, Session
from bedside.kit.clock import now
from bedside.kit.errors import Refused
from tests.areas.people.mailbox import link_in, run_mail_jobs
from tests.factories import PASSWORD, client_of, make_account, make_persona, viewer_of

pytestmark = pytest.mark.django_db

MAIL, NEW_MAIL, NEW = "ada@mail.example", "new@mail.example", "another long password"


@pytest.fixture
def ada() -> Persona:
    return make_persona(handle="ada_heron", account=make_account(mail=MAIL, password=PASSWORD))


def reset_token() -> str:
    actions.ask_reset(mail=MAIL)
    return link_in(run_mail_jobs()[-1]).strip("/").split("/")[-1]


def account_of(persona: Persona) -> Account:
    return Account.objects.get(id=persona.account_id)


def test_a_reset_sets_the_password(ada: Persona) -> None:
    actions.reset_password(token=reset_token(), password=NEW)
    assert account_of(ada).check_password(NEW)


@pytest.mark.asvs("7.4.3")
def test_a_reset_ends_every_session(ada: Persona) -> None:
    client_of(ada)
    actions.reset_password(token=reset_token(), password=NEW)
    assert not Session.objects.exists()


@pytest.mark.asvs("6.4.1")
def test_a_reset_link_works_once(ada: Persona) -> None:
    token = reset_token()
    actions.reset_password(token=token, password=NEW)
    with pytest.raises(tokens.LinkOver):
        actions.reset_password(token=token, password="yet another password")


@pytest.mark.asvs("6.4.1", "9.2.1")
def test_a_reset_link_ends_after_an_hour(ada: Persona, time_machine: TimeMachineFixture) -> None:
    token = reset_token()
    time_machine.move_to(now() + timedelta(minutes=61))
    with pytest.raises(tokens.LinkOver):
        actions.reset_password(token=token, password=NEW)


def test_any_change_of_a_credential_voids_older_links(ada: Persona) -> None:
    token = reset_token()
    actions.change_password(by=viewer_of(ada), current=PASSWORD, password=NEW, keep="")
    with pytest.raises(tokens.LinkOver):
        actions.reset_password(token=token, password="yet another password")


@pytest.mark.asvs("9.1.1")
@pytest.mark.parametrize("token", ["", "x", "AAAA", "é", "%00", "A" * 5000])
def test_a_link_that_is_not_whole_is_over(token: str) -> None:
    with pytest.raises(tokens.LinkOver):
        tokens.read("reset", token)


@pytest.mark.asvs("9.2.2")
def test_a_link_of_one_kind_does_not_do_for_another(ada: Persona) -> None:
    with pytest.raises(tokens.LinkOver):
        tokens.read("new_mail", tokens.make("reset", account=account_of(ada)))


def test_a_link_tells_no_id(ada: Persona) -> None:
    from base64 import urlsafe_b64decode

    token = tokens.make("reset", account=account_of(ada))
    assert str(ada.account_id).encode() not in urlsafe_b64decode(token + "==")


def test_an_unknown_address_gets_no_mail_and_the_same_answer(ada: Persona) -> None:
    actions.ask_reset(mail="nobody@mail.example")
    assert run_mail_jobs() == []


def test_at_most_three_reset_mails_a_day(ada: Persona) -> None:
    for _ in range(5):
        actions.ask_reset(mail=MAIL)
    assert len(run_mail_jobs()) == 3


def test_a_reset_confirms_the_address() -> None:
    persona = make_persona(hidden=True, account=make_account(mail=MAIL, password=PASSWORD, confirmed=False))
    actions.reset_password(token=reset_token(), password=NEW)
    persona.refresh_from_db()
    assert (persona.hidden, account_of(persona).mail_confirmed_at is not None) == (False, True)


def test_a_new_password_must_not_hold_the_handle(ada: Persona) -> None:
    with pytest.raises(Refused) as refused:
        actions.reset_password(token=reset_token(), password="ada-heron 2024")
    assert refused.value.code == "password_holds_name"


@pytest.mark.asvs("6.2.3")
def test_changing_the_password_needs_the_old_one(ada: Persona) -> None:
    with pytest.raises(WrongPassword):
        actions.change_password(by=viewer_of(ada), current="wrong", password=NEW, keep="")


def test_changing_the_password_ends_the_other_sessions_only(ada: Persona) -> None:
    client_of(ada)
    kept = Session.objects.get().session_key
    client_of(ada)
    actions.change_password(by=viewer_of(ada), current=PASSWORD, password=NEW, keep=kept)
    assert [row.session_key for row in Session.objects.all()] == [kept]


def test_the_owner_is_told_of_a_new_password(ada: Persona) -> None:
    actions.change_password(by=viewer_of(ada), current=PASSWORD, password=NEW, keep="")
    [letter] = run_mail_jobs()
    assert (letter.to, letter.subject) == ([MAIL], "Your password was changed")


def test_a_new_address_counts_once_its_link_is_opened(ada: Persona) -> None:
    actions.ask_new_mail(by=viewer_of(ada), mail=NEW_MAIL, password=PASSWORD)
    to_new, _ = run_mail_jobs()
    assert account_of(ada).mail == MAIL
    actions.confirm_new_mail(token=link_in(to_new).strip("/").split("/")[-1])
    assert account_of(ada).mail == NEW_MAIL


def test_the_old_address_is_told_of_the_new_one(ada: Persona) -> None:
    actions.ask_new_mail(by=viewer_of(ada), mail=NEW_MAIL, password=PASSWORD)
    assert [letter.to for letter in run_mail_jobs()] == [[NEW_MAIL], [MAIL]]


def test_a_taken_address_is_not_taken_over(ada: Persona) -> None:
    make_account(mail=NEW_MAIL)
    actions.ask_new_mail(by=viewer_of(ada), mail=NEW_MAIL, password=PASSWORD)
    subjects = [(letter.to, letter.subject) for letter in run_mail_jobs()]
    assert subjects[0] == ([NEW_MAIL], "Somebody used your mail address")


def test_an_address_that_was_taken_in_between_stays_with_who_has_it(ada: Persona) -> None:
    actions.ask_new_mail(by=viewer_of(ada), mail=NEW_MAIL, password=PASSWORD)
    to_new, _ = run_mail_jobs()
    make_account(mail=NEW_MAIL)
    with pytest.raises(tokens.LinkOver):
        actions.confirm_new_mail(token=link_in(to_new).strip("/").split("/")[-1])


@pytest.mark.asvs("11.4.2")
@override_settings(PASSWORD_HASHERS=["bedside.areas.people.hashing.Argon2"])
def test_passwords_are_kept_as_argon2id_with_19_mib() -> None:
    assert make_password(PASSWORD).startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
