"""The benchmarks of pages: home, the square, and publishing."""

import time
from collections.abc import Callable
from random import Random
from typing import Any

from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bedside.areas.posts import actions as posts
from bedside.kit.ids import new_id
from bedside.policy import guard
from bedside.site.bench.cost import MS, Cost, measure, parent_of
from bedside.site.bench.visits import Member, Visitor, expect, members

MEMBERS = 150
WARM_UP = 30
EMPTY = "/bench/empty/"
TEXT = (
    "The clinic moved the visit to the spring. I walked to the mill twice this week, and the second time was easier. "
    "Does anybody know a bench on the way up? #walking"
)


def home(*, rounds: int, each: int, chance: Random) -> dict[str, Any]:
    """One page of home for members drawn by chance, beside the empty page."""
    return _page("/", rounds=rounds, each=each, chance=chance)


def square(*, rounds: int, each: int, chance: Random) -> dict[str, Any]:
    """The first page of the public square, for signed-in members."""
    return _page("/square/", rounds=rounds, each=each, chance=chance)


def _page(path: str, *, rounds: int, each: int, chance: Random) -> dict[str, Any]:
    visitor, sizes = Visitor(get_wsgi_application()), [0]

    def visit(member: Member) -> None:
        sizes.append(len(expect(visitor.get(path, member.cookie), 200).body))

    def nothing(_number: int) -> None:
        expect(visitor.get(EMPTY), 200)

    with members(MEMBERS, chance) as people:
        for number in range(WARM_UP):
            visit(people[number % len(people)])
            nothing(number)
        page, empty = Cost(), Cost()
        sizes.clear()
        for _round in range(rounds):
            measure(empty, nothing, range(each), backend=backend())
            measure(page, visit, chance.choices(people, k=each), backend=backend())
        statements = _statements(lambda: visit(people[0]))
    body = {"body_bytes": sum(sizes) // len(sizes), "statements": statements}
    return page.to_dict() | body | {"empty": empty.to_dict(), "ratio": round(page.total_ms / empty.total_ms, 2)}


def publish(*, rounds: int, each: int, chance: Random) -> dict[str, Any]:
    """Publishing through the form, with the fan-out to the author's followers; what was published is deleted again."""
    visitor, made = Visitor(get_wsgi_application()), list[tuple[Member, int]]()

    def write(member: Member) -> None:
        fields = {"text": TEXT, "audience": "public", "do": "publish", "key": str(new_id())}
        answer = expect(visitor.post(reverse("compose"), member.cookie, fields), 302)
        made.append((member, int(answer.headers["Location"].strip("/").split("/")[-1])))

    with members(MEMBERS, chance) as people:
        cost = Cost()
        write(people[0])
        for _round in range(rounds):
            measure(cost, write, chance.choices(people, k=each), backend=backend())
        fan_out = _home_rows([post_id for _member, post_id in made]) // len(made)
        for member, post_id in made:
            posts.delete(by=member.viewer, post_id=post_id)
    return cost.to_dict() | {"guard_cpu_ms": _guard_share(each), "fan_out": fan_out}


def _guard_share(count: int) -> float:
    facts = guard.Facts(role="patient", audience="public")
    began = time.process_time_ns()
    for _number in range(count):
        guard.inspect(TEXT, facts)
    return round((time.process_time_ns() - began) / MS / count, 3)


def server_pid() -> int:
    """Return the process that is the parent of all of the database's processes."""
    return parent_of(backend())


def backend() -> int:
    """Return the process that is the database's side of this connection."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def _home_rows(post_ids: list[int]) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM posts_home_entry WHERE post_id = ANY(%s)", [post_ids])
        return int(cursor.fetchone()[0])


def _statements(visit: Callable[[], None]) -> int:
    with CaptureQueriesContext(connection) as captured:
        visit()
    return len(captured)
