"""A naive caching proxy stands in front of the site: nobody gets what it kept of another's page (P080, P102).

It keeps every answer that its headers do not forbid to keep, by the address alone, as the worst of them do.
"""

from dataclasses import dataclass, field
from typing import Any

import pytest
from django.conf import settings
from django.test import Client, override_settings

from tests.security.answers import content, plain
from tests.security.matrix.cases import CASES, Case
from tests.security.matrix.table import Row, rows
from tests.security.world import World

LOOKS = [row for row in rows() if row.method == "GET"]
MEMBERS = ("patient_member", "carer")
EVERYBODY = (*MEMBERS, "anonymous")
# Made to be kept, since machines elsewhere check badges by them: the same for everybody.
OF_NOBODY = {"did", "status_list"}
FORBIDS = ("no-store", "private", "no-cache")
HEADERS = {
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Prefix": "/evil",
    "X-Original-URL": "/settings/",
    "X-Rewrite-URL": "/settings/",
    "X-HTTP-Method-Override": "DELETE",
    "Forwarded": "host=evil.example;proto=https",
    "X-Real-IP": "203.0.113.9",
    "Accept": "application/json, image/*;q=0.1",
    "Accept-Language": "xx-evil, de;q=0.9",
    "Accept-Encoding": "evil",
    "Range": "bytes=0-3",
    "If-None-Match": "*",
    "If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT",
    "User-Agent": "<script>evil</script>",
    "Referer": "https://evil.example/",
    "Origin": "https://evil.example",
    "Via": "1.1 evil.example",
    "Cookie": "bedside-theme=evil; evil=1",
}


@dataclass
class Proxy:
    """Hands on what it kept, else asks the site."""

    kept: dict[str, Any] = field(default_factory=dict)
    cookies: list[str] = field(default_factory=list)  # that came with an answer which was kept

    def get(self, browser: Client, path: str) -> tuple[int, bytes, bool]:
        """Return status and body, and whether they came out of the cache."""
        if path in self.kept:
            return *self.kept[path], True
        answer = browser.get(path)
        status, body = answer.status_code, content(answer)
        if not any(word in answer.headers.get("Cache-Control", "") for word in FORBIDS):
            self.kept[path] = (status, body)
            self.cookies += [f"{path}: {name}" for name in answer.cookies]
        return status, body, False


@pytest.fixture(scope="module")
def proxy() -> Proxy:
    """Give the one proxy that stands in front of everybody."""
    return Proxy()


@pytest.mark.asvs("14.2.2", "14.2.5")
@pytest.mark.parametrize("row", LOOKS, ids=str)
def test_nobody_gets_the_page_of_another(row: Row, world: World, proxy: Proxy) -> None:
    """P102: two members and a visitor, one after the other, on every page."""
    give = CASES.get((row.method, row.route, row.object))
    path = (give(world) if give is not None else Case()).path(row.route)
    kept = [who for who in EVERYBODY if proxy.get(world.browser(who), path)[2]]
    assert kept == [] or row.route in OF_NOBODY
    assert proxy.cookies == []


def test_what_may_be_kept_is_the_same_for_everybody(world: World) -> None:
    for row in (row for row in LOOKS if row.route in OF_NOBODY and row.cells["anonymous"] == "F"):
        give = CASES.get((row.method, row.route, row.object))
        path = (give(world) if give is not None else Case()).path(row.route)
        assert len({content(world.browser(who).get(path)) for who in EVERYBODY}) == 1, row


def test_the_proxy_would_keep_what_it_may(world: World) -> None:
    """The test above can fail: without the header the second visitor gets the page of the first."""
    proxy, path = Proxy(), "/settings/"
    headers = "bedside.doors.web.middleware.headers.SafeHeaders"
    middleware = [name for name in settings.MIDDLEWARE if name != headers]
    member = Client()
    member.cookies = world.browser("patient_member").cookies
    with override_settings(MIDDLEWARE=["tests.security.test_caching_proxy.with_nonce", *middleware]):
        first = proxy.get(member, path)
        second = proxy.get(Client(), path)
    assert (second[1], second[2]) == (first[1], True)


def with_nonce(get_response: Any) -> Any:
    """Stand in for the middleware of headers, without its headers."""

    def answer(request: Any) -> Any:
        request.csp_nonce = "nonce"
        return get_response(request)

    return answer


@pytest.mark.asvs("4.1.3")
@pytest.mark.parametrize("header", HEADERS)
@pytest.mark.parametrize("path", ["/", "/square/", "/help/", "/log-in/", "/treatments/", "/no/such/page/"])
def test_what_a_visitor_sends_along_changes_no_page_for_others(path: str, header: str, world: World) -> None:
    """P080."""
    usual = plain(world.browser("anonymous").get(path))
    strange = plain(world.browser("anonymous").get(path, headers={header: HEADERS[header]}))
    assert (strange.status, strange.body) == (usual.status, usual.body)


@pytest.mark.asvs("14.2.5")
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/no/such/page/"),
        ("GET", "/log-out/"),
        ("GET", "/settings/"),
        ("POST", "/log-in/"),
        ("DELETE", "/help/"),
        ("GET", "/static/no-such-file.css"),
        ("GET", "/square"),
    ],
)
def test_what_did_not_go_well_is_never_kept(method: str, path: str, world: World) -> None:
    """P080: every answer that is no success forbids to keep it."""
    answer = world.browser("anonymous").generic(method, path)
    assert not 200 <= answer.status_code < 300
    assert answer.headers["Cache-Control"] == "private, no-store"
