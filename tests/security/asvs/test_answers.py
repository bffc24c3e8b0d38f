"""What every answer says beside its words: each address is asked once by who is let in, from a page of another site."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import override_settings
from django.urls import reverse

from tests.security.answers import content
from tests.security.matrix.cases import CASES, Case
from tests.security.matrix.table import Row, rows
from tests.security.world import World

LOOKS = [row for row in rows() if row.method == "GET"]
ELSEWHERE = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
# What any site may read or show: badges' keys and states, and the list of clinicians as a visitor sees it.
FOR_EVERYBODY = {"did", "status_list", "api_directory"}
FRAMED = "directory_embed"
TEXT = ("text/", "application/json", "application/javascript")
WRITES = re.compile(r"\s*(?:INSERT INTO|UPDATE|DELETE FROM|MERGE INTO|TRUNCATE)\s+\"?(\w+)", re.IGNORECASE)
# What looking writes down, and why that is no change that another site could make by a link.
TRACES = {
    "people_session": "when the session was last used, and answers of a form with several pages",
    "people_attempt": "tries, counted to be limited",
    "people_reading": "how much was read in this hour",
    "audit_entry": "that staff looked or were refused",
    "messaging_seen": "that a message was opened, which its writer is told (docs/members/practice.md)",
    "messaging_care_seen": "that somebody of a care team read, which its patient is told",
    "visits_opening": "that a link to a visit sheet was opened, which its owner is told",
    "messaging_answering": "that a colleague has a conversation open, so that two do not answer it at once",
    "escalations_message": "that the author opened what the duty team wrote",
}


@dataclass(frozen=True)
class Look:
    """One address as somebody who may open it saw it; `wrote`: the tables into which looking wrote."""

    row: Row
    who: str
    answer: Any
    body: bytes
    wrote: frozenset[str]


@pytest.fixture(scope="module")
def looks(made_world: World) -> Iterator[list[Look]]:
    """Open every address once, on a site with TLS."""
    from django.db import transaction

    secure = override_settings(CONFIG=replace(settings.CONFIG, url="https://community.example"))
    with secure, transaction.atomic():
        yield [looked(made_world, row) for row in LOOKS]
        transaction.set_rollback(True)


def looked(world: World, row: Row) -> Look:
    """Open the address of a row as the first actor who is let in."""
    give = CASES.get((row.method, row.route, row.object))
    path = (give(world) if give is not None else Case()).path(row.route)
    who = next((actor for actor, cell in row.cells.items() if cell == "F"), "anonymous")
    wrote: set[str] = set()

    def note(execute: Any, sql: Any, *args: Any) -> Any:
        found = WRITES.match(str(sql))
        if found:
            wrote.add(found[1])
        return execute(sql, *args)

    with connection.execute_wrapper(note):
        answer = world.browser(who).get(path, headers=ELSEWHERE)
        body = content(answer)
    return Look(row, who, answer, body, frozenset(wrote))


def pages(looks: list[Look]) -> list[Look]:
    """Return what is a page and went well."""
    return [one for one in looks if one.answer.status_code == 200 and b"<html" in one.body[:400]]


def test_there_is_something_to_look_at(looks: list[Look]) -> None:
    assert len(pages(looks)) > 50
    assert len({one.who for one in looks}) > 3


@pytest.mark.asvs("4.1.1")
def test_every_body_says_its_type_and_its_letters(looks: list[Look]) -> None:
    types = {str(one.row): one.answer.headers.get("Content-Type", "") for one in looks if one.body}
    assert {row: said for row, said in types.items() if "/" not in said} == {}
    assert {row: said for row, said in types.items() if said.startswith(TEXT) and "utf-8" not in said.lower()} == {}


@pytest.mark.asvs("3.4.2")
def test_no_other_site_may_read_an_answer(looks: list[Look]) -> None:
    told = [(one, name) for one in looks for name in one.answer.headers if name.lower().startswith("access-control")]
    assert {str(one.row) for one, _name in told if one.row.route not in FOR_EVERYBODY} == set()
    # A browser that reads these for another site sends no cookie along, so it gets what a visitor gets.
    assert {(name.lower(), one.answer.headers[name]) for one, name in told} == {("access-control-allow-origin", "*")}


@pytest.mark.asvs("3.4.2")
@pytest.mark.parametrize("path", ["/", "/log-in/", "/settings/", "/posts/1/", "/static/bedside/bedside.css"])
def test_no_other_site_is_let_in_beforehand(path: str, world: World) -> None:
    asked = {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
    answer = world.browser("patient_member").options(path, headers=asked)
    assert not [name for name in answer.headers if name.lower().startswith("access-control")]


@pytest.mark.asvs("3.4.3", "3.4.6", "3.7.1")
def test_the_policy_of_every_page_forbids_plugins_bases_and_frames(looks: list[Look]) -> None:
    for one in (look for look in pages(looks) if look.row.route != FRAMED):
        policy = dict(part.strip().split(" ", 1) for part in one.answer.headers["Content-Security-Policy"].split(";"))
        shut = {policy[name] for name in ("object-src", "base-uri", "frame-ancestors")}
        assert (shut, policy["form-action"]) == ({"'none'"}, "'self'"), one.row
        assert re.fullmatch(r"'self' 'nonce-[\w-]{20,}'", policy["script-src"]), one.row


@pytest.mark.asvs("3.4.6")
def test_the_page_for_frames_of_other_sites_runs_nothing_and_sends_nothing(looks: list[Look]) -> None:
    [framed] = {one.answer.headers["Content-Security-Policy"] for one in looks if one.row.route == FRAMED}
    policy = dict(part.strip().split(" ", 1) for part in framed.split(";"))
    shut = ("script-src", "connect-src", "object-src", "base-uri", "form-action")
    assert ({policy[name] for name in shut}, policy["default-src"]) == ({"'none'"}, "'self'")


@pytest.mark.asvs("3.4.1")
def test_every_answer_of_a_site_with_tls_says_so_for_a_year(looks: list[Look]) -> None:
    said = {one.answer.headers.get("Strict-Transport-Security") for one in looks}
    assert said == {"max-age=31536000"}


@pytest.mark.asvs("3.5.3")
def test_looking_changes_nothing(looks: list[Look]) -> None:
    found = {(str(one.row), table) for one in looks for table in one.wrote if table not in TRACES}
    assert found == set()


@pytest.mark.asvs("7.4.4")
def test_every_page_of_who_is_signed_in_offers_the_way_out(looks: list[Look]) -> None:
    signed_in = [one for one in pages(looks) if one.who != "anonymous"]
    way_out = f'action="{reverse("signout")}"'.encode()
    assert [str(one.row) for one in signed_in if way_out not in one.body] == []


@pytest.mark.asvs("13.4.4")
@pytest.mark.parametrize("path", ["/", "/square/", "/log-in/", "/settings/", "/healthz"])
def test_trace_is_not_answered(path: str, world: World) -> None:
    answer = world.browser("patient_member").generic("TRACE", path, headers={"X-Secret": "told-in-a-header"})
    assert answer.status_code == 405
    assert b"told-in-a-header" not in answer.content


@pytest.mark.asvs("13.4.1", "13.4.3")
@pytest.mark.parametrize(
    "path",
    [
        "/.git/", "/.git/config", "/.git/HEAD", "/static/.git/config", "/static/../.git/config", "/.env", "/static/",
        "/static/%2e%2e/.git/config", "/static/bedside/", "/media/", "/mail/", "/audit/", "/secrets.toml",
    ],
)  # fmt: skip
def test_no_folder_of_the_machine_is_served(path: str, world: World) -> None:
    assert world.browser("administrator").get(path).status_code == 404


@pytest.mark.asvs("13.4.5")
@pytest.mark.parametrize(("path", "body"), [("/healthz", b"ok"), ("/readyz", b"ok")])
def test_pages_for_watching_say_one_word(path: str, body: bytes, world: World) -> None:
    assert world.browser("anonymous").get(path).content.strip() == body


@pytest.mark.asvs("1.2.4")
@pytest.mark.parametrize(
    "sign", ["' OR 1=1 --", "' OR ''='", '" OR 1=1 --', "x') OR (1=1", "x'; DELETE FROM post; --", "\\' OR 1=1 --"]
)
def test_signs_of_the_database_in_a_search_find_nothing(sign: str, world: World) -> None:
    for route in ("search", "spaces", "treatments"):
        told = world.browser("carer").get(reverse(route), {"q": f"zznothing{sign}"}).content
        assert b'<article class="post"' not in told, route
    assert b'<article class="post"' in world.browser("carer").get(reverse("square")).content
