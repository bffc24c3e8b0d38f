"""Passkeys with Chromium's own virtual authenticator, a code app with computed codes, and where one is logged in."""

import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Browser

from tests.factories import PASSWORD
from tests.stories.house import House
from tests.stories.person import Person, person

pytestmark = pytest.mark.browser

STEP = 30  # seconds that a code lives
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def code_for(secret: str, *, step: int) -> str:
    """Return the code of a moment, counted in steps from now. The site takes a code once, and its neighbours."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // STEP + step)))


def logs_out(her: Person) -> None:
    """End this session, by the menu of the persona."""
    her.page.locator("details.switch > summary").click()
    with her.page.expect_navigation():
        her.page.get_by_role("button", name="Log out").click()


def shows_it_is_her(her: Person) -> None:
    """Type the password before something that matters."""
    her.sees("Is it you?")
    her.fills(Your_password=PASSWORD)
    her.presses("Go on")


def test_a_passkey_is_made_and_logs_in(browser: Browser, site: House) -> None:
    with person(browser, site, look=False) as her:
        session = her.page.context.new_cdp_session(her.page)
        session.send("WebAuthn.enable")
        session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
        her.logs_in("keyholder@mail.example")
        her.goes("/settings/log-in/passkeys/add/")
        shows_it_is_her(her)
        her.fills(A_name_for_it="My phone")
        her.presses("Make the passkey")
        her.goes("/settings/log-in/passkeys/")
        her.sees("My phone")
        logs_out(her)
        her.goes("/log-in/")
        her.follows("Log in with a passkey")
        her.presses("Use my passkey")
        her.goes("/settings/")
        her.sees("keyholder@mail.example")


def test_a_code_app_is_set_up_and_asked_for(browser: Browser, site: House) -> None:
    with person(browser, site, look=False) as her:
        her.logs_in("tansy@mail.example")
        her.goes("/settings/log-in/app/")
        shows_it_is_her(her)
        secret = her.main.locator("code").inner_text()
        her.fills(Code=code_for(secret, step=0))
        her.presses("Switch it on")
        her.goes("/settings/log-in/")
        her.sees("We ask for a code after your password.")
        logs_out(her)
        her.logs_in("tansy@mail.example")
        her.sees("Type your code")
        her.looks()  # the walk over the screens does not come here
        her.fills(Code=code_for(secret, step=1))
        her.presses("Go on")
        her.goes("/settings/")
        her.sees("tansy@mail.example")


def test_a_session_elsewhere_is_listed_and_ended(browser: Browser, site: House) -> None:
    with person(browser, site, look=False) as here, person(browser, site, look=False) as there:
        for one in (here, there):
            one.logs_in("brook@mail.example")
        here.goes("/settings/sessions/")
        here.presses("End it")
        here.sees("That session has ended.")
        there.goes("/settings/")
        there.sees("Password")
        assert "/log-in/" in there.page.url
