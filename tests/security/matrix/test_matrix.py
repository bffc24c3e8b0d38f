"""Every cell of the authorisation matrix, asked of the site."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit
from zlib import crc32

import pytest
from django.db import transaction
from django.urls import Resolver404, resolve, reverse

from bedside.doors.fhir.answers import TYPE, nothing
from tests.security.answers import content, plain
from tests.security.matrix.cases import CASES, Case
from tests.security.matrix.table import LETTERS, Row, rows
from tests.security.world import ACTORS, World
from tests.shape.routes import all_routes


@pytest.mark.asvs("8.1.1")
def test_every_route_has_a_row_for_each_of_its_methods():
    known = {(row.method, row.route) for row in rows()}
    wanted = {(method, route.name) for route in all_routes() for method in route.methods}
    assert sorted(wanted - known) == []


def test_every_row_has_a_route():
    wanted = {(method, route.name) for route in all_routes() for method in route.methods}
    assert sorted({(row.method, row.route) for row in rows()} - wanted) == []


def test_every_cell_holds_one_of_the_letters():
    blank = [(str(row), actor) for row in rows() for actor, letter in row.cells.items() if letter not in LETTERS]
    assert blank == []


def test_no_row_stands_twice():
    named = [str(row) for row in rows()]
    assert sorted({name for name in named if named.count(name) > 1}) == []


def test_a_suspended_account_gets_what_a_visitor_gets():
    assert [str(row) for row in rows() if row.cells["suspended"] != row.cells["anonymous"]] == []


@pytest.mark.parametrize("row", rows(), ids=str)
def test_each_answer_of_a_row_is_given_to_one_who_should_get_it(row: Row, world: World) -> None:
    """One actor for each letter: all of them ask in the wide part of the suite."""
    assert wrong(world, row, list({row.cells[actor]: actor for actor in asking_first(row)}.values())) == {}


@pytest.mark.wide
@pytest.mark.asvs("8.2.1", "8.2.2")
@pytest.mark.parametrize("row", rows(), ids=str)
def test_each_actor_gets_what_the_row_says(row: Row, world: World) -> None:
    assert wrong(world, row, ACTORS) == {}


def asking_first(row: Row) -> list[str]:
    """Return the actors in an order that is another for each row, and always the same for one."""
    return sorted(ACTORS, key=lambda actor: crc32(f"{row} {actor}".encode()))


def wrong(world: World, row: Row, actors: Iterable[str]) -> dict[str, str]:
    """Return which of these actors get something else than the row says, and what."""
    got = {actor: outcome(world, row, actor) for actor in actors}
    return {actor: f"{row.cells[actor]}, not {said}" for actor, said in got.items() if row.cells[actor] != said[:1]}


def outcome(world: World, row: Row, actor: str) -> str:
    """Return the letter of what `actor` gets, or a few words that begin with none of them."""
    give = CASES.get((row.method, row.route, row.object))
    case = give(world) if give is not None else Case()
    path = case.path(row.route)
    with transaction.atomic():
        browser = world.browser(actor)
        response = browser.get(path) if row.method == "GET" else browser.post(path, case.form)
        letter = letter_of(world, row, actor, response, path)
        transaction.set_rollback(True)
    return letter


def letter_of(world: World, row: Row, actor: str, response: Any, path: str) -> str:
    """Say what kind of answer this is."""
    status = response.status_code
    if status in (301, 302):
        return _letter_of_redirect(row, actor, landing(response))
    if status == 404:
        same = plain(response) == world.nothing_for(actor) or (
            path.startswith("/fhir/") and response.content == nothing().content
        )
        return "N" if same else "a 404 that differs from that of an unknown address"
    if status == 401 and path.startswith("/fhir/"):
        return "U"
    if status in (403, 422):
        return "B" if says_why(response) else f"{status} without words"
    content(response)
    if str(status) not in row.full:
        return f"status {status}"
    return "A" if row.cells[actor] == "A" else "F"


def _letter_of_redirect(row: Row, actor: str, place: str) -> str:
    # Signing in is also where some forms end well: then the column `full` names it.
    if f"->{place}" in row.full:
        return "F"
    return {"signin": "U", "confirm_mail": "C"}.get(place, f"sent to {place}")


def landing(response: Any) -> str:
    """Return the name of the route to which an answer redirects; the address itself when it is none of ours."""
    address = urlsplit(response["Location"])
    if address.scheme or address.netloc:
        return str(response["Location"])
    try:
        return resolve(address.path).url_name or ""
    except Resolver404:
        return address.path


def says_why(response: Any) -> bool:
    """Say whether a refusal has a sentence of its own: a page about what went wrong, or a form that names its fault."""
    body = response.content.decode()
    if response.headers["Content-Type"] == TYPE:
        return bool(response.json()["issue"][0]["diagnostics"])
    return 'class="err' in body or 'role="alert"' in body or "If you write to us about this" in body


def test_signing_in_is_known_by_its_name():
    assert reverse("signin") == reverse("account_login")
