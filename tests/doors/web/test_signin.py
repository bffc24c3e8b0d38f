"""Signing in and out through the pages."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from bedside.areas.people.models import Account, AccountState, Persona, Session
from tests.areas.people.mailbox import link_in, run_mail_jobs
from tests.factories import PASSWORD, client_of, make_account, make_persona

pytestmark = pytest.mark.django_db

MAIL = "ada@mail.example"


@pytest.fixture
def ada() -> Persona:
    return make_persona(handle="ada", account=make_account(mail=MAIL, password=PASSWORD))


def sign_in(client: Client, *, mail: str = MAIL, password: str = PASSWORD, query: str = "") -> HttpResponse:
    agent = {"HTTP_USER_AGENT": "Mozilla/5.0 (Android 14; Mobile; rv:130.0) Gecko/130.0 Firefox/130.0"}
    return client.post(reverse("signin") + query, {"mail": mail, "password": password}, **agent)


def test_the_right_pair_signs_in(client: Client, ada: Persona) -> None:
    assert sign_in(client).url == reverse("home")
    assert client.get(reverse("settings")).status_code == 200


def test_the_session_says_which_browser_it_is(client: Client, ada: Persona) -> None:
    sign_in(client)
    assert Session.objects.get(account_id=ada.account_id).label == "Firefox on Android"


@pytest.mark.asvs("7.2.4")
def test_signing_in_changes_the_sessions_key(client: Client, ada: Persona) -> None:
    client.get(reverse("signup_step", args=[1]))
    client.post(reverse("signup_step", args=[1]), {"month": "1", "year": "1990"})
    before = client.session.session_key
    sign_in(client)
    assert client.session.session_key != before


@pytest.mark.asvs("6.3.8")
def test_known_and_unknown_addresses_get_the_same_page(ada: Persona) -> None:
    known, unknown = (
        _plain(sign_in(Client(), mail=mail, password="not the password")).replace(mail, "")
        for mail in (MAIL, "nobody@mail.example")
    )
    assert known == unknown


def _plain(response: HttpResponse) -> str:
    """Return status and page without what is new on each: nonce and form token."""
    new = r'nonce="[^"]+"|name="csrfmiddlewaretoken" value="\w+"'
    return f"{response.status_code} {re.sub(new, '', response.content.decode())}"


@pytest.mark.parametrize(("query", "target"), [("?next=/settings/", "/settings/"), ("?next=/@ada%3Fa=b", "/@ada?a=b")])
def test_one_comes_back_to_where_one_was(client: Client, ada: Persona, query: str, target: str) -> None:
    assert sign_in(client, query=query).url == target


@pytest.mark.parametrize(
    "query", ["?next=//evil.example", "?next=/%5Cevil.example", "?next=https://evil.example", "?next=/%2F.."]
)
def test_nobody_is_sent_to_another_site(client: Client, ada: Persona, query: str) -> None:
    assert sign_in(client, query=query).url == reverse("home")
    assert client.get(reverse("signin") + query).url == reverse("home")


def test_a_suspended_account_is_told_so(client: Client, ada: Persona) -> None:
    Account.objects.filter(id=ada.account_id).update(state=AccountState.SUSPENDED)
    assert "suspended" in sign_in(client).content.decode()
    assert not Session.objects.filter(account_id=ada.account_id).exists()


@pytest.mark.asvs("7.4.2")
def test_an_account_that_is_suspended_meanwhile_is_signed_out(ada: Persona) -> None:
    client = client_of(ada)
    Account.objects.filter(id=ada.account_id).update(state=AccountState.SUSPENDED)
    assert client.get(reverse("settings")).status_code == 302


@pytest.mark.asvs("7.4.1")
def test_signing_out_ends_the_session(ada: Persona) -> None:
    client = client_of(ada)
    client.post(reverse("signout"))
    assert not Session.objects.filter(account_id=ada.account_id).exists()


@pytest.mark.asvs("3.5.3")
def test_a_link_does_not_sign_out(ada: Persona) -> None:
    assert client_of(ada).get(reverse("signout")).status_code == 405


def test_a_new_password_by_mail(client: Client, ada: Persona) -> None:
    client.post(reverse("reset"), {"mail": MAIL})
    [letter] = run_mail_jobs()
    assert client.get(link_in(letter)).status_code == 200
    assert client.post(link_in(letter), {"password": "another long password"}).url == reverse("signin")
    assert sign_in(client, password="another long password").url == reverse("home")


def test_the_answer_to_a_reset_is_the_same_for_every_address(ada: Persona) -> None:
    known, unknown = (_plain(Client().post(reverse("reset"), {"mail": mail})) for mail in (MAIL, "nobody@mail.example"))
    assert known == unknown


def test_a_broken_reset_link_says_what_to_do(client: Client) -> None:
    response = client.post(reverse("reset_link", args=["nonsense"]), {"password": "another long password"})
    assert (response.status_code, "Ask for a new one" in response.content.decode()) == (422, True)


@pytest.mark.parametrize("bad", ["\x00", "\u202e", "x" * 10_000])
def test_bad_input_is_never_a_fault_of_ours(client: Client, bad: str) -> None:
    assert sign_in(client, mail=bad, password=bad).status_code == 422
    assert client.post(reverse("reset"), {"mail": bad}).status_code == 422


@pytest.mark.asvs("6.2.7")
def test_the_password_field_can_be_filled_in_by_the_browser(client: Client) -> None:
    page = client.get(reverse("signin")).content.decode()
    assert 'autocomplete="username webauthn"' in page
    assert 'autocomplete="current-password"' in page
    assert "onpaste" not in page
