"""Out of PostgreSQL: what members let the site count, without who they are.

Two sources feed one file. What a persona said on the page of a treatment stands in clear, and PostgreSQL copies it out
itself. What stands in a record is sealed: it is opened here, of those alone whose grant runs (`opening`). Both number a
person with a key that is made for this build and forgotten with it: the two are one person, and no two builds alike.
"""

import csv
import secrets
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from django.db import connection

from bedside.areas.records.cubes.abouts import as_arrays, opened_abouts
from bedside.areas.records.cubes.opening import Opened, opened
from bedside.areas.records.cubes.tables import COLUMNS, COURSES, ILLNESSES, KINDS, NAMED
from bedside.policy.about_me import AboutMe
from bedside.policy.evidence.cubes import AGE_BANDS, OLDEST
from bedside.policy.evidence.flags import classes_of
from bedside.policy.sharing import RELEASES, STATISTICS

NUMBER: Final = "('x' || substr(encode(sha256(convert_to(%(key)s || {}, 'UTF8')), 'hex'), 1, 15))::bit(60)::bigint"
ANSWER: Final = "hashtextextended({}::text, %(seed)s)"
"""Of the files of one build alone, so that it need not be worked out a second time elsewhere: faster than `NUMBER`."""
DAY: Final = "({} AT TIME ZONE 'UTC')::date - DATE '1970-01-01'"
PERSON: Final = NUMBER.format("account_id::text")
COUNTED: Final = f"""
  FROM records_course c
  JOIN (SELECT id, account_id, {PERSON} AS number, coalesce(a.sex, '') AS sex, a.born FROM people_persona
        LEFT JOIN unnest(%(about_of)s::bigint[], %(about_sex)s::text[], %(about_born)s::int[]) AS a(of, sex, born)
          ON a.of = account_id OFFSET 0) p ON p.id = c.owner_id
  LEFT JOIN records_evaluation e ON e.course_id = c.id AND e.wave <> 'adhoc'
  WHERE c.counted AND NOT EXISTS (SELECT 1 FROM people_staff_role s WHERE s.account_id = p.account_id)
"""  # noqa: S608  # our own words
AGE: Final = "extract(year FROM coalesce(e.answered_at, c.confirmed_at) AT TIME ZONE 'UTC')::int - p.born"
BANDS: Final = " ".join(f"WHEN {AGE} < {end} THEN '{band}'" for end, band in AGE_BANDS)
NAMING: Final = f"{COUNTED} AND cardinality(e.unwanted) > 0"  # the others have nothing to unfold
SAID: Final = {
    "person": "p.number",  # worked out once for each persona (OFFSET 0), and not for each row
    "answer": ANSWER.format("coalesce(e.id, c.id)"),
    "condition": "c.purpose_slug",
    "condition_name": "c.purpose",
    "treatment": "c.treatment_slug",
    "treatment_name": "c.treatment",
    "line": "'unsure'",
    "month": "(extract(year FROM c.started) * 12 + extract(month FROM c.started))::int",
    "started": "c.started - DATE '1970-01-01'",
    "dated": "true",
    "declared": DAY.format("c.declared_at"),
    "confirmed": DAY.format("c.confirmed_at"),
    "stopped": "c.stopped - DATE '1970-01-01'",
    "ended": "c.standing = 'stopped'",
    "reason": "c.stop_reason",
    "wave": "coalesce(array_position(ARRAY['past', 'w2', 'm3', 'm6', 'm12'], e.wave::text) - 1, -1)",
    "effect": "e.effect",
    "cannot_tell": "e.id IS NOT NULL AND e.effect IS NULL",
    "worse": "coalesce(e.made_worse, false)",
    "side_effects": "e.side_effects",
    "burden": "null",
    "adherence": "null",
    "cost": "''",
    "again": "''",
    "w2": "0",
    "m3": "0",
    "m6": "0",
    "m12": "0",
    "sex": "p.sex",
    "age_band": f"CASE WHEN p.born IS NULL OR {AGE} < 0 THEN '' {BANDS} ELSE '{OLDEST}' END",
}


def gather(folder: Path, accounts: Iterable[int]) -> None:
    """Write the files of a build as CSV; `accounts` let their record be counted. The caller reads past row security."""
    _write(folder, accounts, of="", also=STATISTICS, given={}, abouts=opened_abouts())


def gather_releasable(folder: Path, *, records: Iterable[int], told: Iterable[int]) -> None:
    """Write the same of those alone who agreed to open releases: of what they keep, and of what they told."""
    of = "AND p.account_id = ANY(%(told)s)"
    _write(folder, records, of=of, also=RELEASES, given={"told": sorted(told)}, abouts={})


def _write(
    folder: Path,
    accounts: Iterable[int],
    *,
    of: str,
    also: str,
    given: Mapping[str, Any],
    abouts: Mapping[int, AboutMe],
) -> None:
    key = secrets.token_hex(16)
    values = {"key": key, "seed": secrets.randbits(63), **as_arrays(abouts), **given}
    columns = ", ".join(SAID[name] for name in COLUMNS[COURSES])
    _copy(folder / f"{COURSES}.csv", f"SELECT {columns} {COUNTED} {of}", values)
    _copy(folder / f"{NAMED}.csv", f"SELECT {SAID['answer']}, unnest(e.unwanted), false {NAMING} {of}", values)
    (folder / f"{ILLNESSES}.csv").touch()
    for one in opened(accounts, key=key, also=also, abouts=abouts):
        _append(folder, one)


def _copy(path: Path, query: str, values: Mapping[str, Any]) -> None:
    statement = f"COPY ({query}) TO STDOUT (FORMAT csv)"
    with connection.cursor() as cursor, path.open("wb") as out, cursor.copy(statement, values) as copy:
        for block in copy:
            out.write(block)


def _append(folder: Path, one: Opened) -> None:
    for name, rows in ((COURSES, one.courses), (NAMED, one.named), (ILLNESSES, one.illnesses)):
        with (folder / f"{name}.csv").open("a", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows([_plain(row, name) for row in rows])


def _plain(row: Mapping[str, Any], name: str) -> list[Any]:
    """Return the values of a row in the order of the columns; None is an empty field, an empty text is a quoted one."""
    return [row[column] for column in COLUMNS[name]]


def write_kinds(folder: Path, treatments: Mapping[str, str]) -> None:
    """Write of which kind each treatment is, by what its name alone tells."""
    with (folder / f"{KINDS}.csv").open("w", encoding="utf-8", newline="") as out:
        rows = ((slug, sorted(classes_of(name))) for slug, name in treatments.items())
        csv.writer(out).writerows((slug, kinds[0]) for slug, kinds in rows if kinds)
