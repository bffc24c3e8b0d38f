"""The benchmark of registers: the real command takes in an invented one, and then look-ups are timed."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any, Final

from bedside.doors.cli import registry as command
from bedside.site import config as site_config
from bedside.site import database, keys
from bedside.site.bench import invented_register as invented
from bedside.site.bench.cost import family, percentile, spent_s

LOOK_UPS: Final = 1_000
SIZES: Final = """
    SELECT relname, pg_table_size(oid) / 1048576.0, pg_indexes_size(oid) / 1048576.0
    FROM pg_class WHERE relkind = 'r' AND relname = ANY(%s) ORDER BY relname
"""
TABLES: Final = ["registers_entry", "registers_licence", "registers_other_name"]


def registry(*, rows: int, chance: Random) -> dict[str, Any]:
    """Write an invented register, take it in with `bedside import registry` on a fresh site, and look things up."""
    for name in ("DATABASE_URL", "BEDSIDE_DATABASE_URL", "DATABASE_OWNER_URL", "BEDSIDE_DATABASE_OWNER_URL"):
        os.environ.pop(name, None)
    with tempfile.TemporaryDirectory(prefix="bedside-bench-registry-", ignore_cleanup_errors=True) as home:
        Path(home).chmod(0o755)  # the database server, another user, passes through
        file = Path(home) / "register.zip"
        invented.write(file, rows=rows)
        os.environ["BEDSIDE_DATA"] = f"{home}/data"
        config = site_config.load()
        with database.running(config) as found:
            database.migrate(config, found)
            database.set_up_django(config, found)
            keys.make_ready()
            result = {"rows": rows, "file_mb": round(file.stat().st_size / 1e6, 1)} | _import(file, rows=rows)
            return result | sizes() | look_ups(rows=rows, chance=chance)


def fill(*, rows: int, owner_url: str) -> None:
    """Take an invented register into the database that this process uses: for other benchmarks."""
    from bedside.areas.registers.actions import File, import_register
    from bedside.kit.packed import lines_of
    from bedside.policy.registers import us_npi
    from bedside.policy.registers.reading import read

    with tempfile.TemporaryDirectory(prefix="bedside-bench-registry-") as home:
        path = Path(home) / "register.zip"
        invented.write(path, rows=rows)
        with lines_of(path, member=us_npi.MEMBER) as lines:
            day = command.day_of(us_npi, lines)
            import_register(
                register=us_npi,
                file=File(sha256=command.sha256_of(path), day=day, kind="full"),
                rows=read(us_npi, us_npi.TABLE, lines, file_date=day),
            )
    command.count_anew(owner_url)


def _import(file: Path, *, rows: int) -> dict[str, Any]:
    from bedside.site.bench.pages import server_pid  # needs Django to be set up

    server = server_pid()
    before, began = spent_s(family(server)), time.monotonic()
    environment = os.environ | {"BEDSIDE_SERVES": "nobody"}
    child = subprocess.Popen([sys.executable, "-m", "bedside", "import", "registry", str(file)], env=environment)  # noqa: S603  # our own program
    _pid, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    took = time.monotonic() - began
    return {
        "exit": child.returncode,
        "wall_s": round(took, 1),
        "rows_a_second": round(rows / took),
        "cpu_s": round(used.ru_utime + used.ru_stime, 1),
        "database_cpu_s": round(spent_s(family(server)) - before, 1),
        "peak_resident_mb": round(used.ru_maxrss / 1024, 1),
    }


def sizes() -> dict[str, Any]:
    """Return the megabytes of the tables and of their indexes."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(SIZES, [TABLES])
        rows = cursor.fetchall()
    return {f"{name}_mb": f"{float(table):.0f} + {float(indexes):.0f} of indexes" for name, table, indexes in rows}


def look_ups(*, rows: int, chance: Random) -> dict[str, Any]:
    """Return the milliseconds of each kind of look-up, p50, p95 and the longest, over rows drawn by chance."""
    from bedside.areas.registers import queries
    from bedside.policy.registers.model import Place

    def region(place: int) -> Place:
        return Place("US", invented.region_of(place))

    def next_page(place: int) -> object:
        family = invented.FAMILIES[place % 26]
        first = queries.by_name_and_place(family, region(place))
        return queries.by_name_and_place(family, region(place), after=first.after)

    kinds: dict[str, Callable[[int], object]] = {
        "number": lambda place: queries.entry("us_npi", invented.number_of(place)),
        "number_and_name": lambda place: queries.match(
            register="us_npi", number=invented.number_of(place), family=invented.name_of(place)[0], given="A"
        ),
        "licence": lambda place: queries.by_licence(invented.region_of(place), invented.licence_of(place)),
        "name_and_region": lambda place: queries.by_name_and_place(_full_name(place), region(place)),
        "family_name_and_region": lambda place: queries.by_name_and_place(invented.name_of(place)[0], region(place)),
        "two_pages_of_a_name": next_page,
        "name_and_city": lambda place: queries.by_name_and_place(
            _full_name(place), Place("US", city=invented.city_of(place))
        ),
        "nobody_of_the_name": lambda place: queries.by_name_and_place(f"Nobody{place}", region(place)),
    }
    places = [place for place in (chance.randrange(rows) for _ in range(LOOK_UPS)) if invented.is_person(place)]
    return {f"{kind}_ms": _timed(look, places) for kind, look in kinds.items()}


def _full_name(place: int) -> str:
    family, given, _other = invented.name_of(place)
    return f"{given} {family}"


def _timed(look: Callable[[int], object], places: list[int]) -> str:
    for place in places[:20]:
        look(place)  # plans are made
    taken = []
    for place in places:
        began = time.perf_counter()
        look(place)
        taken.append((time.perf_counter() - began) * 1000)
    return f"{percentile(taken, 50):.2f} / {percentile(taken, 95):.2f} / {max(taken):.2f}"
