"""The benchmark of signing in: whether the time tells if a mail address has an account (security.md 3.3)."""

import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from typing import Any

from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from django.urls import reverse

from bedside.areas.people import actions
from bedside.kit.ids import new_id
from bedside.policy.limits import LOG_IN
from bedside.site.bench.cost import Cost, measure, percentile
from bedside.site.bench.pages import backend
from bedside.site.bench.visits import Visitor, expect

WARM_UP = 4  # as many tries of each kind, before any is measured
EACH = LOG_IN.tries - 1  # tries of one address: the limit on tries must not answer instead
PASSWORD = "the right one, which nobody types"  # noqa: S105  # of accounts that live as long as this benchmark
WRONG = "a wrong one, which is typed"


def signin(*, tries: int, chance: Random) -> dict[str, Any]:
    """Wrong passwords through the whole application, for known and unknown addresses by turns: half of `tries` each.

    The accounts are made for it and never committed. `difference_percent` is that of the medians, of the unknown one.
    """
    visitor, path = Visitor(get_wsgi_application()), reverse("signin")
    known, unknown = Cost(), Cost()

    def attempt(mail: str) -> None:
        expect(visitor.post(path, "", {"mail": mail, "password": WRONG}), 422)

    count = max(1, tries // 2)
    with addresses(count + WARM_UP) as (taken, free):
        for mails in zip(taken[:WARM_UP], free[:WARM_UP], strict=True):
            for mail in mails:
                attempt(mail)
        for pair in zip(taken[WARM_UP:], free[WARM_UP:], strict=True):
            # Which of the two comes first is drawn, so that whatever follows a try follows both kinds alike.
            for cost, mail in chance.sample([(known, pair[0]), (unknown, pair[1])], 2):
                measure(cost, attempt, [mail], backend=backend())
    return _result(known, unknown)


def _result(known: Cost, unknown: Cost) -> dict[str, Any]:
    medians = [percentile(cost.wall_ms, 50) for cost in (known, unknown)]
    return {
        "tries": len(known.wall_ms) + len(unknown.wall_ms),
        "known_p50_ms": round(medians[0], 3),
        "unknown_p50_ms": round(medians[1], 3),
        "difference_percent": round(100 * (medians[0] - medians[1]) / medians[1], 2),
        "known_cpu_ms": round(known.total_ms, 3),
        "unknown_cpu_ms": round(unknown.total_ms, 3),
        "cpu_ms": round(statistics.mean((known.total_ms, unknown.total_ms)), 3),
    }


@contextmanager
def addresses(count: int) -> Iterator[tuple[list[str], list[str]]]:
    """Give `count` known and `count` unknown addresses, each often enough but never past the limit on tries.

    All of it happens in one transaction that is taken back: accounts, handles and counted tries are never seen outside.
    """
    run = new_id()  # a site that somebody uses has none of these
    numbers = range(-(-count // EACH))
    taken, free = ([f"{kind}{number}.{run}@bench.invalid" for number in numbers] for kind in "kn")
    with _one_connection(), transaction.atomic():
        for number, mail in enumerate(taken):
            handle = f"b{number}_{run}"
            actions.make_account(kind="personal", name="Bench", handle=handle, mail=mail, password=PASSWORD)
        yield (taken * EACH)[:count], (free * EACH)[:count]
        transaction.set_rollback(True)


@contextmanager
def _one_connection() -> Iterator[None]:
    """Let requests keep the connection: at its end each would close one that stands in a transaction."""
    closing = [moment for moment in (request_started, request_finished) if moment.disconnect(close_old_connections)]
    try:
        yield
    finally:
        for moment in closing:
            moment.connect(close_old_connections)
