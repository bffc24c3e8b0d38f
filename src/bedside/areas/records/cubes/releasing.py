"""What a release is made of: the same units as the nightly counts, of those alone who agreed to it, then noise.

Exact numbers live in the memory of one call. The files are deleted before it returns, as after a nightly count.
"""

import secrets
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby
from operator import attrgetter

from bedside.areas.records.cubes import definitions
from bedside.areas.records.cubes.counting import DIALECT
from bedside.areas.records.cubes.engine import Engine, scratch
from bedside.areas.records.cubes.gathering import gather_releasable
from bedside.areas.records.cubes.noise import noisy
from bedside.areas.records.cubes.tables import COURSES, ILLNESSES, NAMED, UNITS
from bedside.areas.records.queries.consented import Releasable
from bedside.areas.records.words import slug
from bedside.policy.evidence.releases import Named, Released, Sums, Unit, bounded, released, sums

TOLD = f"""
    SELECT person, condition::VARCHAR AS condition, treatment::VARCHAR AS treatment, effect FROM {UNITS}
    WHERE said AND effect IS NOT NULL AND condition::VARCHAR IN ({{}}) AND treatment::VARCHAR IN ({{}})
    ORDER BY person
"""  # noqa: S608  # our own names


def figures(whose: Releasable, cells: Sequence[Named], *, epsilon: Decimal, today: date) -> tuple[Released, ...]:
    """Return the lines of a release, noise and all. Each call costs `epsilon`: the caller has written that down."""
    found = exact(whose, cells, today=today, key=secrets.token_bytes(32))  # another choice of units for each release
    return released(cells, *noisy(found, epsilon=epsilon), epsilon=epsilon)


def exact(whose: Releasable, cells: Sequence[Named], *, today: date, key: bytes) -> Sums:
    """Add up the units of who agreed, at most 5 of each. What comes of it goes to the noise and nowhere else."""
    with scratch() as folder:
        gather_releasable(folder, records=whose.records, told=whose.told)
        engine = Engine(folder)
        try:
            for name in (COURSES, NAMED, ILLNESSES):
                engine.load(name)
            engine.choose_units(definitions.units_sql((today - date(1970, 1, 1)).days, DIALECT))
            of_each = groupby(_units(engine, cells), key=attrgetter("person"))
            return sums((unit for _person, own in of_each for unit in bounded(own, key=key)), cells)
        finally:
            engine.close()


def _units(engine: Engine, cells: Sequence[Named]) -> Iterator[Unit[int]]:
    """One unit for each person and named cell, one person after the other."""
    place = {(slug(cell.condition), slug(cell.treatment)): cell for cell in cells}
    wanted = (_quoted({key[part] for key in place}) for part in (0, 1))
    for row in engine.dicts(TOLD.format(*wanted)):
        cell = place.get((row["condition"], row["treatment"]))
        if cell is not None:
            yield Unit(int(row["person"]), cell, int(row["effect"]))


def _quoted(names: set[str]) -> str:
    """Return names of the fixed list as SQL; the form of a name in an address has no quote in it."""
    return ", ".join(f"'{name}'" for name in sorted(names))
