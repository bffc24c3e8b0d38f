"""The fifteen counts are the same on DuckDB and on PostgreSQL, and are SQL that Trino reads."""

import csv
import json
import random
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import sqlglot
from django.db import connection

from bedside.areas.records.cubes import definitions
from bedside.areas.records.cubes.engine import TYPES, Engine
from bedside.areas.records.cubes.tables import COLUMNS, COURSES, ILLNESSES, KINDS, NAMED
from bedside.policy.evidence import cubes
from bedside.policy.evidence.staying import GROUPS

TODAY = 20_000
SQL_TYPES = TYPES | {"int8": "smallint", "float64": "double precision", "string": "text"}


def test_there_are_fifteen_and_they_are_those_of_the_list() -> None:
    assert list(definitions.CUBES) == list(cubes.CUBES)


def test_nothing_else_can_be_asked() -> None:
    with pytest.raises(KeyError):
        definitions.sql("c16", "duckdb")


@pytest.mark.parametrize("name", [*definitions.CUBES, "names"])
def test_each_is_a_statement_that_trino_reads(name: str) -> None:
    assert sqlglot.parse_one(definitions.sql(name, "trino"), dialect="trino").find(sqlglot.exp.Group)


def invented(chance: random.Random) -> dict[str, list[dict[str, Any]]]:
    """Rows with everything that may be missing missing somewhere."""
    people = range(1, 400)
    courses = [_course(number, chance.choice(people), chance) for number in range(2_500)]
    effects = ["nausea", "headache", "zzz"]
    named = [
        {"answer": one["answer"], "side_effect": name, "moderate": chance.random() < 0.5}
        for one in courses
        for name in chance.sample(effects, chance.randrange(3))
    ]
    ills = [
        {
            "person": person,
            "condition": chance.choice(["ms", "als"]),
            "confidence": chance.choice(["diagnosed", "likely", "own", "ruled_out"]),
            "severity": chance.choice(["", "mild", "moderate", "severe", "very_severe"]),
        }
        for person in people
        if chance.random() < 0.8
    ]
    return {COURSES: courses, NAMED: named, ILLNESSES: ills, KINDS: [{"treatment": "b", "class": "opioid"}]}


def _course(number: int, person: int, chance: random.Random) -> dict[str, Any]:
    started = TODAY - chance.randrange(40, 1500)
    declared = started + chance.randrange(0, 40)
    ended = chance.random() < 0.4
    condition = chance.choice(["ms", "als"])
    treatment = chance.choice(["a", "b", "c", "d", f"rare {person % 40}"])
    wave = chance.choice([-1, 0, 1, 2, 3, 4])
    level = lambda most: chance.choice([None, *range(most)]) if wave >= 0 else None  # noqa: E731
    return {
        "person": person,
        "answer": number,
        "condition": condition,
        "condition_name": chance.choice([condition, condition.upper()]),
        "treatment": treatment,
        "treatment_name": treatment.upper(),
        "line": chance.choice(["first", "later", "unsure"]),
        "month": started // 31,
        "started": started,
        "dated": chance.random() < 0.9,
        "declared": declared,
        "confirmed": chance.randrange(declared, TODAY),
        "stopped": chance.choice([None, started + chance.randrange(0, 60)]) if ended else None,
        "ended": ended,
        "reason": chance.choice(["", "other_plan", *GROUPS]) if ended else "",
        "wave": wave,
        "effect": level(5),
        "cannot_tell": chance.random() < 0.1,
        "worse": chance.random() < 0.1,
        "side_effects": level(5),
        "burden": level(4),
        "adherence": level(4),
        "cost": chance.choice(["", "nothing", "50_199", "200_up", "not_said"]),
        "again": chance.choice(["", "yes", "no", "unsure"]),
        "w2": chance.randrange(3),
        "m3": chance.randrange(3),
        "m6": chance.randrange(3),
        "m12": chance.randrange(3),
        "sex": chance.choice(["", "female", "male"]),
        "age_band": chance.choice(["", *(band for _, band in cubes.AGE_BANDS), cubes.OLDEST]),
    }


def counted_by_postgresql(tables: dict[str, list[dict[str, Any]]]) -> dict[str, list[tuple[Any, ...]]]:
    """The application may make no tables, so the rows come as one text each."""
    parts, rows = [], []
    for name, some in tables.items():
        columns = ", ".join(f'"{column}" {SQL_TYPES[kind]}' for column, kind in COLUMNS[name].items())
        parts.append(f"{name} AS MATERIALIZED (SELECT * FROM jsonb_to_recordset(%s::jsonb) AS t({columns}))")
        rows.append(json.dumps(some))
    parts.append(f"units AS MATERIALIZED ({definitions.units_sql(TODAY, 'postgres')})")
    found = {}
    with connection.cursor() as cursor:
        for name in definitions.CUBES:
            statement = definitions.sql(name, "postgres")
            assert "%" not in statement
            cursor.execute(f"WITH {', '.join(parts)} SELECT * FROM ({statement}) AS counted", rows)
            found[name] = cursor.fetchall()
    return found


def counted_by_duckdb(tables: dict[str, list[dict[str, Any]]], folder: Path) -> dict[str, list[tuple[Any, ...]]]:
    engine = Engine(folder)
    for name, rows in tables.items():
        with (folder / f"{name}.csv").open("w", newline="") as out:
            csv.writer(out).writerows([row[column] for column in COLUMNS[name]] for row in rows)
        engine.load(name)
    engine.choose_units(definitions.units_sql(TODAY, "duckdb"))
    found = {name: engine.rows(definitions.sql(name, "duckdb")) for name in definitions.CUBES}
    engine.close()
    return found


def plain(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return sorted(tuple(float(one) if isinstance(one, Decimal | int | float) else one for one in row) for row in rows)


@pytest.mark.django_db
def test_duckdb_and_postgresql_count_the_same(tmp_path: Path) -> None:
    tables = invented(random.Random(8))
    there, here = counted_by_postgresql(tables), counted_by_duckdb(tables, tmp_path)
    for name in definitions.CUBES:
        assert here[name], name
        assert plain(here[name]) == plain(there[name]), name
