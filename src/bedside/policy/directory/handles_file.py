"""Reading a list of clinicians' handles: CSV, UTF-8, one header, each row taken or refused with its line and reason.

A file that is not what it says (another header, cut in the middle, other letters than UTF-8) is refused whole. Fields
that a table program would read as a formula lose the signs that make them one; an "@" before a handle is the handle's.
"""

import csv
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from bedside.policy.directory import networks
from bedside.policy.directory.places import MOST_LANGUAGES, countries, language_of

COLUMNS: Final = (
    "network",
    "handle",
    "display_name",
    "profession",
    "specialty",
    "country",
    "languages",
    "url",
    "source",
    "added_on",
)
LONGEST_FIELD: Final = 500
FORMULA_SIGNS: Final = "=+-@\t\r'"
FIRST_DAY: Final = date(2006, 1, 1)  # before this there was nothing of the kind to list
JOINERS: Final = "\u200c\u200d"  # some scripts can't be written without them
HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


class WrongFile(Exception):
    """The file as a whole can't be taken; the message says why and at which line."""


class BadField(Exception):
    """One row can't be taken; the message says why."""


@dataclass(frozen=True)
class Row:
    """One handle of one clinician, as the list tells it. `handle` is tidied; `url` is its page."""

    line: int
    network: str
    handle: str
    name: str
    profession: str
    specialty: str
    country: str
    languages: tuple[str, ...]
    url: str
    source: str
    added_on: date

    @property
    def merged_by(self) -> tuple[str, str]:
        """What two rows of one entry have in common."""
        return self.network, self.handle

    def with_earlier(self, other: "Row") -> "Row":
        """Return this row, with what it leaves empty taken from an earlier one of the same handle."""
        kept = {
            name: getattr(other, name)
            for name in ("profession", "specialty", "country", "languages")
            if not getattr(self, name)
        }
        return replace(self, **kept)


@dataclass(frozen=True)
class BadRow:
    """A row that was refused."""

    line: int
    reason: str


def read(lines: Iterable[str], *, today: date) -> Iterator[Row | BadRow]:
    """Yield each row of a file's lines (with their line ends), taken or refused; raise WrongFile for the whole.

    The first line has to be the header; a file that ends within a row is taken for cut.
    """
    watched = _Watched(lines)
    reader = csv.reader(watched, strict=True)
    try:
        _require_header(next(reader, []))
        for cells in reader:
            if any(cell.strip() for cell in cells):
                found = _read_row(reader.line_num, cells, today)
                if isinstance(found, BadRow) and not watched.ended:
                    raise WrongFile(f"line {reader.line_num}: the file ends in the middle of a row; it may be cut")
                yield found
    except csv.Error:
        reason = "a field is not closed or too long; the file may be cut, or not be a table"
        raise WrongFile(f"line {reader.line_num}: {reason}") from None
    except UnicodeDecodeError:
        raise WrongFile(f"after line {reader.line_num}: the file is not UTF-8") from None


class _Watched:
    """Lines, and whether the last one that was read had an end."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self.ended = True

    def __iter__(self) -> "_Watched":
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.ended = line.endswith(("\n", "\r"))
        return line


def _require_header(cells: list[str]) -> None:
    named = [cell.strip().casefold() for cell in cells]
    if named and named[0].startswith("\ufeff"):
        named[0] = named[0].removeprefix("\ufeff").strip('"')
    if tuple(named) != COLUMNS:
        missing = [name for name in COLUMNS if name not in named]
        what = f"it lacks {', '.join(missing)}" if missing else "its columns are in another order, or there are more"
        raise WrongFile(f"line 1: this is not the header {','.join(COLUMNS)}: {what}")


def _read_row(line: int, cells: list[str], today: date) -> Row | BadRow:
    try:
        if len(cells) != len(COLUMNS):
            raise BadField(f"it has {len(cells)} fields, not {len(COLUMNS)}")
        return _row(line, dict(zip(COLUMNS, map(_tidy, COLUMNS, cells), strict=True)), today)
    except BadField as bad:
        return BadRow(line, str(bad))


def _row(line: int, said: dict[str, str], today: date) -> Row:
    network = networks.network_of(said["network"])
    if network is None:
        raise BadField("the network is none that is known here")
    handle = networks.tidy(network, said["handle"])
    if handle is None:
        raise BadField(f"this can't be a handle on {network.name}")
    return Row(
        line=line,
        network=network.key,
        handle=handle,
        name=_needed(said["display_name"], "display_name"),
        profession=said["profession"],
        specialty=said["specialty"],
        country=_country(said["country"]),
        languages=_languages(said["languages"]),
        url=_url(network, handle, said["url"]),
        source=_needed(said["source"], "source"),
        added_on=_day(said["added_on"], today),
    )


def _tidy(column: str, cell: str) -> str:
    """Return a cell as one line in one form, and no formula; raise BadField."""
    tidy = " ".join(unicodedata.normalize("NFC", cell).split())
    if len(tidy) > LONGEST_FIELD:
        raise BadField(f"{column} has {len(tidy)} characters; {LONGEST_FIELD} is the most")
    if "\ufffd" in tidy or any(unicodedata.category(sign) in HIDDEN and sign not in JOINERS for sign in tidy):
        raise BadField(f"{column} holds hidden characters")
    if column == "handle":
        tidy = tidy.lstrip("'").removeprefix("@")
        if tidy.startswith(tuple(FORMULA_SIGNS)):
            raise BadField("handle is a formula")
        return tidy
    return tidy.lstrip(FORMULA_SIGNS + " ")


def _needed(text: str, column: str) -> str:
    if not any(sign.isalnum() for sign in text):
        raise BadField(f"{column} is empty")
    return text


def _country(text: str) -> str:
    code = text.upper().replace("UK", "GB") if len(text) == 2 else text.upper()
    if code and code not in countries():
        raise BadField("country is not the two letters of one")
    return code


def _languages(text: str) -> tuple[str, ...]:
    pieces = text.replace(";", " ").replace(",", " ").replace("|", " ").split()
    codes = [language_of(piece) for piece in pieces]
    if not all(codes):
        raise BadField(f"languages holds {pieces[codes.index('')]!r}, which is no code of a language we know")
    if len(codes) > MOST_LANGUAGES:
        raise BadField(f"languages holds {len(codes)}; {MOST_LANGUAGES} is the most")
    return tuple(dict.fromkeys(codes))


def _url(network: networks.Network, handle: str, text: str) -> str:
    if not text:
        return network.page_of(handle)
    problem = networks.address_problem(network, handle=handle, url=text)
    if problem:
        raise BadField(problem)
    return text


def _day(text: str, today: date) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise BadField("added_on is not a day such as 2026-03-01") from None
    if not FIRST_DAY <= day <= today:
        raise BadField("added_on is a day to come, or too long ago")
    return day
