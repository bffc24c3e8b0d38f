"""Labelled texts: a JSON object a line, packed by gzip or not.

`text`, `spans` ([{start, end, type}], code points, end exclusive), and any of `role`, `audience`, `in_reply_to`,
`author`, `posted_on`, `identifying`, `urgency`, `class`.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bedside.policy.guard.given import BadInput, facts_from, json_object
from bedside.policy.guard.model import Facts

NOT_IDENTIFIERS = frozenset({"organisation", "organization", "title", "nationality", "age"})
_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Span:
    """One labelled place, in code points, end exclusive. `type` is in lower case."""

    start: int
    end: int
    type: str

    @property
    def counts(self) -> bool:
        """Whether it is an identifier: no relation phrase, no part of a combination, none of NOT_IDENTIFIERS."""
        return not (self.type in NOT_IDENTIFIERS or self.type == "relation" or self.type.startswith("part."))


@dataclass(frozen=True, slots=True)
class Row:
    """One labelled text. `where` names file and row; None stands for what the file does not say."""

    where: str
    text: str
    spans: tuple[Span, ...] | None
    facts: Facts
    identifying: bool | None = None
    urgency: str | None = None
    cls: str = ""


def read_rows(path: Path) -> Iterator[Row]:
    """Read the rows of a file; raise BadInput, with file and row, for the first that is wrong."""
    for number, line in enumerate(_text_of(path).split("\n"), start=1):
        if line.strip():
            where = f"{path.name}: row {number}"
            try:
                yield _row(json_object(line), where=where)
            except BadInput as reason:
                raise BadInput(f"{where}: {reason}") from reason


def _text_of(path: Path) -> str:
    try:
        raw = path.read_bytes()
        return (gzip.decompress(raw) if raw.startswith(_GZIP) else raw).decode("utf-8")
    except (OSError, EOFError) as error:
        raise BadInput(f"{path.name} cannot be read") from error
    except UnicodeDecodeError as error:
        raise BadInput(f"{path.name} is not UTF-8") from error


def _row(given: Mapping[str, object], *, where: str) -> Row:
    text, identifying, urgency = given.get("text"), given.get("identifying"), given.get("urgency")
    if not isinstance(text, str):
        raise BadInput("text is missing")
    return Row(
        where=where,
        text=text,
        spans=_spans(given["spans"], length=len(text)) if given.get("spans") is not None else None,
        facts=facts_from(given, basis=Facts()),
        identifying=identifying if isinstance(identifying, bool) else None,
        urgency=urgency if isinstance(urgency, str) else None,
        cls=str(given.get("class", "")),
    )


def _spans(given: object, *, length: int) -> tuple[Span, ...]:
    if not isinstance(given, list):
        raise BadInput("spans is not a list")
    return tuple(_span(one, length=length) for one in given)


def _span(given: object, *, length: int) -> Span:
    if not isinstance(given, dict):
        raise BadInput("a span is not an object")
    start, end, kind = given.get("start"), given.get("end"), given.get("type")
    if type(start) is not int or type(end) is not int or not 0 <= start < end <= length:
        raise BadInput("a span has bad offsets")
    if not isinstance(kind, str):
        raise BadInput("a span has no type")
    return Span(start, end, kind.lower())
