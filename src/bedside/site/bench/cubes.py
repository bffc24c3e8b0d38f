"""The benchmark of the nightly figures: from members' answers in PostgreSQL to published tables."""

import os
import resource
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import psycopg

from bedside.doors.cli.seed import gather_statistics
from bedside.site import config as site_config
from bedside.site import database, keys, up

EACH: Final = 50  # treatments that each invented member says something of
CONDITIONS, TREATMENTS = 300, 600
COURSES: Final = """
INSERT INTO records_course (id, owner_id, treatment, treatment_slug, purpose, purpose_slug, started, standing, stopped,
                            stop_reason, counted, consented_at, declared_at, confirmed_at)
SELECT row_number() OVER (), owner, 'Treatment ' || t, 'treatment-' || t, 'Condition ' || c, 'condition-' || c,
       begun, CASE WHEN ended < 0.4 THEN 'stopped' ELSE 'still' END,
       CASE WHEN ended < 0.4 THEN begun + (20 + 300 * luck)::int END,
       CASE WHEN ended < 0.4 THEN (ARRAY['no_effect', 'side_effects', 'cost', 'got_better'])[1 + (luck * 3.99)::int % 4]
            ELSE '' END,
       true, now(), begun + (luck * 15)::int, now() - (luck * 200) * interval '1 day'
FROM (SELECT p.id AS owner, floor({conditions} * random() ^ 2)::int AS c, floor({treatments} * random() ^ 3)::int AS t,
             (now() - (400 + random() * 900) * interval '1 day')::date AS begun, random() AS ended, random() AS luck
      FROM people_persona p, generate_series(1, {each}) WHERE p.handle LIKE 'seed0%') AS drawn
ON CONFLICT DO NOTHING
"""
ANSWERS: Final = """
INSERT INTO records_evaluation (id, owner_id, course_id, wave, effect, made_worse, side_effects, unwanted, answered_at)
SELECT id, owner_id, id, 'past', floor(random() * 5), random() < 0.03, floor(5 * random() ^ 2),
       CASE WHEN random() < 0.3 THEN ARRAY[(ARRAY['nausea', 'headache', 'tiredness', 'skin'])[1 + floor(random() * 4)]]
            ELSE ARRAY[]::text[] END, now()
FROM records_course
"""


def cubes(*, rows: int) -> dict[str, Any]:
    """Fill a site of its own with `rows` evaluations, build its figures, and say what that took."""
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
            _fill(found.owner, rows)
            gather_statistics(found.owner)
            return _measured()


def _fill(owner_url: str, rows: int) -> None:
    from bedside.areas.people.actions.seeding import NewMember, add_members
    from bedside.kit.clock import now

    begun = now() - timedelta(days=2000)
    people = max(1, rows // EACH)
    add_members([NewMember(1_000_000 + n, "patient", "Bench", f"seed0_{n}", begun) for n in range(people)])
    with psycopg.connect(owner_url, autocommit=True) as owner:
        owner.execute("SET bedside.viewer = '-1'")
        owner.execute(COURSES.format(conditions=CONDITIONS, treatments=TREATMENTS, each=EACH))  # type: ignore[arg-type]
        owner.execute(ANSWERS)


def _measured() -> dict[str, Any]:
    from django.db import transaction

    from bedside.areas.records.actions import building
    from bedside.areas.records.models import Cell, Evaluation
    from bedside.kit.viewing import as_system

    made: dict[str, Any] = {"cores": os.cpu_count()}
    with as_system("the benchmark builds the figures of its own invented members"):
        made["evaluations"] = Evaluation.objects.count()
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        for name in ("first", "second"):
            wall, cpu = time.monotonic(), time.process_time()
            with transaction.atomic():
                building.publish_members(by=None)
            made[f"{name}_s"] = round(time.monotonic() - wall, 1)
            made[f"{name}_cpu_s"] = round(time.process_time() - cpu, 1)
        made["cells_shown"] = Cell.objects.count()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return made | {"memory_mb": peak, "memory_before_mb": before}
