"""What ends when an account changes: every session but the acting one, and every token (P013, P014, P077, P078).

Each change is made in one browser; the others know nothing of it: they have middleware of their own, as in another
process, and ask the database at their next request.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest
from django.test import Client
from django.urls import reverse
from time_machine import TimeMachineFixture

from bedside.areas.people import actions as people
from bedside.areas.people import known, sessions, tokens
from bedside.areas.people.allauth_adapter import AccountAdapter
from bedside.areas.people.errors import StartAgain
from bedside.areas.people.models import Account, Persona, Session
from bedside.areas.people.sessions import SessionStore, stored_key
from bedside.areas.spaces import actions as spaces
from bedside.areas.spaces.queries import live_invitation
from bedside.kit.clock import now
from tests.doors.web.soft_passkey import SoftPasskey
from tests.doors.web.test_mfa import code_for
from tests.factories import PASSWORD, client_of, join, make_account, make_persona, make_space, viewer_of

pytestmark = pytest.mark.django_db

MAIL = "ada@mail.example"
NEW_PASSWORD = "seven teal lanterns sway"


@dataclass
class House:
    """An account with everything that lets somebody in, and the browser in which its owner acts."""

    ada: Persona
    acting: Client
    elsewhere: Client
    links: dict[str, str]
    half: HttpRequest
    device: str
    invitation: str
    keeper: Persona

    def lives(self, kind: str) -> bool:
        """Say whether a credential still opens anything."""
        return CREDENTIALS[kind](self)


def opens(browser: Client) -> bool:
    return browser.get(reverse("settings")).status_code == 200


def link_lives(kind: str) -> Callable[[House], bool]:
    def asked(house: House) -> bool:
        try:
            tokens.read(kind, house.links[kind])
        except tokens.LinkOver:
            return False
        return True

    return asked


def goes_on(house: House) -> bool:
    """Say whether a log-in whose password was typed before the change can still be ended."""
    account = Account.objects.get(id=house.ada.account_id)
    try:
        AccountAdapter(house.half).login(house.half, account)
    except StartAgain:
        return False
    return True


CREDENTIALS: dict[str, Callable[[House], bool]] = {
    "session elsewhere": lambda house: opens(house.elsewhere),
    "link to confirm": link_lives("confirm"),
    "link to a new password": link_lives("reset"),
    "link to a new address": link_lives("new_mail"),
    "known browser": lambda house: known.is_known(house.device, mail=MAIL),
    "half a log-in": goes_on,
}
LINKS = ("confirm", "reset", "new_mail")


@pytest.fixture
def house() -> House:
    ada = make_persona(handle="ada", account=make_account(mail=MAIL, password=PASSWORD))
    keeper = make_persona(handle="keeper", kind="personal", account=make_account(staff=("administrator",)))
    space = make_space(by_invitation=True)
    join(ada, space, role="steward")
    people.ask_new_mail(by=viewer_of(ada), mail="moved@mail.example", password=PASSWORD)
    account = Account.objects.get(id=ada.account_id)
    links = {kind: tokens.make(kind, account=account) for kind in LINKS}
    code = spaces.invite(by=viewer_of(ada), space=space, uses=5)
    acting = client_of(ada)
    acting.post(reverse("account_reauthenticate"), {"current": PASSWORD})
    device = tokens.make("device", account=account)
    return House(ada, acting, client_of(ada), links, half_a_log_in(account), device, code, keeper)


def half_a_log_in(account: Account) -> HttpRequest:
    """Return the request of a browser that typed the password and is asked for the code."""
    request = HttpRequest()
    request.session = SessionStore()
    AccountAdapter(request).pre_login(request, account)
    return request


def change_password(house: House) -> None:
    form = {"current": PASSWORD, "password": NEW_PASSWORD}
    assert house.acting.post(reverse("settings_password"), form).status_code == 302


def reset_password(house: House) -> None:
    people.reset_password(token=house.links["reset"], password=NEW_PASSWORD)


def change_mail(house: House) -> None:
    assert house.acting.post(reverse("new_mail_link", args=[house.links["new_mail"]])).status_code == 302


def give_role(house: House) -> None:
    people.give_role(by=viewer_of(house.keeper), handle="ada", role="moderator")


def take_role(house: House) -> None:
    people.give_role(by=viewer_of(house.keeper), handle="ada", role="moderator")
    house.elsewhere = client_of(Persona.objects.get(handle="ada"))
    people.take_role(by=viewer_of(house.keeper), handle="ada", role="moderator")


def suspend(house: House) -> None:
    people.suspend(by=viewer_of(house.keeper), handle="ada")


def suspend_and_restore(house: House) -> None:
    suspend(house)
    people.restore(by=viewer_of(house.keeper), handle="ada")


def end_others(house: House) -> None:
    assert house.acting.post(reverse("session_end_others")).status_code == 302


def add_passkey(house: House) -> None:
    path, key = reverse("mfa_add_webauthn"), SoftPasskey()
    options = house.acting.get(path).context["js_data"]["creation_options"]
    form = {"name": "Phone", "credential": json.dumps(key.make(options)), "passwordless": "on"}
    assert house.acting.post(path, form).status_code == 302


def key_of(browser: Client) -> str:
    return str(browser.cookies[settings.SESSION_COOKIE_NAME].value)


CHANGES = (
    change_password,
    reset_password,
    change_mail,
    add_passkey,
    give_role,
    take_role,
    suspend,
    suspend_and_restore,
    end_others,
)
ACTING_STAYS = (change_password, change_mail, add_passkey, end_others)


@pytest.mark.asvs("7.4.2", "8.3.2")
@pytest.mark.parametrize("kind", CREDENTIALS)
@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_a_change_voids_what_was_given_out_before(change: Callable[[House], None], kind: str, house: House) -> None:
    """P013, P014, P077: whichever door the change came through."""
    assert house.lives(kind)
    if kind == "half a log-in":
        house.half = half_a_log_in(Account.objects.get(id=house.ada.account_id))
    change(house)
    assert not house.lives(kind)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_the_browser_that_acts_stays_only_where_it_is_the_owners(change: Callable[[House], None], house: House) -> None:
    change(house)
    assert opens(house.acting) is (change in ACTING_STAYS)


@pytest.mark.parametrize("change", [change_password, change_mail, end_others], ids=lambda change: change.__name__)
def test_the_browser_that_acts_goes_on_under_a_new_id(change: Callable[[House], None], house: House) -> None:
    before = key_of(house.acting)
    change(house)
    assert key_of(house.acting) != before
    assert not Session.objects.filter(session_key=stored_key(before)).exists()


@pytest.mark.asvs("7.2.2", "7.2.4")
def test_logging_in_gives_a_new_id(house: House) -> None:
    browser = Client()
    browser.get("/sign-up/1/")
    browser.post("/sign-up/1/", {"month": "5", "year": "1980"})
    before = key_of(browser)
    browser.post(reverse("signin"), {"mail": MAIL, "password": PASSWORD})
    assert key_of(browser) != before


def test_speaking_as_another_persona_gives_a_new_id(house: House) -> None:
    before = key_of(house.acting)
    house.acting.post(reverse("switch_persona"), {"persona": house.ada.id})
    assert key_of(house.acting) != before


@pytest.mark.parametrize("change", [suspend], ids=["suspend"])
def test_the_invitations_of_who_lost_access_are_dead(change: Callable[[House], None], house: House) -> None:
    assert live_invitation(house.invitation) is not None
    change(house)
    assert live_invitation(house.invitation) is None


@pytest.mark.asvs("7.4.3")
def test_a_code_app_that_is_set_up_ends_the_other_sessions(house: House) -> None:
    before = key_of(house.acting)
    secret = house.acting.get(reverse("mfa_activate_totp")).context["form"].secret
    assert house.acting.post(reverse("mfa_activate_totp"), {"code": code_for(secret)}).status_code == 302
    assert Authenticator.objects.filter(user_id=house.ada.account_id, type="totp").exists()
    assert (opens(house.elsewhere), opens(house.acting)) == (False, True)
    assert key_of(house.acting) != before


@pytest.mark.asvs("7.3.1", "8.4.2")
@pytest.mark.parametrize(
    ("staff", "minutes", "is_in"),
    [
        ((), 14, True),
        ((), 24 * 60 * 29, True),
        ((), 24 * 60 * 31, False),
        (("moderator",), 14, True),
        (("moderator",), 16, False),
        (("administrator",), 16, False),
    ],
)
def test_a_session_that_is_not_used_ends(
    staff: tuple[str, ...], minutes: int, is_in: bool, time_machine: TimeMachineFixture
) -> None:
    browser = begun(staff)
    time_machine.move_to(now() + timedelta(minutes=minutes))
    assert opens(browser) is is_in


@pytest.mark.asvs("7.3.2", "8.4.2")
@pytest.mark.parametrize(("staff", "steps", "step"), [((), 5, 20 * 24 * 60), (("moderator",), 60, 13)])
def test_a_session_that_is_used_all_the_time_ends_too(
    staff: tuple[str, ...], steps: int, step: int, time_machine: TimeMachineFixture
) -> None:
    """90 days for members, 12 hours for staff."""
    browser = begun(staff)
    seen = []
    for _number in range(steps):
        time_machine.move_to(now() + timedelta(minutes=step))
        seen.append(opens(browser))
    lived = seen.index(False)
    assert lived * step <= (12 * 60 if staff else 90 * 24 * 60) < (lived + 1) * step


def begun(staff: tuple[str, ...]) -> Client:
    """Return a browser that has logged in by the front door."""
    persona = make_persona(account=make_account(staff=staff))
    browser = client_of(persona)
    session = browser.session
    sessions.begin(session, account=persona.account, persona_id=persona.id, user_agent="")
    session.save()
    return browser
