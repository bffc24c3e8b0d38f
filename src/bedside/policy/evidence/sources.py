"""Readers of two public sets of drug reviews, row by row: druglib (tab separated) and drugscom (comma separated).

Source of both: UCI Machine Learning Repository nos. 461 and 462, F. Gräßer and others, Digital Health 2018. Such rows
are external: they have no owner and never mix with members' figures. **The texts of the reviews are not kept.**

Each reader takes the lines of an open text file and gives a `Row` or a `BadRow` for every record. Open the file with
`encoding="utf-8", errors="replace", newline="\\n"`: records hold line breaks inside quotes, and only so do the line
numbers agree with those of an editor.
"""

import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial

from bedside.policy.terms.own import is_known
from bedside.policy.vocabulary import Rejected, repair_condition, tidy, tidy_treatment

HELPED_FROM_RATING = 7
LONGEST_NAME = 200

DRUGLIB_COLUMNS = (
    "", "urlDrugName", "rating", "effectiveness", "sideEffects", "condition",
    "benefitsReview", "sideEffectsReview", "commentsReview",
)  # fmt: skip
DRUGSCOM_COLUMNS = ("patient_id", "drug_name", "med_condition", "rating")

EFFECT_LEVELS = {
    "ineffective": 0,
    "marginally effective": 1,
    "moderately effective": 2,
    "considerably effective": 3,
    "highly effective": 4,
}
SIDE_EFFECT_LEVELS = {
    "no side effects": 0,
    "mild side effects": 1,
    "moderate side effects": 2,
    "severe side effects": 3,
    "extremely severe side effects": 4,
}
HELPED_FROM_EFFECT = 3
_NO_ANSWER = frozenset({"", "n/a", "na", "none", "-"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One evaluation of a public set. `line` is where its record begins, counted from 1 with the header."""

    line: int
    source_id: str
    treatment: str
    purpose: str
    helped: bool
    effect: int | None
    """0 none to 4 very strong; None where the set has only a rating: a rating is never turned into an effect."""
    side_effects: int | None
    """0 none to 4 extremely severe; None where the set does not say."""
    rating: int
    """1 to 10."""
    repaired: bool = False
    """Whether the purpose differs from what the file says in more than capitals and spaces."""
    known: bool = True
    """Whether some list has the purpose; one that none has is left as the file says it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BadRow:
    """A record that was refused: where it begins, a code for machines, a reason in plain words."""

    line: int
    code: str
    reason: str


class WrongHeader(ValueError):
    """The file does not begin with the columns of its format. The message says what was found and what was expected."""


@dataclass(frozen=True, slots=True)
class _Record:
    first_line: int
    last_line: int
    fields: list[str]

    @property
    def where(self) -> str:
        return f"lines {self.first_line} to {self.last_line}" if self.last_line > self.first_line else "the row"


class _Refused(ValueError):
    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code


def read_druglib(lines: Iterable[str]) -> Iterator[Row | BadRow]:
    """Read the DrugLib set. Helped = considerably or highly effective. Raises WrongHeader before the first row."""
    return _read(lines, columns=DRUGLIB_COLUMNS, delimiter="\t", parse=_druglib_row)


def read_drugscom(lines: Iterable[str], *, vocabulary: frozenset[str] = frozenset()) -> Iterator[Row | BadRow]:
    """Read the Drugs.com set, mending its damaged conditions. Helped = rated 7 or more. Raises WrongHeader likewise.

    `vocabulary` adds names, tidied, to those that come along: for mending, and for telling what is known.
    """
    parse = partial(_drugscom_row, names=vocabulary)
    return _read(lines, columns=DRUGSCOM_COLUMNS, delimiter=",", parse=parse)


def _read(
    lines: Iterable[str], *, columns: tuple[str, ...], delimiter: str, parse: Callable[[int, list[str]], Row]
) -> Iterator[Row | BadRow]:
    records = _records(lines, delimiter=delimiter)
    _check_header(next(records, None), columns)
    return _rows(records, columns=columns, parse=parse)


def _rows(
    records: Iterable[_Record | BadRow], *, columns: tuple[str, ...], parse: Callable[[int, list[str]], Row]
) -> Iterator[Row | BadRow]:
    first_line_of: dict[str, int] = {}
    for record in records:
        if isinstance(record, BadRow):
            yield record
            continue
        try:
            _check_width(record, columns)
            row = parse(record.first_line, record.fields)
            _check_new(row, first_line_of)
        except _Refused as refused:
            yield BadRow(line=record.first_line, code=refused.code, reason=str(refused))
            continue
        yield row


def _records(lines: Iterable[str], *, delimiter: str) -> Iterator[_Record | BadRow]:
    """The records of a file, without empty lines. One that cannot be split is a BadRow; reading goes on behind it."""
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        first = reader.line_num + 1
        try:
            fields = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            record = _Record(first, reader.line_num, [])
            reason = f"{record.where} cannot be split into columns; a quotation mark may be missing ({error})"
            yield BadRow(line=first, code="unreadable", reason=reason)
            continue
        if fields:
            yield _Record(first, reader.line_num, fields)


def _check_header(header: _Record | BadRow | None, columns: tuple[str, ...]) -> None:
    expected = ", ".join(name or "(no name)" for name in columns)
    if header is None:
        raise WrongHeader(f"The file is empty. Its first line must name the columns {expected}.")
    if isinstance(header, BadRow):
        raise WrongHeader(f"The first line cannot be read. It must name the columns {expected}.")
    found = [name.removeprefix("\ufeff").strip() for name in header.fields]
    if tuple(found) != columns:
        begins = ", ".join(name[:40] or "(no name)" for name in found[:10])
        raise WrongHeader(f"The first line must name the columns {expected}. It begins with {begins}.")


def _check_width(record: _Record, columns: tuple[str, ...]) -> None:
    found, wanted = len(record.fields), len(columns)
    if found != wanted:
        mark = "; a quotation mark may be missing" if record.last_line > record.first_line else ""
        raise _Refused("columns", f"{record.where} should make {wanted} columns, but there are {found}{mark}")


def _check_new(row: Row, first_line_of: dict[str, int]) -> None:
    first = first_line_of.setdefault(row.source_id, row.line)
    if first != row.line:
        raise _Refused("repeated", f"the row's number {row.source_id} was used before, in line {first}")


def _druglib_row(line: int, fields: list[str]) -> Row:
    source_id, treatment, rating, effectiveness, side_effects, condition = fields[:6]
    effect = _level(effectiveness, EFFECT_LEVELS, what="effectiveness")
    return Row(
        line=line,
        source_id=_source_id(source_id),
        treatment=_name(tidy_treatment(treatment), what="drug name"),
        purpose=_name(tidy(condition), what="condition"),
        helped=effect >= HELPED_FROM_EFFECT,
        effect=effect,
        side_effects=_level(side_effects, SIDE_EFFECT_LEVELS, what="side effects"),
        rating=_rating(rating),
    )


def _drugscom_row(line: int, fields: list[str], *, names: frozenset[str]) -> Row:
    source_id, treatment, condition, written_rating = fields
    purpose, repaired = _repaired(condition, names)
    rating = _rating(written_rating)
    return Row(
        line=line,
        source_id=_source_id(source_id),
        treatment=_name(tidy_treatment(treatment), what="drug name"),
        purpose=_name(purpose, what="condition"),
        helped=rating >= HELPED_FROM_RATING,
        effect=None,
        side_effects=None,
        rating=rating,
        repaired=repaired,
        known=purpose in names or is_known(purpose),
    )


@lru_cache(maxsize=4096)
def _repaired(condition: str, names: frozenset[str]) -> tuple[str, bool]:
    found = repair_condition(condition, vocabulary=names)
    if isinstance(found, Rejected):
        raise _Refused(f"condition_{found.reason.name.lower()}", found.reason.value)
    return found.text, found.changed


def _source_id(text: str) -> str:
    if not (text.isascii() and text.isdigit() and len(text) <= 18):
        raise _Refused("number", "the row's own number is missing or is not a number")
    return str(int(text))


def _rating(text: str) -> int:
    whole = text.strip().removesuffix(".0")
    if whole not in {str(number) for number in range(1, 11)}:
        raise _Refused("rating", "the rating is not a whole number from 1 to 10")
    return int(whole)


def _level(text: str, levels: dict[str, int], *, what: str) -> int:
    level = levels.get(tidy(text))
    if level is None:
        raise _Refused("level", f"the {what} is not one of the five levels")
    return level


def _name(text: str, *, what: str) -> str:
    if text.lower() in _NO_ANSWER:
        raise _Refused("missing", f"the {what} is missing")
    if len(text) > LONGEST_NAME:
        raise _Refused("too_long", f"the {what} is longer than {LONGEST_NAME} characters")
    if "\ufffd" in text or not text.isprintable():
        raise _Refused("characters", f"the {what} holds characters that cannot be read")
    return text
