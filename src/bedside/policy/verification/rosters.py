"""An employer's list of its clinicians: a CSV that names the number in a register and the name of each (spec 1.1, V4).

The list adds "at Elm Street Practice, from its roster" to what was checked already. It proves nobody's identity, and
who leaves it keeps what was checked apart from it.
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from bedside.policy.registers import REGISTERS

HEADER: Final = ("register", "number", "family", "given")
MOST: Final = 50_000  # people on one list
LONGEST_FIELD: Final = 500


class WrongHeader(ValueError):
    """The first line does not name the columns; the message says what it must be."""


@dataclass(frozen=True)
class Named:
    """One person on a list: the line, the register, the number as the register writes it, and the name."""

    line: int
    register: str
    number: str
    family: str
    given: str


@dataclass(frozen=True)
class Problem:
    """A line that can't be taken, and why."""

    line: int
    reason: str


def read(lines: Iterable[str]) -> Iterator[Named | Problem]:
    """Yield each line of a list as what it names, or as what is wrong with it; raise WrongHeader."""
    reader = csv.reader(lines)
    header = tuple(name.strip().removeprefix("\ufeff").casefold() for name in next(reader, []))
    if header != HEADER:
        raise WrongHeader(f'the first line must be "{",".join(HEADER)}"')
    seen: set[tuple[str, str]] = set()
    for fields in filter(None, reader):
        found = _line(reader.line_num, [field.strip() for field in fields])
        if isinstance(found, Named) and (found.register, found.number) in seen:
            found = Problem(reader.line_num, "this number stood on the list before")
        elif isinstance(found, Named) and len(seen) == MOST:
            found = Problem(reader.line_num, f"a list has at most {MOST:,} people")
        elif isinstance(found, Named):
            seen.add((found.register, found.number))
        yield found


def _line(line: int, fields: list[str]) -> Named | Problem:
    if len(fields) != len(HEADER) or any(len(field) > LONGEST_FIELD for field in fields):
        return Problem(line, f"a line has the {len(HEADER)} fields {', '.join(HEADER)}")
    key, number, family, given = fields
    register = REGISTERS.get(key)
    if register is None:
        return Problem(line, f"there is no register of this name; known are {', '.join(sorted(REGISTERS))}")
    if not family or not given:
        return Problem(line, "the family name or the given name is missing")
    tidy = register.normalise(number)
    if register.problem(tidy):
        return Problem(line, "the number is no number of this register")
    return Named(line, key, tidy, family, given)
