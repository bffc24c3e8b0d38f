"""The benchmark of a record: what its pages cost when somebody kept it for a year."""

import os
import tempfile
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any, Final

from bedside.doors.cli.seed import gather_statistics
from bedside.site import config as site_config
from bedside.site import database, keys, up

DAYS: Final = 365
A_DAY: Final = 5
"""Entries a day: a face and four symptoms."""
PAGES: Final = ("record", "symptoms", "month", "lag")
LIST: Final = "measurements"
"""Another five a day: the longest list that a member has."""
COMPARED: Final = {"symptom": "Fatigue", "factor": "exertion"}
"""A pair that the member kept often enough to be compared: the dearest thing that her record does."""


def record(*, rounds: int, each: int, chance: Random) -> dict[str, Any]:
    """Make a site of its own with a member who kept a year, and measure the pages of her record."""
    for name in ("DATABASE_URL", "BEDSIDE_DATABASE_URL", "DATABASE_OWNER_URL", "BEDSIDE_DATABASE_OWNER_URL"):
        os.environ.pop(name, None)
    with tempfile.TemporaryDirectory(prefix="bedside-bench-record-", ignore_cleanup_errors=True) as home:
        Path(home).chmod(0o755)  # the database server, another user, passes through
        os.environ["BEDSIDE_DATA"] = f"{home}/data"
        config = site_config.load()
        with database.running(config) as found:
            database.migrate(config, found)
            up.gather_static(config, found)
            database.set_up_django(config, found)
            keys.make_ready()
            _member()
            return {"days": DAYS, "entries_a_day": A_DAY} | _measured(found.owner, rounds, each, chance)


def _member() -> None:
    from bedside.areas.people.actions.seeding import NewMember, add_members
    from bedside.kit.clock import now
    from bedside.kit.ids import id_at

    at = now() - timedelta(days=400)
    add_members([NewMember(id_at(at), "patient", "Bench Member", "seed0_0", at)])


def _measured(owner_url: str, rounds: int, each: int, chance: Random) -> dict[str, Any]:
    from django.conf import settings
    from django.core.wsgi import get_wsgi_application
    from django.urls import reverse

    from bedside.areas.records.actions.seeding import add_days, add_measurements
    from bedside.kit.errors import Refused
    from bedside.site.bench.cost import Cost, measure, memory_mb
    from bedside.site.bench.pages import backend
    from bedside.site.bench.visits import Visitor, expect, members

    settings.ROOT_URLCONF = "bedside.site.bench.urls"
    visitor = Visitor(get_wsgi_application())
    with members(1, chance) as people:
        add_days(by=people[0].viewer, days=DAYS, each=A_DAY, chance=chance)
        add_measurements(by=people[0].viewer, days=DAYS, each=A_DAY, chance=chance)
        gather_statistics(owner_url)

        def visit(path: str) -> None:
            expect(visitor.get(path, people[0].cookie), 200)

        def compare(path: str) -> None:
            page = expect(visitor.post(path, people[0].cookie, COMPARED), 200)
            if b"<svg" not in page.body:
                raise Refused("The year holds nothing to compare.", code="nothing_compared")

        paths = {name: reverse(name) for name in PAGES} | {LIST: reverse("record_entries", args=[LIST])}
        costs = {name: Cost() for name in (*paths, "lag_compared")}
        for _warm in range(5):
            for path in paths.values():
                visit(path)
        for _round in range(rounds):
            for name, path in paths.items():
                measure(costs[name], visit, [path] * each, backend=backend())
            measure(costs["lag_compared"], compare, [paths["lag"]] * each, backend=backend())
    told = {name: {"cpu_ms": round(cost.total_ms, 1)} | cost.to_dict() for name, cost in costs.items()}
    return told | {"memory_app_mb": memory_mb([os.getpid()])}
