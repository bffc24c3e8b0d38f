"""Headers of every answer, and hosts: no page names one that is not ours (security.md section 10)."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client, override_settings

from tests.security.answers import content
from tests.security.matrix.cases import CASES, Case
from tests.security.matrix.table import Row, rows
from tests.security.world import World

# The one page that is made to stand in a frame of another site: tests/doors/web/test_directory.py looks at its headers.
FRAMED = "directory_embed"
LOOKS = [row for row in rows() if row.method == "GET" and row.route != FRAMED]
# Public and the same for all who ask: machines elsewhere check badges by them.
MAY_BE_KEPT = {"did": "public, max-age=300", "status_list": "public, max-age=60"}
WHO = ("anonymous", "patient_member")
# An address in anything that a browser follows or loads by itself.
FOREIGN = re.compile(
    rb"""(?:href|src|srcset|action|formaction|poster|data|cite|content|url)\s*[=(]\s*["']?\s*((?:https?:)?//[^"'\s>)]+)""",
    re.I,
)
OURS = (b"http://testserver", b"http://localhost")
# A link that somebody presses to leave the site, to the page of a listed handle: it tells nobody where they came from.
LEAVING = re.compile(rb"""<a class="btn line" href="https://[^"]*" rel="nofollow noopener noreferrer">""")
UNSAFE = re.compile(rb"<[^>]*\s(?:style|on[a-z]+)\s*=|<style\b|=\s*[\"']?\s*javascript:", re.I)


def answers(world: World, row: Row) -> Iterator[tuple[str, Any]]:
    """Yield who asked and what they got."""
    give = CASES.get((row.method, row.route, row.object))
    case = give(world) if give is not None else Case()
    for who in WHO:
        yield who, world.browser(who).get(case.path(row.route))


@pytest.mark.asvs("3.2.1", "3.4.4", "3.4.5", "14.2.3", "14.3.1", "14.3.2")
@pytest.mark.parametrize("row", LOOKS, ids=str)
def test_every_answer_is_guarded_and_names_no_other_host(row: Row, world: World) -> None:
    kept = MAY_BE_KEPT.get(row.route) if row.object != "other" else None
    told = [f"may be kept: {kept}"] if kept else []
    for who, response in answers(world, row):
        assert faults(response) == told, who


@pytest.mark.parametrize("row", [row for row in LOOKS if row.route in MAY_BE_KEPT and row.object != "other"], ids=str)
def test_what_may_be_kept_is_the_same_for_all_who_ask_and_sets_no_cookie(row: Row, world: World) -> None:
    given = [response for _, response in answers(world, row)]
    assert all(not response.cookies for response in given)
    if row.route == "did":
        assert len({content(response) for response in given}) == 1


def faults(response: Any) -> list[str]:
    """Return what is missing or too much in an answer."""
    headers, body = response.headers, content(response)
    found = [
        f"{name}: {headers.get(name)}"
        for name, wanted in {
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
            "Cross-Origin-Opener-Policy": "same-origin",
        }.items()
        if headers.get(name) != wanted
    ]
    policy = headers.get("Content-Security-Policy", "")
    if "default-src 'self'" not in policy and policy != "sandbox; default-src 'none'":
        found.append(f"policy: {policy}")
    if "unsafe" in policy or "http" in policy or "*" in policy:
        found.append(f"policy opens something: {policy}")
    if "no-store" not in headers.get("Cache-Control", ""):
        found.append(f"may be kept: {headers.get('Cache-Control')}")
    # Other sites learn nothing from either; under the first, browsers hide the origin of our own forms from us too.
    if headers.get("Referrer-Policy") not in ("no-referrer", "same-origin"):
        found.append(f"Referrer-Policy: {headers.get('Referrer-Policy')}")
    if "Permissions-Policy" not in headers:
        found.append("no permissions policy")
    if headers["Content-Type"].startswith("text/html"):
        found += [hit.decode() for hit in FOREIGN.findall(LEAVING.sub(b"", body)) if not hit.startswith(OURS)]
        found += [hit.decode() for hit in UNSAFE.findall(body)]
    return found


@pytest.mark.asvs("3.4.4", "14.3.2")
@pytest.mark.parametrize(
    ("path", "status"),
    [("/no/such/page", 404), ("/posts/404404404/", 404), ("/log-out/", 405), ("/spaces/new/", 404)],
)
def test_errors_are_guarded_as_well(path: str, status: int, world: World) -> None:
    response = world.browser("patient_member").get(path)
    assert (response.status_code, faults(response)) == (status, [])


@pytest.mark.asvs("3.5.1")
def test_a_form_without_its_token_is_refused_with_the_same_headers(world: World) -> None:
    response = Client(enforce_csrf_checks=True).post("/log-in/", {"mail": "a@mail.example", "password": "b"})
    assert (response.status_code, faults(response)) == (403, [])


@pytest.mark.asvs("13.4.2", "16.5.1", "16.5.4")
def test_a_fault_of_ours_is_guarded_and_tells_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    from bedside.areas.people import queries

    def broken() -> None:
        raise RuntimeError("secret-of-the-house")

    monkeypatch.setattr(queries, "has_administrator", broken)
    with override_settings(DEBUG=False):
        response = world.browser("anonymous").get(f"/setup/{world.things['setup']}/")
    assert (response.status_code, faults(response)) == (500, [])
    assert b"secret-of-the-house" not in response.content


@pytest.mark.asvs("3.4.3")
def test_every_page_has_a_fresh_nonce(world: World) -> None:
    browser = world.browser("anonymous")
    policies = {browser.get("/help/").headers["Content-Security-Policy"] for _ in range(3)}
    assert len(policies) == 3


def test_cookies_are_for_this_site_alone(world: World) -> None:
    response = world.browser("anonymous").get("/sign-up/1/")
    world.browser("anonymous").post("/sign-up/1/", {"month": "5", "year": "1980"})
    for name, cookie in response.cookies.items():
        assert cookie["samesite"] in ("Lax", "Strict"), name
        assert cookie["httponly"], name
        assert not cookie["domain"], name


@pytest.mark.asvs("3.4.1")
def test_a_site_with_tls_says_that_it_has_nothing_else(world: World) -> None:
    """Security.md section 10: for a year."""
    with override_settings(CONFIG=replace(settings.CONFIG, url="https://community.example")):
        response = world.browser("anonymous").get("/help/")
    assert response.headers["Strict-Transport-Security"] == "max-age=31536000"


def test_a_site_without_tls_promises_none(world: World) -> None:
    assert "Strict-Transport-Security" not in world.browser("anonymous").get("/help/").headers


def test_no_device_is_asked_of_a_browser(world: World) -> None:
    said = world.browser("anonymous").get("/help/").headers["Permissions-Policy"]
    assert all(part.endswith("=()") for part in said.split(", "))
    assert {"camera=()", "microphone=()", "geolocation=()", "payment=()", "usb=()"} <= set(said.split(", "))


def test_static_files_are_guarded_as_well(db: None, tmp_path: Path) -> None:
    (tmp_path / "sheet.css").write_text("p { color: teal }")
    with override_settings(STATIC_ROOT=str(tmp_path)):
        browser = Client()  # its middleware looks for files when it is made
        response = browser.get("/static/sheet.css")
        again = browser.get("/static/sheet.css", headers={"If-Modified-Since": response.headers["Last-Modified"]})
    assert (response.status_code, again.status_code) == (200, 304)
    assert [fault for fault in faults(response) if not fault.startswith("may be kept")] == []
    assert (response.headers["Cache-Control"], again.headers["Cache-Control"]) == ("max-age=60, public",) * 2
    assert not response.cookies


@pytest.mark.parametrize("header", ["X-Forwarded-Host", "X-Original-URL", "X-Rewrite-URL", "Forwarded"])
def test_a_header_of_the_visitor_changes_no_page(header: str, world: World) -> None:
    """Security.md P080: nothing that a stranger sends along stands in a page for others."""
    response = world.browser("anonymous").get("/log-in/", headers={header: "evil.example"})
    assert b"evil.example" not in response.content


def test_a_host_that_is_not_ours_is_refused(world: World) -> None:
    response = world.browser("anonymous").get("/log-in/", headers={"Host": "evil.example"})
    assert response.status_code == 400
    assert faults(response) == []
