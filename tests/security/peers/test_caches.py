"""What the peers' caches gave to the wrong one, asked of Bedside with a cache in front that keeps all it may."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.security.test_caching_proxy import HEADERS, Proxy
from tests.security.world import World

OWNER, VISITOR = "patient_member", "anonymous"
MEMBERS = (OWNER, "carer", "steward")
OWN_PAGES = ("home", "notices", "settings", "drafts", "bookmarks", "contacts", "looks", "sessions", "personas")
OPEN_PAGES = ("home", "square", "help", "signin", "reset", "spaces", "search")
NONCE = re.compile(rb'nonce="[^"]*"|name="csrfmiddlewaretoken" value="[^"]*"')


def body(answer: tuple[int, bytes, bool]) -> bytes:
    """Return a page without what differs each time."""
    return NONCE.sub(b"", answer[1])


@pytest.mark.parametrize("route", OWN_PAGES)
def test_p102_behind_a_cache_everybody_gets_a_page_of_their_own(route: str, world: World) -> None:
    """Zulip Cloud, 18 March 2021: behind a cache up to 149 users got the pages of 26 others."""
    proxy, path = Proxy(), reverse(route)
    for who in (*MEMBERS, *reversed(MEMBERS)):
        alone = body(Proxy().get(world.browser(who), path))
        assert body(proxy.get(world.browser(who), path)) == alone, who
    assert (proxy.kept, proxy.cookies) == ({}, [])


@pytest.mark.parametrize("route", OWN_PAGES)
def test_p099b_after_a_member_a_visitor_gets_a_visitors_page(route: str, world: World) -> None:
    """Takahe ac54c7f: pages of signed-in members are cached."""
    proxy, path = Proxy(), reverse(route)
    alone = body(Proxy().get(world.browser(VISITOR), path))
    member = proxy.get(world.browser(OWNER), path)
    assert (member[0], body(member) == alone) == (200, False)
    assert body(proxy.get(world.browser(VISITOR), path)) == alone


@pytest.mark.parametrize("route", OPEN_PAGES)
def test_p080_after_a_strange_visitor_the_next_gets_the_usual_page(route: str, world: World) -> None:
    """CVE-2025-23023: the cache for visitors is poisoned by headers, and keeps errors."""
    path = reverse(route)
    usual = body(Proxy().get(world.browser(VISITOR), path))
    for name, value in HEADERS.items():
        proxy = Proxy()
        proxy.get(Client(raise_request_exception=False, headers={name: value}), path)
        assert body(proxy.get(world.browser(VISITOR), path)) == usual, name


@pytest.mark.parametrize(
    "path", ["/no/such/page/", "/settings/", "/log-out/", "/static/no-such.css", "/square", "/%00/"]
)
def test_p080_an_error_is_not_kept(path: str, world: World) -> None:
    """CVE-2025-23023: the cache for visitors is poisoned by headers, and keeps errors."""
    proxy = Proxy()
    status, _page, _kept = proxy.get(world.browser(VISITOR), path)
    assert (status == 200, proxy.kept) == (False, {})
