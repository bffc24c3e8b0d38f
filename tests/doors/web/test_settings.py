"""Settings: theme, sessions, password, mail address."""

import pytest
from django.test import Client
from django.urls import reverse

from bedside.areas.people import tokens
from bedside.areas.people.models import Account, Persona, Session
from bedside.areas.people.sessions import stored_key
from bedside.doors.web.context import THEME_COOKIE
from tests.areas.people.mailbox import link_in, run_mail_jobs
from tests.factories import PASSWORD, client_of, make_account, make_persona

pytestmark = pytest.mark.django_db

MAIL, NEW = "ada@mail.example", "another long password"


@pytest.fixture
def ada() -> Persona:
    return make_persona(handle="ada", account=make_account(mail=MAIL, password=PASSWORD))


def test_the_owner_sees_the_own_mail_address(ada: Persona) -> None:
    assert MAIL in client_of(ada).get(reverse("settings")).content.decode()


@pytest.mark.parametrize("name", ["settings", "sessions", "settings_password", "settings_mail"])
def test_no_page_of_settings_tells_the_accounts_id(ada: Persona, name: str) -> None:
    assert str(ada.account_id) not in client_of(ada).get(reverse(name)).content.decode()


def test_a_theme_is_kept_in_the_browser_and_with_the_account(ada: Persona) -> None:
    client = client_of(ada)
    response = client.post(reverse("theme"), {"theme": "quiet", "next": "/settings/"})
    assert (response.url, response.cookies[THEME_COOKIE].value) == ("/settings/", "quiet")
    assert Account.objects.get().theme == "quiet"
    assert 'data-theme="quiet"' in client.get("/settings/").content.decode()


def test_another_browser_begins_with_the_accounts_theme(ada: Persona) -> None:
    client_of(ada).post(reverse("theme"), {"theme": "dark"})
    assert 'data-theme="dark"' in client_of(ada).get("/settings/").content.decode()


def test_a_browser_that_follows_the_device_does_so_whatever_the_account_has(ada: Persona) -> None:
    client_of(ada).post(reverse("theme"), {"theme": "dark"})
    client = client_of(ada)
    client.cookies[THEME_COOKIE] = ""
    assert "data-theme" not in client.get("/settings/").content.decode()


def test_a_visitor_has_a_theme_too(client: Client) -> None:
    client.post(reverse("theme"), {"theme": "dark"})
    assert 'data-theme="dark"' in client.get(reverse("signin")).content.decode()


@pytest.mark.parametrize("theme", ["pink", "\x00", "x" * 999, '"><script>'])
def test_there_are_no_other_themes(client: Client, theme: str) -> None:
    assert client.post(reverse("theme"), {"theme": theme}).status_code == 422
    client.cookies[THEME_COOKIE] = "pink"
    assert "data-theme" not in client.get(reverse("signin")).content.decode()


@pytest.mark.parametrize("address", ["//evil.example", "https://evil.example", "/\\evil.example"])
def test_choosing_a_theme_sends_nobody_to_another_site(client: Client, address: str) -> None:
    assert client.post(reverse("theme"), {"theme": "dark", "next": address}).url == reverse("home")


@pytest.mark.asvs("7.5.2")
def test_the_sessions_are_listed_with_this_one_marked(ada: Persona) -> None:
    client, _ = client_of(ada), client_of(ada)
    listed = client.get(reverse("sessions")).context["sessions"]
    assert [one["current"] for one in listed] == [True, False]


@pytest.mark.asvs("7.5.2")
def test_another_session_can_be_ended(ada: Persona) -> None:
    client, other = client_of(ada), client_of(ada)
    key = stored_key(other.session.session_key or "")
    client.post(reverse("session_end", args=[key]))
    assert other.get(reverse("settings")).status_code == 302


def test_the_session_of_somebody_else_is_not_here(ada: Persona) -> None:
    key = stored_key(client_of(make_persona()).session.session_key or "")
    client = client_of(ada)
    strange = client.post(reverse("session_end", args=[key]))
    nothing = client.post(reverse("session_end", args=["x" * 40]))
    assert (strange.status_code, nothing.status_code) == (404, 404)


@pytest.mark.asvs("7.4.3")
def test_ending_all_others_keeps_this_one(ada: Persona) -> None:
    client, other = client_of(ada), client_of(ada)
    client.post(reverse("session_end_others"))
    assert client.get(reverse("settings")).status_code == 200
    assert other.get(reverse("settings")).status_code == 302


@pytest.mark.asvs("6.2.2", "7.4.3")
def test_a_new_password_keeps_this_session_and_ends_the_others(ada: Persona) -> None:
    client, other = client_of(ada), client_of(ada)
    client.post(reverse("settings_password"), {"current": PASSWORD, "password": NEW})
    assert client.get(reverse("settings")).status_code == 200
    assert other.get(reverse("settings")).status_code == 302


def test_a_new_password_changes_the_sessions_key(ada: Persona) -> None:
    client = client_of(ada)
    before = client.session.session_key
    client.post(reverse("settings_password"), {"current": PASSWORD, "password": NEW})
    assert client.session.session_key != before
    assert Session.objects.filter(account_id=ada.account_id).count() == 1


@pytest.mark.parametrize(
    ("answer", "field"),
    [
        ({"current": "wrong", "password": NEW}, "current"),
        ({"current": PASSWORD, "password": "short"}, "password"),
        ({"current": "", "password": NEW}, "current"),
        ({"current": PASSWORD, "password": "\x00" * 20}, "password"),
    ],
)
def test_a_password_that_does_not_fit_is_refused_beside_its_field(
    ada: Persona, answer: dict[str, str], field: str
) -> None:
    response = client_of(ada).post(reverse("settings_password"), answer)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]


def test_the_mail_address_changes_by_the_link(ada: Persona) -> None:
    client = client_of(ada)
    client.post(reverse("settings_mail"), {"mail": "new@mail.example", "current": PASSWORD})
    to_new, _ = run_mail_jobs()
    assert client.get(link_in(to_new)).status_code == 200
    client.post(link_in(to_new))
    assert "new@mail.example" in client.get(reverse("settings")).content.decode()


def test_the_page_does_not_tell_whether_an_address_is_taken(ada: Persona) -> None:
    make_account(mail="taken@mail.example")
    client = client_of(ada)
    answers = [
        client.post(reverse("settings_mail"), {"mail": mail, "current": PASSWORD}).url
        for mail in ("taken@mail.example", "free@mail.example")
    ]
    assert answers[0] == answers[1]


def test_every_page_of_settings_asks_visitors_to_sign_in(client: Client) -> None:
    for name in ("settings", "sessions", "settings_password", "settings_mail", "personas", "persona_new"):
        assert client.get(reverse(name)).url.startswith(reverse("signin"))


def test_a_new_address_that_waits_is_shown_and_can_be_taken_back() -> None:
    persona = make_persona(account=make_account(mail="old@mail.example", password=PASSWORD))
    client = client_of(persona)
    client.post(reverse("settings_mail"), {"mail": "new@mail.example", "current": PASSWORD})
    for name in ("settings", "settings_mail"):
        assert "new@mail.example" in client.get(reverse(name)).content.decode(), name
    link = tokens.make("new_mail", account=Account.objects.get(id=persona.account_id))
    assert client.post(reverse("settings_mail_cancel")).url == reverse("settings")
    assert "new@mail.example" not in client.get(reverse("settings")).content.decode()
    assert client.post(reverse("new_mail_link", args=[link])).status_code == 422
    assert Account.objects.get(id=persona.account_id).mail == "old@mail.example"


@pytest.mark.asvs("7.5.1")
def test_a_new_address_needs_the_password_and_the_old_one_is_told() -> None:
    persona = make_persona(account=make_account(mail="old@mail.example", password=PASSWORD))
    client = client_of(persona)
    wrong = {"mail": "new@mail.example", "current": "quite another pass phrase"}
    assert client.post(reverse("settings_mail"), wrong).status_code == 422
    assert run_mail_jobs() == []
    client.post(reverse("settings_mail"), wrong | {"current": PASSWORD})
    assert sorted(letter.to[0] for letter in run_mail_jobs()) == ["new@mail.example", "old@mail.example"]


def test_a_new_password_forgets_the_address_that_waited() -> None:
    persona = make_persona(account=make_account(password=PASSWORD))
    client = client_of(persona)
    client.post(reverse("settings_mail"), {"mail": "new@mail.example", "current": PASSWORD})
    client.post(reverse("settings_password"), {"current": PASSWORD, "password": "seven teal lanterns sway"})
    assert "new@mail.example" not in client.get(reverse("settings")).content.decode()
