"""A form that takes a mail address says nothing of who has it: sign-up, its links, a new password, a new address."""

from copy import deepcopy
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from bedside.areas.people.models import AccountState, TakenHandle
from tests.factories import PASSWORD, make_account, make_persona
from tests.security.oracle.strict import Told, send, told
from tests.security.world import World

# All of one length, so that every length can be compared. `nobody` has none of these.
MAILS = {kind: f"mail-{kind[:6]:_<6}@mail.example" for kind in ("member", "unconfirmed", "suspended", "passwordless")}
FREE = "mail-free__@mail.example"
WRONG = "quite another pass phrase"
CHOSEN = "seven teal lanterns sway"
HANDLE = "oracle_heron"


@pytest.fixture
def addresses(world: World) -> World:
    """Give the site one account of each kind."""
    for kind, mail in MAILS.items():
        password = "" if kind == "passwordless" else PASSWORD
        account = make_account(mail=mail, confirmed=kind != "unconfirmed", password=password)
        make_persona(account=account, handle=f"o_{kind}", hidden=kind in ("unconfirmed", "suspended"))
        if kind == "suspended":
            account.state = AccountState.SUSPENDED
            account.save()
    return world


def told_of(browser: Client, mail: str, path: str, form: dict[str, Any] | None = None) -> Told:
    """Return the answer, and leave no trace of the request."""
    response = send(browser, "POST" if form is not None else "GET", path, form)
    return told(response, asked=[mail])


@pytest.mark.asvs("6.3.8")
@pytest.mark.parametrize("kind", MAILS)
def test_a_wrong_password_tells_nothing_of_the_address(kind: str, addresses: World) -> None:
    browser = addresses.browser("anonymous")
    one, other = (told_of(browser, mail, "/log-in/", {"mail": mail, "password": WRONG}) for mail in (MAILS[kind], FREE))
    assert one == other


def test_the_right_password_of_an_unconfirmed_account_is_a_wrong_one(addresses: World) -> None:
    browser = addresses.browser("anonymous")
    one, other = (
        told_of(browser, mail, "/log-in/", {"mail": mail, "password": PASSWORD})
        for mail in (MAILS["unconfirmed"], FREE)
    )
    assert one == other


@pytest.mark.parametrize("kind", MAILS)
def test_too_many_tries_tell_nothing_of_the_address(kind: str, addresses: World) -> None:
    browser = addresses.browser("anonymous")
    last = []
    for mail in (MAILS[kind], FREE):
        for _try in range(5):
            browser.post("/log-in/", {"mail": mail, "password": WRONG})
        last.append(told_of(browser, mail, "/log-in/", {"mail": mail, "password": WRONG}))
    assert last[0] == last[1]


@pytest.mark.asvs("6.3.8")
@pytest.mark.parametrize("kind", MAILS)
def test_asking_for_a_new_password_tells_nothing_of_the_address(kind: str, addresses: World) -> None:
    browser = addresses.browser("anonymous")
    one, other = (told_of(browser, mail, "/new-password/", {"mail": mail}) for mail in (MAILS[kind], FREE))
    assert one == other


@pytest.mark.parametrize("kind", MAILS)
def test_asking_once_too_often_tells_nothing_of_the_address(kind: str, addresses: World) -> None:
    browser = addresses.browser("anonymous")
    last = []
    for network, mail in enumerate((MAILS[kind], FREE)):
        browser.defaults["REMOTE_ADDR"] = f"203.0.{network}.9"  # the limit of a network is not what is compared
        for _try in range(3):
            browser.post("/new-password/", {"mail": mail})
        last.append(told_of(browser, mail, "/new-password/", {"mail": mail}))
    assert last[0] == last[1]


@pytest.mark.parametrize("kind", MAILS)
def test_asking_for_another_address_tells_nothing_of_who_has_it(kind: str, addresses: World) -> None:
    browser = addresses.browser("patient_stranger")
    one, other = (
        told_of(browser, mail, "/settings/mail/", {"mail": mail, "current": PASSWORD}) for mail in (MAILS[kind], FREE)
    )
    assert one == other


@pytest.mark.parametrize("kind", MAILS)
def test_the_settings_tell_nothing_of_an_address_that_was_asked_for(kind: str, addresses: World) -> None:
    pages = []
    for mail in (MAILS[kind], FREE):
        browser = addresses.browser("patient_stranger")
        with transaction.atomic():
            browser.post("/settings/mail/", {"mail": mail, "current": PASSWORD})
            pages.append((told_of(browser, mail, "/settings/"), told_of(browser, mail, "/settings/mail/")))
            transaction.set_rollback(True)
    assert pages[0] == pages[1]


# What somebody could do after a sign-up, in the same browser, to find out whether it made an account.
AFTERWARDS: dict[str, tuple[str, dict[str, Any] | None]] = {
    "the page that says to look into one's mail": ("/confirm/", None),
    "having the mail sent again": ("/confirm/", {}),
    "opening a made-up link": (f"/confirm/{'A' * 80}/", None),
    "pressing on a made-up link": (f"/confirm/{'A' * 80}/", {}),
    "a made-up link and the password": (f"/confirm/{'A' * 80}/", {"password": CHOSEN}),
    "a made-up link for a new password": (f"/new-password/{'A' * 80}/", {"password": CHOSEN}),
    "the first question": ("/sign-up/1/", None),
    "the last question": ("/sign-up/4/", None),
    "the page of the new persona": (f"/@{HANDLE}/", None),
    "searching for the new persona": (f"/search/?in=people&q={HANDLE}", None),
    "home": ("/", None),
}


@pytest.fixture
def hopeful(addresses: World) -> Client:
    """A browser in which three of the four questions are answered."""
    browser = addresses.browser("anonymous")
    browser.post("/sign-up/1/", {"month": "5", "year": "1980"})
    browser.post("/sign-up/2/", {"kind": "patient"})
    browser.post("/sign-up/3/", {"name": "Quiet Heron", "handle": HANDLE})
    return browser


def after(browser: Client, mail: str, path: str = "", form: dict[str, Any] | None = None) -> tuple[Told, ...]:
    """Sign up with `mail`, look at `path`, undo it all, and return both answers."""
    kept = deepcopy(browser.cookies)
    with transaction.atomic():
        first = told(browser.post("/sign-up/4/", {"mail": mail, "password": CHOSEN}), asked=[mail])
        second = told_of(browser, mail, path, form) if path else first
        transaction.set_rollback(True)
    browser.cookies = kept
    return first, second


@pytest.mark.asvs("6.3.8")
@pytest.mark.parametrize("kind", MAILS)
def test_signing_up_tells_nothing_of_the_address(kind: str, hopeful: Client) -> None:
    assert after(hopeful, MAILS[kind]) == after(hopeful, FREE)


@pytest.mark.parametrize("what", AFTERWARDS)
@pytest.mark.parametrize("kind", ["member", "suspended"])
def test_nothing_one_can_do_after_signing_up_tells_of_the_address(kind: str, what: str, hopeful: Client) -> None:
    path, form = AFTERWARDS[what]
    assert after(hopeful, MAILS[kind], path, form) == after(hopeful, FREE, path, form)


@pytest.mark.parametrize("kind", ["member", "unconfirmed"])
def test_the_password_chosen_at_sign_up_does_not_open_the_door_before_the_mail_is_read(
    kind: str, hopeful: Client
) -> None:
    one, other = (after(hopeful, mail, "/log-in/", {"mail": mail, "password": CHOSEN}) for mail in (MAILS[kind], FREE))
    assert one == other


def test_the_handle_of_a_sign_up_is_gone_whether_or_not_it_made_an_account(hopeful: Client) -> None:
    taken = []
    for mail in (MAILS["member"], FREE):
        with transaction.atomic():
            hopeful.post("/sign-up/4/", {"mail": mail, "password": CHOSEN})
            taken.append(TakenHandle.objects.filter(handle=HANDLE).exists())
            transaction.set_rollback(True)
    assert taken == [True, True]
