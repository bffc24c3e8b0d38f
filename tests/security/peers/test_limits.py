"""What went wrong with the peers' limits, asked of Bedside at the addresses that visitors use."""

import pytest
from django.test import Client
from django.urls import reverse

from bedside.areas.people.actions import limits
from bedside.areas.people.actions.site import setup_token
from bedside.areas.people.models import Account, Persona
from bedside.policy.limits import LIMITS, LOG_IN_NETWORK, RESET_NETWORK, SET_UP, Limit
from tests.areas.people.mailbox import run_mail_jobs
from tests.doors.web.test_mfa import MAIL
from tests.factories import PASSWORD, add_second_lock, client_of, make_account, make_persona
from tests.security.limits.test_addresses import CLAIMS, TRUSTED
from tests.security.limits.test_routes import limit_of, visitors_forms

pytestmark = pytest.mark.django_db
PEER, NETWORK, ELSEWHERE = "198.51.100.7", "198.51.100.0/24", "203.0.113.9"
WRONG = {"mail": MAIL, "password": "not this one at all"}
RIGHT = {"mail": MAIL, "password": PASSWORD}


@pytest.fixture
def ada() -> Persona:
    return make_persona(handle="ada", account=make_account(mail=MAIL, password=PASSWORD))


def use_up(limit: Limit, value: str = NETWORK) -> None:
    """Spend all tries of a limit."""
    for _try in range(limit.tries):
        assert not limits.spend(limit, value=value).refused


def from_network(number: int) -> Client:
    """Return a browser in another network for each number."""
    return Client(REMOTE_ADDR=f"203.0.{number}.9")


@pytest.mark.parametrize(
    "path", ["/log-in/", "/log-in/?a=1", "/log-in", "/log-in//", "/LOG-IN/", "/./log-in/", "/log%2din/"]
)
def test_p019_no_spelling_of_an_address_goes_round_its_limit(path: str, ada: Persona) -> None:
    """CVE-2025-54879: the limiter watches the wrong path."""
    use_up(LOG_IN_NETWORK)
    browser = Client(REMOTE_ADDR=PEER)
    form, kind = f"mail={MAIL}&password={PASSWORD}", "application/x-www-form-urlencoded"
    told = [browser.generic(method, path, form, content_type=kind).status_code for method in ("POST", "PUT", "PATCH")]
    assert told in ([429] * 3, [301] * 3, [404] * 3)
    assert browser.get(reverse("settings")).status_code == 302


def test_p020_no_form_that_a_visitor_may_send_is_without_a_limit() -> None:
    """CVE-2025-27157: a set-up route has no limit."""
    routes = list(visitors_forms())
    assert {"setup", "signin", "signup_step"} <= {route.name for route in routes}
    assert [route.name for route in routes if limit_of(route) not in LIMITS] == []


def test_p020_the_first_set_up_is_not_tried_without_end() -> None:
    """CVE-2025-27157: a set-up route has no limit."""
    for _try in range(SET_UP.tries):
        answer = Client(REMOTE_ADDR=PEER).post(reverse("setup", args=["x" * 60]), {"name": "Mine"})
        assert answer.status_code == 404
    for token in ("x" * 60, "y" * 60, setup_token()):
        assert Client(REMOTE_ADDR=PEER).post(reverse("setup", args=[token]), {"name": "Mine"}).status_code == 429


@pytest.mark.parametrize("claim", CLAIMS)
def test_p021_who_claims_to_be_elsewhere_is_counted_where_it_is(claim: str, ada: Persona) -> None:
    """CVE-2023-49952: a limit is evaded by a forged header."""
    use_up(LOG_IN_NETWORK)
    for number in range(3):
        said = f"203.0.{number}.9"
        forged = {claim: f"for={said}" if claim == "HTTP_FORWARDED" else f"{said}, 127.0.0.1"}
        with TRUSTED:
            assert Client(REMOTE_ADDR=PEER, **forged).post(reverse("signin"), RIGHT).status_code == 429
    assert Client(REMOTE_ADDR=ELSEWHERE).post(reverse("signin"), RIGHT).status_code == 302


def test_p022_the_old_password_is_asked_a_few_times_wherever_one_comes_from(ada: Persona) -> None:
    """GHSA-q3rg-xx5v-4mxh: passwords can be tried without limit where one changes the password."""
    jar, told = client_of(ada).cookies, []
    routes = ("settings_password", "settings_mail", "account_reauthenticate")
    for number in range(6):
        browser = from_network(number)
        browser.cookies = jar
        form = {"current": "not this one at all", "password": "seven teal lanterns sway", "mail": "b@mail.example"}
        told.append(browser.post(reverse(routes[number % 3]), form).status_code)
    assert told == [422] * 5 + [429]


def test_p023_one_account_from_many_networks(ada: Persona) -> None:
    """CVE-2022-2166: one may try passwords without end."""
    told = [from_network(number).post(reverse("signin"), WRONG).status_code for number in range(6)]
    assert told == [422] * 5 + [429]
    assert from_network(6).post(reverse("signin"), RIGHT).status_code == 429


def test_p023_many_accounts_from_one_network(ada: Persona) -> None:
    """CVE-2022-2166: one may try passwords without end."""
    for _try in range(LOG_IN_NETWORK.tries - 1):
        limits.spend(LOG_IN_NETWORK, value=NETWORK)
    told = [
        Client(REMOTE_ADDR=f"198.51.100.{number}").post(reverse("signin"), WRONG | {"mail": f"m{number}@mail.example"})
        for number in range(3)
    ]
    assert [answer.status_code for answer in told] == [422, 429, 429]
    assert Client(REMOTE_ADDR=ELSEWHERE).post(reverse("signin"), RIGHT).status_code == 302


def test_p100b_codes_are_counted_for_the_account_in_every_network(ada: Persona) -> None:
    """BookWyrm CVE-2022-35925: signing in has no limit."""
    add_second_lock(Account.objects.get(id=ada.account_id))
    told = []
    for number in range(6):
        browser = from_network(number)
        browser.post(reverse("signin"), RIGHT)
        told.append(browser.post(reverse("mfa_authenticate"), {"code": "000000"}).status_code)
        assert browser.get(reverse("settings")).status_code == 302
    assert told[5] == 429


def test_p100b_links_are_counted_for_the_network_whoever_they_are_for(ada: Persona) -> None:
    """BookWyrm CVE-2022-35925: signing in has no limit."""
    for number in range(RESET_NETWORK.tries):
        answer = Client(REMOTE_ADDR=PEER).post(reverse("reset"), {"mail": f"m{number}@mail.example"})
        assert answer.status_code != 429
    assert Client(REMOTE_ADDR=PEER).post(reverse("reset"), {"mail": MAIL}).status_code == 429
    assert run_mail_jobs() == []
