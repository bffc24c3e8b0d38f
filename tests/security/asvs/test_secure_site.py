"""What a site has before anybody touches it: its settings behind TLS, its secrets, and nobody in it."""

import json
import os
import stat
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.test import Client, override_settings
from django.urls import reverse
from time_machine import TimeMachineFixture

from bedside.areas.people import names, tokens
from bedside.areas.people.models import Account
from bedside.kit.clock import now
from bedside.kit.errors import Refused
from bedside.kit.vault import KEY_BYTES
from bedside.site.config import Config, load_secrets
from tests.factories import PASSWORD, make_account, make_persona
from tests.shape.source import HOUSE, ROOT

COOKIES = ("SESSION_COOKIE", "CSRF_COOKIE", "KNOWN_COOKIE", "THEME_COOKIE")
ASKED = [
    f"{cookie}_{part}" for cookie in COOKIES for part in ("NAME", "SECURE", "HTTPONLY", "SAMESITE", "DOMAIN", "PATH")
]
PRINT = f"""
import json
from django.conf import settings
asked = {[*ASKED, "DEBUG", "SECURE_HSTS_SECONDS", "EMAIL_USE_TLS"]!r}
print(json.dumps({{name: getattr(settings, name, None) for name in asked}}))
"""


@pytest.fixture(scope="module")
def behind_tls(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Return the settings that a process of a real site has: made anew, since they are read once when it starts."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith("BEDSIDE_")}
    environ |= {
        "BEDSIDE_DATA": str(tmp_path_factory.mktemp("site")),
        "BEDSIDE_URL": "https://community.example",
        "DJANGO_SETTINGS_MODULE": "bedside.site.settings",
        "PYTHONPATH": str(ROOT / "src"),
    }
    done = subprocess.run(
        [sys.executable, "-c", PRINT], env=environ, capture_output=True, text=True, timeout=60, check=True
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.asvs("3.3.1", "3.3.3")
@pytest.mark.parametrize("cookie", COOKIES)
def test_a_cookie_of_a_site_with_tls_is_bound_to_it_by_its_name(cookie: str, behind_tls: dict[str, Any]) -> None:
    assert behind_tls[f"{cookie}_NAME"].startswith("__Host-")
    assert behind_tls[f"{cookie}_DOMAIN"] is None
    assert behind_tls[f"{cookie}_PATH"] in (None, "/")


@pytest.mark.asvs("3.3.1", "3.3.2", "3.3.4")
@pytest.mark.parametrize("cookie", ["SESSION_COOKIE", "CSRF_COOKIE"])
def test_the_cookies_of_sessions_and_forms_are_for_tls_and_this_site_alone(
    cookie: str, behind_tls: dict[str, Any]
) -> None:
    said = {part: behind_tls[f"{cookie}_{part}"] for part in ("SECURE", "HTTPONLY", "SAMESITE")}
    assert said == {"SECURE": True, "HTTPONLY": True, "SAMESITE": "Lax"}


@pytest.mark.django_db
@pytest.mark.asvs("3.3.1", "3.3.2", "3.3.4")
def test_every_cookie_that_is_set_goes_over_tls_alone() -> None:
    """Those of the form, the session, the browser that is known again, and the theme."""
    account = make_account(mail="ada@mail.example", password=PASSWORD)
    make_persona(account=account)
    with override_settings(SESSION_COOKIE_SECURE=True, CSRF_COOKIE_SECURE=True):
        browser = Client()
        browser.get(reverse("signin"))
        browser.post(reverse("signin"), {"mail": "ada@mail.example", "password": PASSWORD})
        browser.post(reverse("theme"), {"theme": "dark"})
    wanted = {getattr(settings, f"{cookie}_NAME") for cookie in COOKIES}
    assert set(browser.cookies) == wanted
    for name, cookie in browser.cookies.items():
        assert (cookie["secure"], cookie["httponly"], cookie["samesite"]) == (True, True, "Lax"), name
        assert (cookie["domain"], cookie["path"]) == ("", "/"), name


@pytest.mark.asvs("13.4.2")
def test_debugging_and_the_demo_are_off_unless_somebody_asks(behind_tls: dict[str, Any]) -> None:
    assert (behind_tls["DEBUG"], Config().debug, Config().demo) == (False, False, False)


@pytest.mark.asvs("12.3.1")
def test_mail_goes_over_tls(behind_tls: dict[str, Any]) -> None:
    assert behind_tls["EMAIL_USE_TLS"] is True


@pytest.mark.asvs("15.2.3")
def test_neither_tests_nor_a_debugger_nor_djangos_admin_are_installed() -> None:
    installed = {app.name for app in apps.get_app_configs()}
    assert not {name for name in installed if "debug" in name or "admin" in name or "test" in name}
    assert list(HOUSE.rglob("test_*.py")) == []


@pytest.mark.django_db
@pytest.mark.asvs("6.3.2")
def test_a_new_site_has_no_account() -> None:
    assert not Account.objects.exists()


@pytest.mark.asvs("13.2.3", "13.3.1")
def test_each_site_makes_secrets_of_its_own(tmp_path: Path) -> None:
    one, other = (load_secrets(tmp_path / name) for name in ("one", "other"))
    assert one.session_key != other.session_key
    assert len(one.session_key) >= 64
    keys = [*one.keyring.master.values(), one.keyring.index, *other.keyring.master.values(), other.keyring.index]
    assert len(set(keys)) == len(keys)
    assert {len(key) for key in keys} == {KEY_BYTES}


@pytest.mark.asvs("13.3.1", "13.3.2")
def test_the_file_of_secrets_is_its_owners_alone(tmp_path: Path) -> None:
    load_secrets(tmp_path)
    assert stat.S_IMODE((tmp_path / "secrets.toml").stat().st_mode) == 0o600


@pytest.mark.asvs("13.3.1")
def test_no_secret_is_printed_with_the_settings() -> None:
    assert "told" not in repr(Config(mail_password="told"))


@pytest.mark.django_db
@pytest.mark.asvs("6.4.1")
def test_a_link_that_confirms_an_address_ends_after_three_days(time_machine: TimeMachineFixture) -> None:
    account = make_account(confirmed=False, password=PASSWORD)
    link = tokens.make("confirm", account=account)
    assert tokens.read("confirm", link) == account
    time_machine.move_to(now() + timedelta(days=3, minutes=1))
    with pytest.raises(tokens.LinkOver):
        tokens.read("confirm", link)


@pytest.mark.asvs("1.3.11")
@pytest.mark.parametrize(
    "sign", ["\n", "\r", "\r\nBcc: eve@evil.example\r\n", "\u2028", "\x0b", ",eve@evil.example", ";"]
)
def test_an_address_cannot_add_a_line_or_somebody_to_a_mail(sign: str) -> None:
    for mail in (f"ada{sign}x@mail.example", f"ada@mail{sign}x.example", f"ada@mail.example{sign}x"):
        with pytest.raises(Refused):
            names.clean_mail(mail)
