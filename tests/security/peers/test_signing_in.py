"""What went wrong in the peers' ways of signing in, asked of Bedside, each test with an account of its own."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from bedside.areas.people.models import Account, AccountState, Persona
from tests.areas.people.mailbox import run_mail_jobs
from tests.doors.web.test_mfa import MAIL, add_passkey, code_for, known, options_of, sign_in, with_app
from tests.factories import PASSWORD, client_of, make_account, make_persona

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_tries_yet")]
NEW = "seven teal lanterns sway"


@pytest.fixture
def ada() -> Persona:
    return make_persona(handle="ada", account=make_account(mail=MAIL, password=PASSWORD))


@pytest.mark.parametrize("route", ["settings_password", "settings_mail", "account_reauthenticate"])
def test_p022_the_old_password_is_asked_a_few_times_only(route: str, ada: Persona) -> None:
    """GHSA-q3rg-xx5v-4mxh: passwords can be tried without limit where one changes the password."""
    browser, form = client_of(ada), {"password": NEW, "mail": "next@mail.example"}
    for _ in range(5):
        assert browser.post(reverse(route), form | {"current": "not this one at all"}).status_code == 422
    assert browser.post(reverse(route), form | {"current": PASSWORD}).status_code == 429
    account = Account.objects.get(id=ada.account_id)
    assert (account.check_password(PASSWORD), account.next_mail) == (True, None)


def test_p076_no_staff_changes_an_address_and_its_owner_hears_of_it(ada: Persona) -> None:
    """CVE-2025-69289: a moderator changes a member's mail address and takes over the account."""
    staff = client_of(make_persona(kind="personal", account=make_account(staff=("administrator", "moderator"))))
    extra = {"handle": "ada", "mail": "taken@mail.example", "next_mail": "taken@mail.example", "role": "moderator"}
    for path in ("/staff/accounts/?do=suspend", "/staff/accounts/?do=restore", "/staff/roles/?do=give"):
        staff.post(path, extra)
    account = Account.objects.get(id=ada.account_id)
    assert (account.mail, account.next_mail) == (MAIL, None)
    ada.account.refresh_from_db()
    client_of(ada).post(reverse("settings_mail"), {"mail": "next@mail.example", "current": PASSWORD})
    told = {letter.to[0]: letter.subject for letter in run_mail_jobs()}
    assert told[MAIL] == "Your account is to get another mail address"
    assert Account.objects.get(id=ada.account_id).mail == MAIL


def test_p078_the_answer_of_a_passkey_works_once_and_in_one_browser(ada: Persona) -> None:
    """CVE-2025-53102: the challenge of a passkey can be used again."""
    passkey = add_passkey(known(ada))
    browser, other = Client(), Client()
    answer = {"credential": json.dumps(passkey.use(options_of(browser)))}
    options_of(other)
    other.post(reverse("mfa_login_webauthn"), answer)
    assert other.get(reverse("settings")).status_code == 302
    browser.post(reverse("mfa_login_webauthn"), answer)
    assert browser.get(reverse("settings")).status_code == 200
    browser.post(reverse("signout"))
    browser.post(reverse("mfa_login_webauthn"), answer)
    assert browser.get(reverse("settings")).status_code == 302


@pytest.mark.asvs("6.3.4")
@pytest.mark.parametrize("way", ["password", "passkey", "second factor", "new password"])
def test_p079_every_way_in_asks_whether_the_account_is_open(way: str, ada: Persona) -> None:
    """CVE-2024-49765: another way to sign in avoids the rule."""
    owner = known(ada)
    passkey = add_passkey(owner) if way == "passkey" else None
    secret = with_app(owner) if way == "second factor" else ""
    browser = sign_in() if secret else Client()
    Account.objects.filter(id=ada.account_id).update(state=AccountState.SUSPENDED)
    if way == "password":
        browser.post(reverse("signin"), {"mail": MAIL, "password": PASSWORD})
    elif passkey:
        browser.post(reverse("mfa_login_webauthn"), {"credential": json.dumps(passkey.use(options_of(browser)))})
    elif secret:
        browser.post(reverse("mfa_authenticate"), {"code": code_for(secret)})
    else:
        browser.post(reverse("reset"), {"mail": MAIL})
        assert run_mail_jobs() == []
    assert browser.get(reverse("settings")).status_code == 302


def test_p100b_codes_and_links_are_limited_too(ada: Persona) -> None:
    """BookWyrm CVE-2022-35925: signing in has no limit."""
    secret = with_app(known(ada))
    browser = sign_in()
    for _ in range(5):
        browser.post(reverse("mfa_authenticate"), {"code": "000000"})
    browser.post(reverse("mfa_authenticate"), {"code": code_for(secret)})
    assert browser.get(reverse("settings")).status_code == 302
    for _ in range(6):
        Client().post(reverse("reset"), {"mail": MAIL})
    assert len([letter for letter in run_mail_jobs() if letter.subject == "Choose a new password"]) == 3
