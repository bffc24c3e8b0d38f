"""The benchmark of the nightly figures: from members' answers in PostgreSQL to published tables."""

import os
import resource
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from bedside.doors.cli.seed import gather_statistics
from bedside.site import config as site_config
from bedside.site import database, keys, up

EACH: Final = 50  # treatments that each invented member says something of


def cubes(*, rows: int, about: int) -> dict[str, Any]:
    """Fill a site of its own with `rows` evaluations, build its figures, and say what that took.

    `about` of 100 of its members tell their sex and year of birth, and let that be counted.
    """
    for name in ("DATABASE_URL", "BEDSIDE_DATABASE_URL", "DATABASE_OWNER_URL", "BEDSIDE_DATABASE_OWNER_URL"):
        os.environ.pop(name, None)
    with tempfile.TemporaryDirectory(prefix="bedside-bench-cubes-", ignore_cleanup_errors=True) as home:
        Path(home).chmod(0o755)  # the database server, another user, passes through
        os.environ["BEDSIDE_DATA"] = f"{home}/data"
        config = site_config.load()
        with database.running(config) as found:
            database.migrate(config, found)
            up.gather_static(config, found)
            database.set_up_django(config, found)
            keys.make_ready()
            _fill(rows, about / 100)
            gather_statistics(found.owner)
            return _measured()


def _fill(rows: int, about: float) -> None:
    from bedside.areas.people.actions.seeding import NewMember, add_members
    from bedside.areas.records.actions.inventing_many import invent_many
    from bedside.kit.clock import now
    from bedside.kit.viewing import as_system

    begun = now() - timedelta(days=2000)
    people = max(1, rows // EACH)
    add_members([NewMember(1_000_000 + n, "patient", "Bench", f"seed0_{n}", begun) for n in range(people)])
    with as_system("the benchmark fills its own site"):
        invent_many(each=EACH, about=about)


def _measured() -> dict[str, Any]:
    from django.db import transaction

    from bedside.areas.records.actions import building
    from bedside.kit.viewing import as_system

    made: dict[str, Any] = {"cores": os.cpu_count()}
    with as_system("the benchmark builds the figures of its own invented members"):
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        for name in ("first", "second"):
            wall, cpu = time.monotonic(), time.process_time()
            with transaction.atomic():
                report = building.publish_members(by=None)
            made[f"{name}_s"] = round(time.monotonic() - wall, 1)
            made[f"{name}_cpu_s"] = round(time.process_time() - cpu, 1)
        made |= {"people_treatment_condition": report.rows_read, "cells_shown": report.cells_shown}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return made | {"memory_mb": peak, "memory_before_mb": before}
