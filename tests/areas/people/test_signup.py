"""Signing up tells a stranger nothing about who has an account."""

from datetime import timedelta

import pytest
from django.db import connection
from time_machine import TimeMachineFixture

from bedside.areas.people import actions, queries, tokens
from bedside.areas.people.errors import TooManyTries, WrongPair, WrongPassword
from bedside.areas.people.models import Account, Persona, TakenHandle
from bedside.areas.people.viewer import ANONYMOUS
from bedside.kit.clock import now
from bedside.kit.errors import NotHere, Refused
from bedside.kit.vault import vault
from tests.areas.people.mailbox import link_in, run_mail_jobs
from tests.factories import PASSWORD, make_account, make_persona

pytestmark = pytest.mark.django_db

MAIL = "ada@mail.example"


def sign_up(**changes: str) -> actions.Pending:
    answers = {"kind": "patient", "name": "Quiet Heron", "handle": "quiet_heron", "mail": MAIL, "password": PASSWORD}
    return actions.sign_up(**(answers | changes))


def account_with(mail: str) -> Account:
    return Account.objects.get(mail_index=vault().index("mail", mail))


def token_in(link: str) -> str:
    return link.strip("/").split("/")[-1]


def confirmed(**changes: str) -> Account:
    pending = sign_up(**changes)
    [letter] = run_mail_jobs()
    return actions.confirm(token=token_in(link_in(letter)), same_browser=pending.account_id)


def test_a_new_address_gets_a_link_that_confirms_it() -> None:
    account = confirmed()
    assert account.mail_confirmed_at is not None
    assert account.mail == MAIL


def test_the_address_is_nowhere_in_clear() -> None:
    sign_up()
    with connection.cursor() as cursor:
        for table in ("people_account", "people_persona", "audit_entry", "procrastinate_jobs", "people_attempt"):
            cursor.execute(f"SELECT count(*) FROM {table} AS row WHERE row::text ILIKE '%%ada@mail%%'")
            assert cursor.fetchone() == (0,), table


def test_a_taken_address_gets_the_same_answer_and_its_owner_a_mail() -> None:
    make_persona(account=make_account(mail=MAIL))
    pending = sign_up()
    [letter] = run_mail_jobs()
    assert pending.mail == "taken"
    assert letter.to == [MAIL]
    assert letter.subject == "Somebody used your mail address"
    assert Account.objects.count() == 1


def test_the_handle_is_gone_either_way_so_that_trying_it_again_tells_nothing() -> None:
    make_persona(account=make_account(mail=MAIL))
    sign_up(handle="first_try")
    sign_up(handle="second_try", mail="new@mail.example")
    assert TakenHandle.objects.filter(handle__in=["first_try", "second_try"]).count() == 2


def test_another_spelling_of_the_address_is_the_same_address() -> None:
    make_persona(account=make_account(mail=MAIL))
    assert sign_up(mail=" ADA@Mail.Example ").mail == "taken"


def test_an_account_that_was_never_confirmed_gives_way_to_a_new_sign_up() -> None:
    first = sign_up()
    second = sign_up(handle="quiet_heron2")
    assert [second.account_id] == list(Account.objects.values_list("id", flat=True))
    assert first.account_id != second.account_id


def test_the_persona_is_hidden_until_the_address_is_confirmed() -> None:
    sign_up()
    with pytest.raises(NotHere):
        queries.persona_by_handle(ANONYMOUS, "quiet_heron")


def test_the_persona_is_shown_once_the_address_is_confirmed() -> None:
    confirmed()
    assert queries.persona_by_handle(ANONYMOUS, "quiet_heron").name == "Quiet Heron"


def test_an_unconfirmed_account_answers_like_a_wrong_password() -> None:
    sign_up()
    with pytest.raises(WrongPair):
        actions.check_sign_in(mail=MAIL, password=PASSWORD)


def test_another_browser_needs_the_password_to_confirm() -> None:
    sign_up()
    [letter] = run_mail_jobs()
    with pytest.raises(WrongPassword):
        actions.confirm(token=token_in(link_in(letter)), password="not the right password")


def test_another_browser_confirms_with_the_password() -> None:
    sign_up()
    [letter] = run_mail_jobs()
    assert actions.confirm(token=token_in(link_in(letter)), password=PASSWORD).mail_confirmed_at is not None


def test_guessing_the_password_of_a_link_is_limited() -> None:
    sign_up()
    [letter] = run_mail_jobs()
    for _ in range(5):
        with pytest.raises(WrongPassword):
            actions.confirm(token=token_in(link_in(letter)), password="wrong")
    with pytest.raises(TooManyTries):
        actions.confirm(token=token_in(link_in(letter)), password=PASSWORD)


def test_the_link_works_once() -> None:
    sign_up()
    [letter] = run_mail_jobs()
    actions.confirm(token=token_in(link_in(letter)), password=PASSWORD)
    with pytest.raises(tokens.LinkOver):
        actions.confirm(token=token_in(link_in(letter)), password=PASSWORD)


def test_at_most_three_mails_a_day_go_to_one_address() -> None:
    pending = sign_up()
    for _ in range(5):
        actions.send_again(pending=pending)
    assert len(run_mail_jobs()) == 3


def test_sending_again_to_an_owner_says_again_that_the_address_is_taken() -> None:
    make_persona(account=make_account(mail=MAIL))
    actions.send_again(pending=sign_up())
    assert {letter.subject for letter in run_mail_jobs()} == {"Somebody used your mail address"}


def test_a_stranger_cannot_have_the_owner_confirm_the_strangers_account() -> None:
    mine = sign_up(password="the owners own password")
    sign_up(handle="somebody", password="the strangers password")
    link = token_in(link_in(run_mail_jobs()[-1]))
    with pytest.raises(WrongPassword):
        actions.confirm(token=link, same_browser=mine.account_id, password="the owners own password")


def test_an_account_that_was_not_confirmed_is_forgotten_after_a_week(time_machine: TimeMachineFixture) -> None:
    sign_up()
    make_persona(account=make_account(confirmed=True))
    time_machine.move_to(now() + timedelta(days=8))
    assert actions.forget_unconfirmed() == 1
    assert Persona.objects.count() == 1


def test_ids_of_account_and_persona_are_no_neighbours() -> None:
    account = confirmed()
    persona = Persona.objects.get(account=account)
    assert abs(account.id - persona.id) > 1 << 22


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"kind": "organisation"}, "kind_missing", "kind"),
        ({"name": "Dr Heron"}, "title_needs_verification", "name"),
        ({"handle": "dr_heron"}, "title_needs_verification", "handle"),
        ({"name": "Heron 👩‍⚕️"}, "looks_like_badge", "name"),
        ({"name": "Heron, RN"}, "title_needs_verification", "name"),
        ({"name": "Quiet\u202eHeron"}, "hidden_characters", "name"),
        ({"name": "Quiet\x00Heron"}, "hidden_characters", "name"),
        ({"name": "Quiet\u200bHeron"}, "hidden_characters", "name"),
        ({"name": "x" * 61}, "too_long", "name"),
        ({"name": " \t "}, "name_missing", "name"),
        ({"name": "…"}, "name_missing", "name"),
        ({"handle": "Quiet Heron"}, "handle_form", "handle"),
        ({"handle": "quiet\u0430heron"}, "handle_form", "handle"),
        ({"handle": "x" * 31}, "handle_form", "handle"),
        ({"handle": "moderator"}, "handle_taken", "handle"),
        ({"mail": "ada"}, "mail_form", "mail"),
        ({"mail": "ada@localhost"}, "mail_form", "mail"),
        ({"mail": 'a"b"@mail.example'}, "mail_form", "mail"),
        ({"mail": "ada%host@mail.example"}, "mail_form", "mail"),
        ({"mail": "ada!host@mail.example"}, "mail_form", "mail"),
        ({"mail": "@a,@b:ada@mail.example"}, "mail_form", "mail"),
        ({"mail": "ada@mail.example."}, "mail_form", "mail"),
        ({"mail": "ada@mail.example\x00"}, "mail_form", "mail"),
        ({"mail": "ada@mail.example\r\nBcc: b@mail.example"}, "mail_form", "mail"),
        ({"mail": "a" * 65 + "@mail.example"}, "mail_form", "mail"),
        ({"password": "too short"}, "password_too_short", "password"),
        ({"password": "x" * 129}, "password_too_long", "password"),
        ({"password": "1234567891011"}, "password_too_common", "password"),
        ({"password": "my-QUIET_heron-2024"}, "password_holds_name", "password"),
    ],
)
def test_what_is_refused_names_its_field_and_leaves_nothing_behind(
    changes: dict[str, str], code: str, field: str
) -> None:
    with pytest.raises(Refused) as refused:
        sign_up(**changes)
    assert (refused.value.code, refused.value.field) == (code, field)
    assert not Account.objects.exists()
    assert not TakenHandle.objects.filter(handle="quiet_heron").exists()


def test_a_reserved_handle_and_a_taken_one_get_the_same_answer() -> None:
    make_persona(handle="quiet_heron")
    answers = []
    for handle in ("quiet_heron", "moderator", "c_someone"):
        with pytest.raises(Refused) as refused:
            sign_up(handle=handle)
        answers.append((refused.value.code, refused.value.what, refused.value.field))
    assert len(set(answers)) == 1


@pytest.mark.parametrize("name", ["Ann O'Neill", "Zoë", "李雷", "می‌خواهم", "Sam 👩‍🌾", "Do not Disturb"])
def test_names_of_people_are_taken_as_they_are(name: str) -> None:
    sign_up(name=name)
    assert Persona.objects.get().name == name


def test_proposed_handles_are_free() -> None:
    for _, handle in queries.proposals(count=3):
        assert not TakenHandle.objects.filter(handle=handle).exists()
