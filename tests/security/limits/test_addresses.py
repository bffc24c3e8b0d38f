"""Where a request comes from: what our own proxies say, and nothing that a visitor claims (P021)."""

from dataclasses import replace
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client, override_settings

from bedside.areas.people.actions import limits
from bedside.areas.people.models import Attempt
from bedside.doors.web.network import network_of, settle
from bedside.policy.limits import LOG_IN_NETWORK
from bedside.site.config import BadSettings, load

TRUSTED = override_settings(CONFIG=replace(settings.CONFIG, trusted_proxies="127.0.0.1, 10.0.0.0/8"))
CLAIMS = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP", "HTTP_X_CLIENT_IP")
WRONG = {"mail": "nobody@mail.example", "password": "quite another pass phrase"}


@pytest.mark.asvs("15.3.4")
@pytest.mark.parametrize(
    ("peer", "said", "visitor"),
    [
        ("203.0.113.9", "198.51.100.1", "203.0.113.9"),  # a stranger claims
        ("127.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("127.0.0.1", "192.0.2.66, 198.51.100.1", "198.51.100.1"),  # what stands left anybody can write
        ("127.0.0.1", "192.0.2.66, 198.51.100.1, 10.1.2.3", "198.51.100.1"),  # two proxies of ours
        ("127.0.0.1", "10.1.2.3", "10.1.2.3"),
        ("127.0.0.1", "198.51.100.1:4711", "198.51.100.1"),
        ("127.0.0.1", "[2001:db8::7]:4711", "2001:db8::7"),
        ("127.0.0.1", "::ffff:198.51.100.1", "198.51.100.1"),
        ("127.0.0.1", "198.51.100.1, rubbish", "127.0.0.1"),
        ("127.0.0.1", "rubbish, 198.51.100.1", "198.51.100.1"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("::ffff:127.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("", "198.51.100.1", "unknown"),
    ],
)
def test_the_rightmost_address_that_is_not_ours_counts(peer: str, said: str, visitor: str) -> None:
    with TRUSTED:
        assert settle({"REMOTE_ADDR": peer, "HTTP_X_FORWARDED_FOR": said}) == visitor


@pytest.mark.asvs("4.1.3", "15.3.4")
@pytest.mark.parametrize("claim", [*CLAIMS, "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST", "HTTP_X_ORIGINAL_URL"])
def test_what_a_stranger_claims_is_taken_out_of_the_request(claim: str) -> None:
    environ: dict[str, Any] = {"REMOTE_ADDR": "203.0.113.9", claim: "198.51.100.1"}
    with TRUSTED:
        settle(environ)
    assert environ == {"REMOTE_ADDR": "203.0.113.9"}


def test_a_proxy_of_ours_says_that_the_visitor_came_by_https() -> None:
    environ: dict[str, Any] = {"REMOTE_ADDR": "10.9.9.9", "HTTP_X_FORWARDED_PROTO": "https"}
    with TRUSTED:
        settle(environ)
    assert environ["HTTP_X_FORWARDED_PROTO"] == "https"


@pytest.mark.django_db
def test_a_stranger_who_says_https_is_not_believed() -> None:
    answer = Client(REMOTE_ADDR="203.0.113.9").get("/help/", headers={"X-Forwarded-Proto": "https"})
    assert answer.wsgi_request.scheme == "http"


@pytest.mark.asvs("4.1.3", "15.3.4")
@pytest.mark.django_db
@pytest.mark.parametrize("claim", CLAIMS)
def test_a_forged_header_gives_no_fresh_tries(claim: str) -> None:
    """P021: the limit is not evaded by a header."""
    for _try in range(50):
        limits.spend(LOG_IN_NETWORK, value="203.0.113.0/24")
    said = {claim: "for=198.51.100.1" if claim == "HTTP_FORWARDED" else "198.51.100.1"}
    forger = Client(REMOTE_ADDR="203.0.113.9", **said)
    assert forger.post("/log-in/", WRONG).status_code == 429


@pytest.mark.django_db
def test_visitors_behind_a_proxy_of_ours_are_counted_apart() -> None:
    for _try in range(50):
        limits.spend(LOG_IN_NETWORK, value="198.51.100.0/24")
    with TRUSTED:
        last = Client(REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR="198.51.100.1").post("/log-in/", WRONG)
        other = Client(REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR="203.0.113.9").post("/log-in/", WRONG)
    assert (last.status_code, other.status_code) == (429, 422)


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.9", "203.0.113.0/24"),
        ("2001:db8:1:2::3", "2001:db8:1::/48"),
        ("::ffff:203.0.113.9", "203.0.113.0/24"),
        ("fe80::1%eth0", "fe80::/48"),
        ("unknown", "unknown"),
    ],
)
def test_tries_are_counted_for_a_whole_network(address: str, network: str) -> None:
    assert network_of(address) == network


@pytest.mark.asvs("14.2.6")
@pytest.mark.django_db
def test_no_address_stands_in_the_database() -> None:
    before = Attempt.objects.count()
    Client(REMOTE_ADDR="203.0.113.9").post("/log-in/", WRONG)
    assert Attempt.objects.count() == before + 2
    with connection.cursor() as cursor:
        cursor.execute("SELECT a::text FROM people_attempt a")
        rows = " ".join(row for (row,) in cursor.fetchall())
    for trace in ("203.0.113", b"203.0.113.9".hex(), b"203.0.113.0/24".hex(), "mail.example"):
        assert trace not in rows


@pytest.mark.parametrize("value", ["the proxy", "10.0.0.1/8", "10.0.0.0/33"])
def test_a_proxy_that_is_no_address_stops_the_start(value: str) -> None:
    with pytest.raises(BadSettings, match="TRUSTED_PROXIES"):
        load({"BEDSIDE_TRUSTED_PROXIES": value})


def test_the_limits_of_the_site_are_on() -> None:
    """No test switches them off: the settings of the tests are those of the site."""
    assert "bedside.doors.web.middleware.limits.ToldLimits" in settings.MIDDLEWARE
    assert settings.MIDDLEWARE[0] == "bedside.doors.web.middleware.network.KnownNetwork"
