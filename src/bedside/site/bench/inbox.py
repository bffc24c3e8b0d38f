"""The benchmark of a practice's inbox: its first page, the next, other shelves, and what the front desk sees."""

import os
import tempfile
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any, Final

from bedside.doors.cli.seed import gather_statistics
from bedside.site import config as site_config
from bedside.site import database, keys, up

SLUG: Final = "bench-practice"
ROLES: Final = ("responder", "front_desk")
PATIENTS: Final = 2_000
REASONS: Final = ("question", "prescription", "result", "appointment", "form", "bill")
# Of a hundred threads: what waits for the team, what waits for its patient, what is over.
STATES: Final = ("open",) * 35 + ("assigned",) * 25 + ("waiting_patient",) * 15 + ("closed",) * 25
PAGES: Final = {"first": "", "mine": "?shelf=mine", "urgent": "?shelf=urgent", "closed": "?shelf=closed"}


def inbox(*, threads: int, rounds: int, each: int, chance: Random) -> dict[str, Any]:
    """Make a site of its own with a practice of so many threads, and measure its inbox through the application."""
    for name in ("DATABASE_URL", "BEDSIDE_DATABASE_URL", "DATABASE_OWNER_URL", "BEDSIDE_DATABASE_OWNER_URL"):
        os.environ.pop(name, None)
    with tempfile.TemporaryDirectory(prefix="bedside-bench-inbox-", ignore_cleanup_errors=True) as home:
        Path(home).chmod(0o755)  # the database server, another user, passes through
        os.environ["BEDSIDE_DATA"] = f"{home}/data"
        config = site_config.load()
        with database.running(config) as found:
            database.migrate(config, found)
            up.gather_static(config, found)
            database.set_up_django(config, found)
            keys.make_ready()
            fill(threads=threads, chance=chance)
            gather_statistics(found.owner)
            return {"threads": threads} | _measured(rounds=rounds, each=each, chance=chance)


def fill(*, threads: int, chance: Random) -> None:
    """Write a practice with a responder and a front desk, its patients, and their threads."""
    from bedside.areas.messaging.actions.seeding import add_threads
    from bedside.areas.people.actions.seeding import NewMember, add_members
    from bedside.areas.practice.actions.seeding import add_practice
    from bedside.kit.clock import now
    from bedside.kit.ids import id_at

    at = now() - timedelta(days=400)
    staff = [id_at(at + timedelta(seconds=number)) for number in range(len(ROLES))]
    made = [NewMember(one, "clinician", f"Staff {n}", f"seed0_{n}", at) for n, one in enumerate(staff)]
    patients = [id_at(at + timedelta(minutes=1 + number)) for number in range(PATIENTS)]
    made += [NewMember(one, "patient", f"Patient {n}", f"patient{n}", at) for n, one in enumerate(patients)]
    add_members(made)
    practice_id = add_practice(slug=SLUG, name="Bench Practice", team=dict(zip(staff, ROLES, strict=True)))
    rows = [_thread(number, of=threads, staff=staff, chance=chance) for number in range(threads)]
    add_threads(practice_id=practice_id, patients=patients, threads=rows)


def _thread(number: int, *, of: int, staff: list[int], chance: Random) -> Any:
    from bedside.areas.messaging.actions.seeding import NewThread
    from bedside.kit.clock import now

    state = STATES[number % len(STATES)]
    asked = now() - timedelta(minutes=of - number)
    urgent = chance.random() < 0.01
    return NewThread(
        patient=chance.randrange(PATIENTS),
        reason="worse_today" if urgent else chance.choice(REASONS),
        subject=f"About matter number {number}",
        state=state,
        owner_id=chance.choice(staff) if state in ("assigned", "waiting_patient") else None,
        asked_at=asked,
        due_at=asked + timedelta(hours=chance.choice((4, 9, 30))) if chance.random() < 0.8 else None,
    )


def _measured(*, rounds: int, each: int, chance: Random) -> dict[str, Any]:
    from django.conf import settings
    from django.core.wsgi import get_wsgi_application
    from django.urls import reverse

    from bedside.site.bench.cost import Cost, measure, memory_mb
    from bedside.site.bench.pages import backend
    from bedside.site.bench.visits import Member, Visitor, expect, members

    settings.ROOT_URLCONF = "bedside.site.bench.urls"
    visitor, home = Visitor(get_wsgi_application()), reverse("team", args=[SLUG])

    def body(asked: tuple[Member, str]) -> str:
        return expect(visitor.get(home + asked[1], asked[0].cookie), 200).body.decode()

    def visit(asked: tuple[Member, str]) -> None:
        body(asked)

    with members(len(ROLES), chance) as people:
        ordered = sorted(people, key=lambda one: one.viewer.persona_id)
        nurse, desk = ordered
        deep = "?shelf=all&after=" + body((nurse, "")).split("?shelf=all&amp;after=")[1].split('"')[0]
        asked = {name: (nurse, query) for name, query in PAGES.items()} | {"next": (nurse, deep), "desk": (desk, "")}
        costs = {name: Cost() for name in asked}
        for _warm in range(10):
            for one in asked.values():
                visit(one)
        for _round in range(rounds):
            for name, one in asked.items():
                measure(costs[name], visit, [one] * each, backend=backend())
        told = {name: _told(cost.to_dict(), cost.total_ms) for name, cost in costs.items()}
    return told | {"memory_app_mb": memory_mb([os.getpid()])}


def _told(cost: dict[str, object], total: float) -> str:
    return (
        f"cpu {total:.1f} ms (app {cost['app_cpu_ms']}, postgresql {cost['postgresql_cpu_ms']}), p99 {cost['p99_ms']}"
    )
