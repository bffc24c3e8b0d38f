"""The counts of one night: gather, count, and hand on as facts. What stands in them goes no further than the build."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any, Final

import numpy as np

from bedside.areas.records.cells import Key
from bedside.areas.records.cubes import definitions
from bedside.areas.records.cubes.engine import Engine, scratch
from bedside.areas.records.cubes.gathering import gather, write_kinds
from bedside.areas.records.cubes.tables import COURSES, ILLNESSES, KINDS, NAMED
from bedside.areas.records.facts import Facts
from bedside.policy.evidence.headline import Headline
from bedside.policy.evidence.lines import Line
from bedside.policy.evidence.purpose import Count
from bedside.policy.evidence.survival import Spells

DIALECT: Final = "duckdb"
SPLIT_CUBES: Final = {"c12": "sex", "c13": "age_band", "c14": "severity"}
PAIR: Final = ("condition", "treatment")


@dataclass(frozen=True, kw_only=True)
class Night:
    """All that one night counted."""

    pairs: dict[Key, Facts]
    illnesses: dict[str, dict[str, int]]
    """People by condition and how sure they are of it (c01)."""
    lines: dict[str, dict[str, dict[Line, Count]]]
    """By condition, kind of treatment and line (c15)."""
    rows: int


def count(accounts: Iterable[int], *, today: date) -> Night:
    """Count the consented rows of tonight. The files are deleted before this returns, whatever happens."""
    with scratch() as folder:
        gather(folder, accounts)
        engine = Engine(folder)
        try:
            for name in (COURSES, NAMED, ILLNESSES):
                engine.load(name)
            pairs = engine.rows(f"SELECT treatment, min(treatment_name) FROM {COURSES} GROUP BY treatment")  # noqa: S608  # our own names
            write_kinds(folder, dict(pairs))
            engine.load(KINDS)
            engine.choose_units(definitions.units_sql((today - date(1970, 1, 1)).days, DIALECT))
            return _night(engine)
        finally:
            engine.close()


def _night(engine: Engine) -> Night:
    pairs = {key: Facts(**fields) for key, fields in _fields(engine).items()}
    illnesses: dict[str, dict[str, int]] = defaultdict(dict)
    for row in _cube(engine, "c01"):
        illnesses[row["condition"]][row["confidence"]] = row["people"]
    lines: dict[str, dict[str, dict[Line, Count]]] = defaultdict(lambda: defaultdict(dict))
    for row in _cube(engine, "c15"):
        lines[row["condition"]][row["class"]][Line(row["line"])] = _count(row)
    rows = int(engine.rows("SELECT count(*) FROM units")[0][0])
    return Night(pairs=pairs, illnesses=dict(illnesses), lines={c: dict(k) for c, k in lines.items()}, rows=rows)


def _cube(engine: Engine, name: str) -> Iterator[dict[str, Any]]:
    return engine.dicts(definitions.sql(name, DIALECT))


def _count(row: Mapping[str, Any]) -> Count:
    return Count(people=int(row["people"]), helped=int(row["helped"]))


def _key(row: Mapping[str, Any]) -> Key:
    return row["condition"], row["treatment"]


def _fields(engine: Engine) -> dict[Key, dict[str, Any]]:
    """The fields of the facts of each pair."""
    made: dict[Key, dict[str, Any]] = {}
    for row in _cube(engine, "c02"):
        stand = {name: int(row[name]) for name in ("still_on", "stopped", "silent", "remembered")}
        made[_key(row)] = {
            "purpose": row["condition"],
            "treatment": row["treatment"],
            "people": 0,
            "helped": 0,
            "headline": Headline(**stand),
        }
    for row in _cube(engine, "c04"):
        made[_key(row)] |= {"people": int(row["people"]), "helped": int(row["helped"])}
    _add_names(engine, made)
    _add_levels(engine, made)
    _add_lists(engine, made)
    for key, spells in _spells(engine):
        made[key]["spells"] = spells
    return made


def _add_names(engine: Engine, made: dict[Key, dict[str, Any]]) -> None:
    """The name most used of each; what is the same but for capitals and points is one."""
    used: dict[str, dict[Key, dict[str, int]]] = {field: defaultdict(dict) for field in ("purpose", "treatment")}
    for row in _cube(engine, "names"):
        for field, name in (("purpose", row["condition_name"]), ("treatment", row["treatment_name"])):
            counts = used[field][_key(row)]
            counts[name] = counts.get(name, 0) + row["people"]
    for field, found in used.items():
        for key, names in found.items():
            made[key][field] = min(names, key=lambda name: (-names[name], name))  # used at once


def _add_levels(engine: Engine, made: dict[Key, dict[str, Any]]) -> None:
    for cube, facet, field in (("c05", "effect", "effects"), ("c06", "side_effects", "side_effects")):
        for row in _cube(engine, cube):
            made[_key(row)][field] = tuple(int(row[f"{facet}_{level}"]) for level in range(5))
    for row in _cube(engine, "c08"):
        fields = made[_key(row)]
        for facet in ("burden", "adherence"):
            fields[facet] = tuple(int(row[f"{facet}_{level}"]) for level in range(4))
        fields |= {"priced": int(row["priced"]), "dear": int(row["dear"])}
        fields["again"] = {word: int(row[f"again_{word}"]) for word in ("yes", "no", "unsure")}
    for row in _cube(engine, "c03"):
        asked = {w: (int(row[f"{w}_asked"]), int(row[f"{w}_answered"])) for w in definitions.WAVES}
        made[_key(row)]["waves"] = {wave: counts for wave, counts in asked.items() if counts[0]}


def _add_lists(engine: Engine, made: dict[Key, dict[str, Any]]) -> None:
    for row in _cube(engine, "c07"):
        fields = made[_key(row)]
        fields.setdefault("unwanted", {})[row["side_effect"]] = int(row["people"])
        fields.setdefault("badly", {})[row["side_effect"]] = int(row["at_least_moderate"])
    for row in _cube(engine, "c09"):
        made[_key(row)].setdefault("reasons", {})[int(row["cause"])] = int(row["people"])
    for cube, fact in SPLIT_CUBES.items():
        for row in _cube(engine, cube):
            splits = made[_key(row)].setdefault("splits", {})
            splits.setdefault(fact, {})[row[fact]] = _count(row)


def _spells(engine: Engine) -> Iterator[tuple[Key, Spells]]:
    """The courses under observation of each pair. Equal ones come as one row with their number."""
    numbers = "enum_code(condition) AS condition, enum_code(treatment) AS treatment, entry, leave, cause, people"
    spells = definitions.sql("c10", DIALECT)
    found = engine.arrays(f"SELECT {numbers} FROM ({spells}) AS c10 ORDER BY 1, 2, 3, 4, 5")  # noqa: S608  # our own names
    conditions, treatments = found["condition"], found["treatment"]
    if not len(conditions):
        return
    names = {name: [row[0] for row in engine.rows(f"SELECT unnest(enum_range(NULL::{name}_word))")] for name in PAIR}
    changed = (conditions[1:] != conditions[:-1]) | (treatments[1:] != treatments[:-1])
    edges = [0, *(np.flatnonzero(changed) + 1).tolist(), len(conditions)]
    for begin, end in pairwise(edges):
        people = found["people"][begin:end]
        arrays = (np.repeat(np.asarray(found[name][begin:end]), people) for name in ("entry", "leave", "cause"))
        entry, leave, cause = arrays
        yield (
            (names["condition"][int(conditions[begin])], names["treatment"][int(treatments[begin])]),
            Spells(entry.astype(np.float64), leave.astype(np.float64), cause.astype(np.int64)),
        )
