"""The safer words for one finding, and a text with them put in so that the sentence stays whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bedside.policy.guard.fitting import put_in
from bedside.policy.guard.messages import MESSAGES
from bedside.policy.guard.model import Finding, Hit, Kind, Part, Report
from bedside.policy.guard.text import sentence_starts

_IN_OTHER_WORDS: frozenset[Kind] = frozenset({"relation", "combination"})
_NOTHING_TO_REPLACE: frozenset[Kind] = frozenset({"unchecked", "image"})


class Change(NamedTuple):
    """A place, and the words that come there; None leaves the place out."""

    start: int
    end: int
    safer: str | None
    kind: Kind


def safer_for(hit: Hit) -> str | None:
    """Give the ready replacement for a hit, or None to leave the words out."""
    message = MESSAGES[hit.rule]
    return message.variants[hit.variant].format(hit.detail) if hit.variant else message.safer


def with_safer(text: str, finding: Finding) -> str:
    """Give `text` with the safer words of one finding put in, or as it is where the finding has none.

    The findings of the same report do not fit the new text: ask the guard again.
    """
    return _changed(text, _changes(text, [finding]))


def with_part(text: str, finding: Finding, number: int) -> str:
    """Give `text` with one part of a combination softened, counted from 0; as it is where there is no such part."""
    parts = finding.parts[number : number + 1] if number >= 0 else ()
    return _changed(text, list(_softer(finding, parts=parts, length=len(text))))


def safer_text(text: str, report: Report) -> str:
    """Give `text` with the safer words of every finding above information put in.

    Words without a replacement are taken out together with the spaces around them. A sentence with a relation phrase
    is replaced whole, because the phrase cannot be lifted out of it; the same sentence is not said twice in a row.
    The parts of a combination are softened where nothing else was found, because other safer words may be enough.
    Where two findings touch, one round is not enough either: `mended` asks the guard again.
    """
    shown = [one for one in report.findings if one.level != "info"]
    return _changed(text, _changes(text, [one for one in shown if one.kind != "combination"] or shown))


def _changed(text: str, changes: list[Change]) -> str:
    for change in reversed(changes):
        text = put_in(text, start=change.start, end=change.end, safer=change.safer, kind=change.kind)
    return text


def _changes(text: str, findings: list[Finding]) -> list[Change]:
    """Give changes of which none overlaps another, in order: sentences go before parts, and parts before words."""
    shown = [one for one in findings if one.kind not in _NOTHING_TO_REPLACE and one.end <= len(text)]
    whole = _sentences([one for one in shown if one.kind == "relation"], text=text)
    parts = [change for one in shown for change in _softer(one, parts=one.parts, length=len(text))]
    words = [Change(one.start, one.end, one.safer, one.kind) for one in shown if one.kind not in _IN_OTHER_WORDS]
    kept: list[Change] = []
    for change in (*whole, *parts, *words):
        if not any(change.start < other.end and other.start < change.end for other in kept):
            kept.append(change)
    return sorted(kept)


def _softer(finding: Finding, *, parts: Sequence[Part], length: int) -> Iterator[Change]:
    """Give the changes of parts of a combination; the finding itself only says which of them weighs most."""
    for part in parts:
        if part.safer is not None and part.end <= length:
            yield Change(part.start, part.end, part.safer or None, finding.kind)


def _sentences(relations: list[Finding], *, text: str) -> list[Change]:
    """Give the sentences that hold the findings; those that touch become one part with one replacement."""
    starts = sentence_starts(text)
    parts: list[Change] = []
    for finding in sorted(relations, key=lambda f: f.start):
        begin = max(at for at in starts if at <= finding.start)
        end = min((at for at in starts if at >= finding.end), default=len(text))
        if parts and begin <= parts[-1].end:
            parts[-1] = parts[-1]._replace(end=max(end, parts[-1].end))
        else:
            parts.append(Change(_first_letter(text, begin), end, finding.safer, finding.kind))
    return parts


def _first_letter(text: str, at: int) -> int:
    return at + len(text[at:]) - len(text[at:].lstrip())
