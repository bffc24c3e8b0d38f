"""Thousands of requests that no browser of ours sends, as every kind of actor (security.md section 4).

`make fuzz` sends 20,000; `make test` a few hundred. `FUZZ_SEED` names the run: the same seed sends the same requests.
"""

import os
import sys
from collections import Counter
from typing import Any
from urllib.parse import quote_plus

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.security.answers import content
from tests.security.fuzz.forms import Form, forms_of
from tests.security.fuzz.inputs import KINDS, Sent, inputs, names_of
from tests.security.matrix.test_matrix import says_why
from tests.security.world import ACTORS, World
from tests.shape.routes import all_routes

SEED = int(os.environ.get("FUZZ_SEED", "20261122"))
WHOLE = int(os.environ.get("FUZZ_INPUTS", "20000"))
SAMPLE = 300
SAMPLED = ("anonymous", "patient_member", "clinician_guest", "steward", "administrator", "blocked")
# What may be written although a form was refused: the try itself, what was read on the way, the words
# that its author would lose, the browser.
KEPT_ALL_THE_SAME = frozenset(
    {
        "people_attempt",
        "people_reading",
        "people_cache",
        "people_session",
        "posts_draft",
        "posts_confirmation",
        "audit_entry",
    }
)
OURS_ALONE = (
    "Traceback (most recent call last)",
    "psycopg",
    "django.db",
    "DoesNotExist",
    "/site-packages/",
    "Exception",
)


def fingerprint() -> dict[str, tuple[int, int]]:
    """Return for every table how many rows it has and what they hold, as two numbers."""
    tables = sorted(set(connection.introspection.table_names()) - KEPT_ALL_THE_SAME)
    each = (
        f"SELECT '{name}', count(*), coalesce(sum(hashtextextended(t::text, 0)), 0) FROM {name} t" for name in tables
    )
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(each))
        return {name: (count, total) for name, count, total in cursor.fetchall()}


def send(world: World, actor: str, sent: Sent) -> Any:
    """Send one request and return the answer."""
    body = "&".join(f"{quoted(name)}={quoted(value)}" for name, value in sent.pairs)
    if sent.method in ("GET", "HEAD"):
        path = f"{sent.path}{'&' if '?' in sent.path else '?'}{body}" if body else sent.path
        return world.browser(actor).generic(sent.method, path, headers=sent.headers)
    return world.browser(actor).generic(
        sent.method, sent.path, body, content_type=KINDS[sent.kind], headers=sent.headers
    )


def quoted(text: str) -> str:
    return quote_plus(text, errors="surrogatepass")


def faults(sent: Sent, response: Any, before: dict[str, tuple[int, int]]) -> list[str]:
    """Return what is wrong with an answer, and with what was written by the time it came."""
    status, body = response.status_code, content(response).decode(errors="replace")
    found = [f"status {status}"] if status >= 500 else []
    if sent.route != "components":  # its samples speak of such things
        found += [f"tells {word}" for word in OURS_ALONE if word in body]
    if status >= 400:
        now = fingerprint()
        found += [f"wrote into {name} and answered {status}" for name in now if now[name] != before[name]]
    if status in (400, 403, 409, 413, 422, 429) and sent.method != "HEAD" and not says_why(response):
        found.append(f"{status} without a reason")
    return found


def run(world: World, actor: str, *, forms: list[Form], count: int) -> Counter[int]:
    """Send `count` requests as `actor`; raise at the first fault, shrunk to its smallest form."""
    names, statuses = names_of(world), Counter[int]()
    before = fingerprint()

    @seed(SEED)
    @settings(
        max_examples=count,
        database=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
        print_blob=False,
    )
    @given(inputs(forms, names))
    def each(sent: Sent) -> None:
        with transaction.atomic():
            response = send(world, actor, sent)
            wrong = faults(sent, response, before)
            transaction.set_rollback(True)
        statuses[response.status_code] += 1
        assert wrong == [], f"as {actor}, FUZZ_SEED={SEED}: {sent}"

    each()
    return statuses


@pytest.fixture(scope="module")
def member_forms(made_world: World) -> list[Form]:
    """Read every page as a member once."""
    return forms_of(made_world, "patient_member")


@pytest.mark.parametrize("actor", SAMPLED)
def test_a_sample_of_odd_requests_breaks_nothing(actor: str, member_forms: list[Form], world: World) -> None:
    run(world, actor, forms=member_forms, count=SAMPLE // len(SAMPLED))


@pytest.mark.nightly
@pytest.mark.parametrize("actor", ACTORS)
def test_no_odd_request_breaks_anything(actor: str, world: World) -> None:
    statuses = run(world, actor, forms=forms_of(world, actor), count=-(-WHOLE // len(ACTORS)))
    told = ", ".join(f"{count} x {status}" for status, count in sorted(statuses.items()))
    sys.stdout.write(f"\n{actor}: {sum(statuses.values())} requests, seed {SEED}: {told}\n")


def test_the_forms_are_those_of_every_route(member_forms: list[Form]) -> None:
    sent = {(form.method, form.route) for form in member_forms}
    wanted = {(method, route.name) for route in all_routes() for method in route.methods}
    assert sorted(wanted - sent) == []


def test_forms_are_read_from_the_pages(member_forms: list[Form]) -> None:
    compose = [form for form in member_forms if form.route == "compose" and form.method == "POST"]
    assert any({"text", "warning", "kind"} <= {name for name, _value in form.fields} for form in compose)


def test_a_row_that_is_written_and_then_refused_is_seen(world: World) -> None:
    before = fingerprint()
    world.people["carer"].about = "Half-written"
    world.people["carer"].save()
    assert [name for name, now in fingerprint().items() if now != before[name]] == ["people_persona"]


def test_the_same_seed_sends_the_same_requests(world: World) -> None:
    first, again = (drawn(forms_of(world, "anonymous", pages=False), names_of(world)) for _ in range(2))
    assert first == again


def drawn(forms: list[Form], names: list[str]) -> list[Sent]:
    """Return the first requests of this seed."""
    found: list[Sent] = []

    @seed(SEED)
    @settings(max_examples=20, database=None, phases=(Phase.generate,), suppress_health_check=list(HealthCheck))
    @given(inputs(forms, names))
    def each(sent: Sent) -> None:
        found.append(sent)

    each()
    return found
