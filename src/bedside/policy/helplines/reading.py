"""An operator's list of crisis lines, as YAML in the form of crisis_lines.yaml or as CSV: every bad row by its line.

Nothing here trusts the file: it may be cut, in another encoding, made by a spreadsheet that turned 024 into 20.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pkgutil import get_data
from typing import Final

import yaml

from bedside.policy.directory.places import countries
from bedside.policy.helplines.dialling import calls, texts

MOST_BYTES: Final = 1_000_000
MOST_LINES: Final = 5_000
COLUMNS: Final = ("country", "name", "telephone", "sms", "hours", "languages", "checked_on", "checked_by")
NEEDED: Final = ("country", "name")
LONGEST: Final = {"name": 80, "telephone": 100, "sms": 60, "hours": 100, "languages": 100, "checked_by": 80}
_YAML_NAMES: Final = {"tel": "telephone"}
_PASSED_OVER: Final = frozenset({"status"})  # of the starting list: how it was found, which says nothing of today


class WrongFile(Exception):
    """The file as a whole can't be read; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that can't be taken, and why."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list, tidied. `checked_on` None: nobody has called it."""

    line: int
    country: str
    name: str
    telephone: str = ""
    sms: str = ""
    hours: str = ""
    languages: str = ""
    checked_on: date | None = None
    checked_by: str = ""


def starting_list() -> bytes:
    """Return the list that comes with the package: no line of it was called, so none is shown before it is."""
    return get_data("bedside.policy.helplines", "starting.yaml") or b""


def read(data: bytes, *, today: date) -> list[Row | BadRow]:
    """Return every row of the file, good or bad; raise WrongFile when there is no telling rows apart."""
    if len(data) > MOST_BYTES:
        raise WrongFile(f"The file is larger than {MOST_BYTES:,} bytes. That is no list of crisis lines.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise WrongFile("The file is not in UTF-8. Save it again with that encoding.") from error
    if "\x00" in text:
        raise WrongFile("The file holds a zero byte. It may be cut or not be text.")
    found = [_checked(line, told, today=today) for line, told in _told(text)]
    if not found:
        raise WrongFile("There is no crisis line in this file.")
    if len(found) > MOST_LINES:
        raise WrongFile(f"The file has more than {MOST_LINES:,} lines.")
    return _once(found)


def _told(text: str) -> Iterator[tuple[int, dict[str, str] | str]]:
    """Yield where a row begins, with its cells by column or with what is wrong with it."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    cells = {cell.strip().lower() for cell in first.split(",")}
    return _from_csv(text) if set(NEEDED) <= cells else _from_yaml(text)


def _from_csv(text: str) -> Iterator[tuple[int, dict[str, str] | str]]:
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        heads: list[str] = []
        for cells in rows:
            if not any(cell.strip() for cell in cells):
                continue
            if not heads:
                heads = _heads(cells)
                continue
            line = rows.line_num
            yield line, dict(zip(heads, cells, strict=True)) if len(cells) == len(heads) else _COUNT.format(len(heads))
    except csv.Error as error:
        raise WrongFile(f"line {rows.line_num}: this is no CSV ({error}).") from error


_COUNT: Final = "The row needs {} cells, as the first line has. Put words with a comma in quotes."


def _heads(cells: list[str]) -> list[str]:
    heads = [cell.strip().lower() for cell in cells]
    unknown = sorted(set(heads) - set(COLUMNS))
    if unknown or len(set(heads)) < len(heads):
        raise WrongFile(f"The columns have to be some of: {', '.join(COLUMNS)}, each once.")
    return heads


def _from_yaml(text: str) -> Iterator[tuple[int, dict[str, str] | str]]:
    try:
        top = yaml.compose(text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 1}: " if mark else ""
        raise WrongFile(f"{where}this is neither YAML nor CSV with a first line of columns.") from error
    if not isinstance(top, yaml.SequenceNode):
        raise WrongFile("The file has to be a list of countries, as docs/operators/crisis-lines.md shows.")
    for node in top.value:
        yield from _of_country(node)


def _of_country(node: yaml.Node) -> Iterator[tuple[int, dict[str, str] | str]]:
    line, parts = _line(node), _mapping(node)
    if parts is None or "cc" not in parts:
        yield line, "A country needs cc (two letters) and lines."
        return
    lines = parts.get("lines")
    if not isinstance(lines, yaml.SequenceNode):
        yield line, "A country needs lines: a list, which may be empty."
        return
    for one in lines.value:
        yield _line(one), _of_line(one, country=_plain(parts["cc"]))


def _of_line(node: yaml.Node, *, country: str | None) -> dict[str, str] | str:
    parts = _mapping(node)
    if parts is None or country is None:
        return "A line needs a name and tel or sms, each in quotes."
    told = {"country": country}
    for key, value in parts.items():
        column = _YAML_NAMES.get(key, key)
        if column in _PASSED_OVER:
            continue
        words = _plain(value)
        if column not in COLUMNS or words is None:
            return f"{key!r} is no word or text that a line has."
        told[column] = words
    return told


def _mapping(node: yaml.Node) -> dict[str, yaml.Node] | None:
    if not isinstance(node, yaml.MappingNode):
        return None
    parts = {_plain(key) or "": value for key, value in node.value}
    return parts if len(parts) == len(node.value) else None


def _plain(node: yaml.Node) -> str | None:
    """Return the words of a node as they stand in the file: 024 without quotes stays 024, and is no number."""
    return str(node.value) if isinstance(node, yaml.ScalarNode) else None


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def _checked(line: int, told: dict[str, str] | str, *, today: date) -> Row | BadRow:
    if isinstance(told, str):
        return BadRow(line, told)
    tidy = {column: " ".join(told.get(column, "").split()) for column in COLUMNS}
    reason = _wrong(tidy, today=today)
    if reason:
        return BadRow(line, reason)
    called = tidy.pop("checked_on")
    tidy["country"] = tidy["country"].upper()
    return Row(line=line, checked_on=date.fromisoformat(called) if called else None, **tidy)


def _wrong(tidy: dict[str, str], *, today: date) -> str:
    """Return what is wrong with a row, "" for nothing."""
    if tidy["country"].upper() not in countries():
        return f"There is no country with the letters {tidy['country'][:10]!r}. Use two, such as GB."
    if not any(sign.isalnum() for sign in tidy["name"]):
        return "The line needs a name."
    long = next((column for column, most in LONGEST.items() if len(tidy[column]) > most), "")
    if long:
        return f"{long} is longer than {LONGEST[long]} characters."
    if any(not sign.isprintable() for words in tidy.values() for sign in words):
        return "There are hidden characters in this row. Type it by hand."
    return _wrong_number(tidy) or _wrong_call(tidy, today=today)


def _wrong_number(tidy: dict[str, str]) -> str:
    if not (tidy["telephone"] or tidy["sms"]):
        return "The line needs a telephone number or a number for text messages."
    if tidy["telephone"] and len(calls(tidy["telephone"])) < tidy["telephone"].count("/") + 1:
        return f"No number to dial can be read in {tidy['telephone']!r}."
    if tidy["sms"] and not texts(tidy["sms"]):
        return f"No number to write to can be read in {tidy['sms']!r}. Use '85258' or 'SHOUT to 85258'."
    return ""


def _wrong_call(tidy: dict[str, str], *, today: date) -> str:
    """Return what is wrong with who called when: a day without a name, and a name without a day, prove nothing."""
    if not tidy["checked_on"]:
        return "checked_by needs the day in checked_on." if tidy["checked_by"] else ""
    try:
        day = date.fromisoformat(tidy["checked_on"])
    except ValueError:
        return "checked_on has to be a day such as 2026-03-31."
    if day > today:
        return "checked_on is a day to come. Put the day of the call."
    return "" if tidy["checked_by"] else "checked_on needs the name of who called, in checked_by."


def _once(rows: list[Row | BadRow]) -> list[Row | BadRow]:
    """Turn a line that comes a second time into a bad row: which of the two is meant, nobody can tell."""
    seen: dict[tuple[str, str], int] = {}
    found: list[Row | BadRow] = []
    for row in rows:
        key = (row.country, row.name.casefold()) if isinstance(row, Row) else None
        if key in seen:
            found.append(BadRow(row.line, f"This line stands in line {seen[key]} already."))
            continue
        if key is not None:
            seen[key] = row.line
        found.append(row)
    return found
