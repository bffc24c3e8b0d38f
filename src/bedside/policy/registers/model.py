"""What a register of licensed clinicians is made of: its file, its rows, and what the site knows of one number."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, NamedTuple, Protocol

PERSON: Final = "person"
ORGANISATION: Final = "organisation"


class Licence(NamedTuple):
    """One licence, or one field of work without a number, in the register's own codes. `region` is who licensed."""

    number: str
    region: str
    taxonomy: str
    primary: bool


@dataclass(frozen=True)
class Entry:
    """What a register says of one number.

    `entity` is PERSON or ORGANISATION, or "" where only the number is known to have ended. `active` is false for a
    number that was deactivated or that left the register. `family` holds an organisation's name too. `updated` is the
    day of the row, `register_date` that of the newest file that was imported ("register of 1 Nov 2026").
    """

    register: str
    number: str
    family: str
    given: str
    other_family: str
    entity: str
    active: bool
    city: str
    region: str
    country: str
    telephone: str
    licences: tuple[Licence, ...]
    updated: date
    register_date: date | None
    middle: str = ""
    postcode: str = ""
    replacement: str = ""


@dataclass(frozen=True)
class Match:
    """Whether a number and a name are one entry.

    "none" is said alike of a number that is unknown, of an organisation's, and of somebody else's: nobody learns from
    it whose a number is. `entry` is there for "exact", "near" and "inactive". "near" goes to a person.
    """

    kind: Literal["exact", "near", "none", "inactive"]
    entry: Entry | None = None


@dataclass(frozen=True)
class Place:
    """Where a clinician practises: a country with a region or a city. Codes as the register has them: "US", "NE"."""

    country: str
    region: str = ""
    city: str = ""


@dataclass(frozen=True)
class Specialty:
    """A field of work in plain words of our own, and the profession that it belongs to."""

    name: str
    profession: str


class Column(NamedTuple):
    """One column that is read: our name for it, and the names that headers of the file have for it, newest first."""

    name: str
    headers: tuple[str, ...]
    needed: bool = True


class Row(NamedTuple):
    """One row of a register's file, as it is kept. Texts are tidied; `updated` is never missing."""

    number: str
    entity: str
    replacement: str
    family: str
    given: str
    middle: str
    other_family: str
    credential: str
    city: str
    region: str
    postcode: str
    country: str
    telephone: str
    updated: date
    deactivated: date | None
    reactivated: date | None
    licences: tuple[Licence, ...]

    @property
    def bare(self) -> bool:
        """Whether the row says no more than that the number has ended."""
        return not self.family


class RowProblem(NamedTuple):
    """A row that was not taken: where, why, and whose it was as far as that could be read."""

    line: int
    code: str
    reason: str
    number: str = ""


class BadRow(Exception):
    """A row cannot be taken. `code` is one of REASONS."""

    def __init__(self, code: str, number: str = "") -> None:
        self.code, self.number = code, number
        super().__init__(code)


REASONS: Final[dict[str, str]] = {
    "width": "the row has another number of fields than the header",
    "number": "the number is no number of this register",
    "check_digit": "the number has a wrong check digit",
    "entity": "it is not said whether this is a person or an organisation",
    "name": "there is no name",
    "date": "a date cannot be read or is missing",
    "letters": "the row holds letters that cannot be read",
    "long": "a field is longer than it can be",
}


def reason_of(code: str) -> str:
    """Return the words for a code of `BadRow`."""
    return REASONS[code]


@dataclass(frozen=True)
class Table:
    """The columns that are read of a file, and what makes a row of their tidied fields (given in the order of the
    columns) and the day of the file. It raises `BadRow`, and returns None for a row that belongs to another register.
    """

    columns: tuple[Column, ...]
    make: Callable[[Sequence[str], date], Row | None]


class Register(Protocol):
    """What the file of a register has to give: one file in this folder, found by its name.

    `KEY` names it in tables and addresses, `PATTERN` is the form of a number, `MEMBER` finds the file in a zip and,
    with its group "day" in the form DAY, tells the day that the file is of. `NOTHING` is what the file writes where it
    says nothing. `MANY_ROWS`: a person may have several rows. `ENDED` is the list of ended numbers and
    `EXCLUDED` that of excluded persons, where there is one; both make bare rows.
    """

    KEY: str
    NAME: str
    COUNTRY: str
    PATTERN: re.Pattern[str]
    MEMBER: re.Pattern[str]
    DAY: str
    DELIMITER: str
    QUOTED: bool
    NOTHING: frozenset[str]
    TABLE: Table
    ENDED: Table | None
    EXCLUDED: Table | None
    MANY_ROWS: bool

    def normalise(self, text: str) -> str:
        """Return a number as somebody typed it in the form in which it is kept."""
        ...

    def problem(self, number: str) -> str | None:
        """Return what is wrong with a normalised number, as a code of REASONS; None when its form is right."""
        ...


def bare_row(number: str, *, ended: date) -> Row:
    """Return the row that says only that a number ended on a day."""
    return Row(
        number=number,
        entity="",
        replacement="",
        family="",
        given="",
        middle="",
        other_family="",
        credential="",
        city="",
        region="",
        postcode="",
        country="",
        telephone="",
        updated=ended,
        deactivated=ended,
        reactivated=None,
        licences=(),
    )
