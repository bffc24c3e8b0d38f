"""Passwords, codes and sessions, where no other test says just this."""

import json
import math
import re
from datetime import UTC, datetime, timedelta

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from time_machine import TimeMachineFixture

from bedside.areas.audit.models import AuditEntry
from bedside.areas.people.models import Account, Persona
from bedside.kit.clock import now
from tests import factories
from tests.areas.people.mailbox import link_in, run_mail_jobs
from tests.doors.web.test_mfa import known, with_app
from tests.factories import client_of, make_account, make_persona

pytestmark = pytest.mark.django_db

MAIL = "ada@mail.example"
PASSWORD = " Seven Teal lanterns sway "
FIELD = re.compile(r"<input[^>]*\bname=\"(?:password|current)\"[^>]*>")


@pytest.fixture
def ada() -> Persona:
    return make_persona(handle="ada", account=make_account(mail=MAIL, password=PASSWORD))


@pytest.fixture
def bob(time_machine: TimeMachineFixture) -> Persona:
    """Give an account, in the middle of a code's 30 seconds, where the clock stays."""
    time_machine.move_to(datetime(2027, 1, 1, 12, 0, 15, tzinfo=UTC), tick=False)
    cache.clear()
    return make_persona(handle="bob", account=make_account(mail=MAIL, password=factories.PASSWORD))


def sign_in(password: str, browser: Client | None = None) -> str:
    """Return where one is sent, "" when one is not let in."""
    answer = (browser or Client()).post(reverse("signin"), {"mail": MAIL, "password": password})
    return str(getattr(answer, "url", ""))


@pytest.mark.asvs("6.2.8")
@pytest.mark.parametrize(
    "almost",
    [PASSWORD.strip(), PASSWORD.lower(), PASSWORD.upper(), PASSWORD[:-1], PASSWORD + " ", PASSWORD.replace(" ", "")],
)
def test_a_password_is_compared_exactly_as_it_was_typed(almost: str, ada: Persona) -> None:
    assert sign_in(almost) == ""
    assert sign_in(PASSWORD) == reverse("home")


@pytest.mark.asvs("6.2.8", "6.2.9")
def test_the_end_of_a_long_password_counts(ada: Persona) -> None:
    account = Account.objects.get(id=ada.account_id)
    account.set_password("q" * 127 + "z")
    account.save()
    assert sign_in("q" * 128) == ""
    assert sign_in("q" * 127 + "z") == reverse("home")


@pytest.mark.asvs("6.2.10")
def test_a_password_does_not_grow_old(ada: Persona, time_machine: TimeMachineFixture) -> None:
    time_machine.move_to(now() + timedelta(days=5 * 365))
    assert sign_in(PASSWORD) == reverse("home")


def fields_of(ada: Persona) -> list[str]:
    """Return every field for a password that a visitor or member meets."""
    visitor, member = Client(), client_of(ada)
    visitor.post(reverse("reset"), {"mail": MAIL})
    reset = link_in(run_mail_jobs()[-1])
    for number, form in (
        (1, {"month": "1", "year": "1990"}),
        (2, {"kind": "patient"}),
        (3, {"name": "Q", "handle": "qu"}),
    ):
        visitor.post(reverse("signup_step", args=[number]), form)
    pages = [visitor.get(path) for path in (reverse("signin"), reset, reverse("signup_step", args=[4]))]
    pages += [member.get(reverse(name)) for name in ("settings_password", "settings_mail", "account_reauthenticate")]
    found = [FIELD.findall(page.content.decode()) for page in pages]
    assert all(found)
    return [field for fields in found for field in fields]


@pytest.mark.asvs("6.2.6")
def test_every_field_for_a_password_hides_what_is_typed(ada: Persona) -> None:
    assert [field for field in fields_of(ada) if 'type="password"' not in field] == []


@pytest.mark.asvs("6.2.7")
def test_every_field_for_a_password_can_be_filled_in_by_paste_and_by_a_manager(ada: Persona) -> None:
    for field in fields_of(ada):
        assert re.search(r'autocomplete="(?:current|new)-password"', field), field
        assert not re.search(r"onpaste|readonly|disabled|maxlength=\"(?:\d|\d\d)\"", field), field


@pytest.mark.asvs("6.4.2")
def test_nothing_but_a_mail_address_is_asked_of_who_forgot_the_password() -> None:
    page = Client().get(reverse("reset")).content.decode()
    main = page[page.index("<main") : page.index("</main")]
    assert set(re.findall(r"<(?:input|select|textarea)[^>]*\bname=\"([^\"]+)\"", main)) == {
        "csrfmiddlewaretoken",
        "mail",
    }


@pytest.mark.asvs("6.4.2")
def test_an_account_keeps_no_hint_and_no_answer_to_a_question() -> None:
    names = {field.name for field in Account._meta.get_fields()}
    assert not {name for name in names if re.search(r"hint|question|answer|birth|maiden", name)}


@pytest.mark.asvs("6.4.3")
def test_a_new_password_by_mail_does_not_pass_the_second_factor_by(bob: Persona) -> None:
    with_app(known(bob))
    browser = Client()
    browser.post(reverse("reset"), {"mail": MAIL})
    browser.post(link_in(run_mail_jobs()[-1]), {"password": "another long password"})
    assert browser.get(reverse("settings")).status_code == 302
    assert sign_in("another long password", browser) == reverse("mfa_authenticate")
    assert browser.get(reverse("settings")).status_code == 302


@pytest.fixture
def codes(bob: Persona) -> list[str]:
    """Return the recovery codes of an account."""
    owner = known(bob)
    with_app(owner)
    return list(owner.get(reverse("mfa_view_recovery_codes")).context["unused_codes"])


@pytest.mark.asvs("6.5.4")
def test_a_recovery_code_has_at_least_20_bits(codes: list[str]) -> None:
    assert len(set(codes)) == len(codes)
    assert all(code.isdigit() and len(code) * math.log2(10) >= 20 for code in codes)


@pytest.mark.asvs("6.5.2")
def test_recovery_codes_cannot_be_read_from_the_table(codes: list[str]) -> None:
    data = Authenticator.objects.get(type="recovery_codes").data
    stored, seed = json.dumps(data), get_adapter().decrypt(data["seed"])
    assert not [code for code in (*codes, seed) if code in stored]
    assert len(seed) >= 64


@pytest.mark.asvs("7.2.3", "11.5.1")
def test_the_value_of_a_session_has_128_bits_and_more() -> None:
    values = {client_of(make_persona()).session.session_key or "" for _ in range(20)}
    assert len(values) == 20
    assert min(map(len, values)) * math.log2(36) >= 128
    assert len({sign for value in values for sign in value}) > 30


@pytest.mark.asvs("7.4.1", "7.2.1")
def test_the_value_of_an_ended_session_opens_nothing(ada: Persona) -> None:
    browser, thief = client_of(ada), Client()
    thief.cookies = browser.cookies.copy()
    assert thief.get(reverse("settings")).status_code == 200
    browser.post(reverse("signout"))
    assert thief.get(reverse("settings")).status_code == 302


@pytest.mark.asvs("16.3.1")
def test_a_log_in_that_goes_well_is_in_the_log(ada: Persona) -> None:
    sign_in(PASSWORD)
    row = AuditEntry.objects.get(action="sign in")
    assert (row.outcome, row.object_kind, row.object_id) == ("allow", "account", ada.account_id)
