"""Bringing the rows of a file into the tables on the way, some thousands at a time, as text for COPY."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import Final

from django.db import connection

from bedside.policy.registers import names
from bedside.policy.registers.model import PERSON, Register, Row

AT_ONCE: Final = 10_000

_ENTRIES: Final = """
    COPY registers_staged_entry
        (line, register, number, entity, replacement, family, given, middle, other_family, credential, city, region,
         postcode, country, telephone, family_key, given_key, city_key, other_keys, updated, deactivated, reactivated)
    FROM STDIN
"""
_LICENCES: Final = """
    COPY registers_staged_licence (line, number, slot, licence, region, taxonomy, is_primary) FROM STDIN
"""
_EMPTY: Final = "TRUNCATE registers_staged_entry, registers_staged_licence"


def empty() -> None:
    """Take away what is on the way."""
    with connection.cursor() as cursor:
        cursor.execute(_EMPTY)


def stage(register: Register, rows: Iterable[tuple[int, Row]]) -> Iterator[int]:
    """Copy rows, each with its line, onto the way; yield after each lot how many that were."""
    left = iter(rows)
    while some := list(islice(left, AT_ONCE)):
        with connection.cursor() as cursor:
            with cursor.copy(_ENTRIES) as copy:
                copy.write("".join([_entry(register.KEY, line, row) for line, row in some]))
            with cursor.copy(_LICENCES) as copy:
                copy.write("".join(_licences(some, many_rows=register.MANY_ROWS)))
        yield len(some)


def _entry(register: str, line: int, row: Row) -> str:
    person = row.entity == PERSON
    others = names.other_keys(names.Name(row.family, other_family=row.other_family)) if person else ()
    # Row's texts come first, in the order of the columns; days follow, for which no text stands for "none".
    texts = "\t".join(
        (
            str(line),
            register,
            *row[:13],
            names.key(row.family) if person else "",
            names.key(row.given) if person else "",
            names.key(row.city),
            " ".join(sorted(others)),
        )
    )
    return f"{_escaped(texts)}\t{row.updated}\t{_day(row.deactivated)}\t{_day(row.reactivated)}\n"


def _licences(rows: Iterable[tuple[int, Row]], *, many_rows: bool) -> Iterator[str]:
    """A slot is the place in the row; where a person has many rows, the line."""
    for line, row in rows:
        for place, licence in enumerate(row.licences, start=1):
            slot = line if many_rows else place
            texts = "\t".join((row.number, str(slot), licence.number, licence.region, licence.taxonomy))
            yield f"{line}\t{_escaped(texts)}\t{'t' if licence.primary else 'f'}\n"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\") if "\\" in text else text


def _day(day: date | None) -> str:
    return "\\N" if day is None else str(day)
