"""Staff pages: what each role may do, and that for all others they do not exist."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from bedside.areas.credentials import queries as credentials
from bedside.areas.people import queries
from bedside.areas.people.models import Account, AccountState, StaffRole
from bedside.areas.spaces.models import Space
from bedside.kit.clock import now
from tests.factories import PASSWORD, add_second_lock, client_of, make_account, make_persona

pytestmark = pytest.mark.django_db

PAGES = (
    "staff",
    "staff_site",
    "staff_roles",
    "staff_credentials",
    "staff_spaces",
    "staff_accounts",
    "staff_holds",
    "staff_employers",
    "staff_boundaries",
)
MODERATORS = ("staff", "staff_accounts", "staff_credentials")


def client_as(role: str, *, confirmed: bool = True) -> Client:
    return client_of(make_persona(account=make_account(staff=(role,), confirmed=confirmed)))


@pytest.mark.parametrize("name", PAGES)
def test_an_administrator_sees_all_staff_pages(name: str) -> None:
    assert client_as("administrator").get(reverse(name)).status_code == 200


@pytest.mark.parametrize("name", PAGES)
def test_a_moderator_sees_what_the_table_of_rights_allows(name: str) -> None:
    assert client_as("moderator").get(reverse(name)).status_code == (200 if name in MODERATORS else 404)


@pytest.mark.asvs("8.2.1")
@pytest.mark.parametrize("name", PAGES)
def test_for_members_and_visitors_there_are_no_staff_pages(client: Client, name: str) -> None:
    assert client.get(reverse(name)).status_code == 404
    assert client_of(make_persona()).get(reverse(name)).status_code == 404
    assert client_as("administrator", confirmed=False).get(reverse(name)).status_code == 404


def test_staff_find_their_pages_from_the_settings() -> None:
    assert reverse("staff") in client_as("moderator").get(reverse("settings")).content.decode()
    assert reverse("staff") not in client_of(make_persona()).get(reverse("settings")).content.decode()


def test_the_site_is_renamed() -> None:
    answers = {"site_name": "Our place", "runner": "Us", "country": "gb", "contact": "a@b.example", "rules": "Be kind."}
    assert client_as("administrator").post(reverse("staff_site") + "?do=site", answers).status_code == 302
    assert queries.site_profile().name == "Our place"


def test_a_role_is_given_and_taken() -> None:
    helper = make_persona(handle="helper")
    client = client_as("administrator")
    client.post(reverse("staff_roles") + "?do=give", {"handle": "helper", "role": "moderator"})
    assert StaffRole.objects.filter(account=helper.account).exists()
    assert "@helper" in client.get(reverse("staff_roles")).content.decode()
    client.post(reverse("staff_roles") + "?do=take", {"handle": "helper", "role": "moderator"})
    assert not StaffRole.objects.filter(account=helper.account).exists()


def test_a_credential_is_recorded_and_revoked() -> None:
    uma = make_persona(kind="clinician", handle="uma")
    client = client_as("administrator")
    until = (now() + timedelta(days=200)).date().isoformat()
    said = {"handle": "uma", "level": "V3", "title": "Dr", "profession": "Physician", "checked": "licence"}
    client.post(reverse("staff_credentials") + "?do=grant", said | {"valid_until": until})
    assert credentials.level_of(uma.id) == "V3"
    client.post(reverse("staff_credentials") + "?do=revoke", {"handle": "uma", "reason": "ended", "told": "It ended."})
    assert credentials.level_of(uma.id) == "V0"


def test_a_space_is_opened() -> None:
    make_persona(kind="patient", handle="stew")
    said = {"kind": "community", "name": "ME/CFS", "slug": "me-cfs", "approves": "on", "steward_handle": "stew"}
    response = client_as("administrator").post(reverse("staff_spaces") + "?do=open", said)
    assert response.status_code == 302
    assert Space.objects.filter(slug="me-cfs", kind="community").exists()


def test_an_account_is_suspended_and_restored() -> None:
    ada = make_persona(handle="ada")
    client = client_as("moderator")
    client.post(reverse("staff_accounts") + "?do=suspend", {"handle": "@ada"})
    assert Account.objects.get(id=ada.account_id).state == AccountState.SUSPENDED
    client.post(reverse("staff_accounts") + "?do=restore", {"handle": "ada"})
    assert Account.objects.get(id=ada.account_id).state == AccountState.ACTIVE


def test_the_page_names_the_suspended_handle_and_no_other() -> None:
    ada = make_persona(handle="ada_heron")
    make_persona(handle="calm_otter", name="Calm Otter", account=ada.account)
    client = client_as("moderator")
    client.post(reverse("staff_accounts") + "?do=suspend", {"handle": "ada_heron"})
    page = client.get(reverse("staff_accounts")).content.decode()
    assert "ada_heron" in page
    for secret in ("calm_otter", "Calm Otter", str(ada.account_id), ada.account.mail):
        assert secret not in page


@pytest.mark.parametrize("name", PAGES[1:])
@pytest.mark.parametrize("bad", ["", "\x00", "nobody", "x" * 9999, "a\u202eb"])
def test_what_does_not_fit_is_refused_on_the_same_page(name: str, bad: str) -> None:
    names = {"site_name", "runner", "country", "contact", "rules", "handle", "role", "level", "profession", "checked"}
    answers = dict.fromkeys(names | {"valid_until", "kind", "slug", "name", "steward_handle", "reason"}, bad)
    client = client_as("administrator")
    for do in ("", "?do=nothing", "?do=take", "?do=revoke", "?do=restore"):
        assert client.post(reverse(name) + do, answers).status_code in (200, 422)


@pytest.mark.asvs("6.3.3", "8.4.2")
def test_a_role_sleeps_until_there_is_a_second_lock() -> None:
    keeper = make_persona(kind="personal", account=make_account())
    StaffRole.objects.create(account=keeper.account, role="administrator")
    browser = client_of(keeper)
    assert browser.get(reverse("staff")).url == reverse("mfa_index")
    assert browser.post(reverse("staff_site"), {"site_name": "Mine"}).url == reverse("mfa_index")
    assert browser.get(reverse("space_new")).url == reverse("mfa_index")
    said = browser.get(reverse("mfa_index")).content.decode()
    assert "The staff pages open once you have a passkey or a code app." in said
    add_second_lock(keeper.account)
    assert browser.get(reverse("staff")).status_code == 200


def test_recovery_codes_alone_are_no_second_lock() -> None:
    keeper = make_persona(kind="personal", account=make_account())
    StaffRole.objects.create(account=keeper.account, role="administrator")
    Authenticator.objects.create(user=keeper.account, type="recovery_codes", data={})
    assert client_of(keeper).get(reverse("staff")).url == reverse("mfa_index")


def test_staff_without_a_second_lock_set_one_up_after_logging_in() -> None:
    keeper = make_persona(kind="personal", account=make_account(mail="k@mail.example", password=PASSWORD))
    StaffRole.objects.create(account=keeper.account, role="moderator")
    answer = Client().post(reverse("signin"), {"mail": "k@mail.example", "password": PASSWORD})
    assert answer.url == reverse("mfa_index")
