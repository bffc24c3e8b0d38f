"""What a picture shows, judged: words, codes and faces that were read in it become findings with a box.

The reading is done elsewhere (by a process of its own, with the extra `images`); here are only the rules. OCR reads
characters well and spaces badly, so each line is judged in four ways: as it was read, with spaces where letters, digits
and capitals meet, without spaces, and together with the other lines.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Literal, get_args

from stdnum import ean

from bedside.policy.guard.inspection import inspect
from bedside.policy.guard.messages.picture import MESSAGES
from bedside.policy.guard.model import KINDS, Facts, Finding, Kind, Level, Role, Subject, Verdict, Weight
from bedside.policy.guard.verdicts import level_of, unchecked_level, worst

Box = tuple[float, float, float, float]
RULES: tuple[str, ...] = ("picture.code", "picture.face", "picture.unread")
WHOLE: Box = (0.0, 0.0, 1.0, 1.0)
MOST_LINES = 200
LONGEST = 2_000  # characters of a line or code
# Whom a picture shows is not said in it. A patient mostly shows herself; everybody else mostly shows others.
_SHOW_THEMSELVES: frozenset[Role] = frozenset({"patient", "personal"})
# A combination needs sentences about one person, a fresh event one that is told: words strewn over a picture are none.
_NOT_OF_PICTURES: frozenset[Kind] = frozenset({"combination", "recency"})
_ALL: frozenset[Weight] = frozenset(get_args(Weight))
_NUMBERS: frozenset[Weight] = frozenset({"number"})
_SEAM = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])|(?<=[a-z])(?=[A-Z])|(?<=[:;,])(?=\S)")
_CLOSED_DATE = re.compile(
    r"(?i)((?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6})[.,]?(\d{1,2})[.,]?((?:19|20)\d\d)"
)
# As scanners and wristbands write names: in capitals, the family's first, a comma or a caret between.
_NAME_OF_A_MACHINE = re.compile(
    r"^[A-ZÀ-ÖØ-Þ'-]{2,30}(?: [A-ZÀ-ÖØ-Þ'-]{2,30})? ?[,^] ?[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ .^'-]{0,40}$"
)
_LETTER = re.compile(r"[^\W\d_]")
_NUMBER_IN_A_CODE = re.compile(r"(?:\d[ -]?){5}")
_ADDRESS = re.compile(r"(?i)^(?:https?://|www\.)")
_PRODUCT = re.compile(r"^(?:\d{8}|\d{12,14})$")


@dataclass(frozen=True, slots=True)
class Glimpse:
    """One thing read in a picture: a line of text, a code with what it says, or a face, and where.

    `box` is left, top, width and height, each in 0..1 of the picture.
    """

    kind: Literal["text", "code", "face"]
    box: Box
    text: str = ""


@dataclass(frozen=True, slots=True)
class PictureFinding:
    """One place in a picture and why it matters. It can only be covered: there is no safer wording of a picture."""

    kind: Kind
    letter: str | None
    box: Box
    rule: str
    law: tuple[str, ...]
    level: Level
    confidence: float
    subject: Subject
    why: str

    def to_dict(self) -> dict[str, object]:
        """Give the JSON form: that of a finding in a text, with a box instead of offsets."""
        return {
            "kind": self.kind,
            "letter": self.letter,
            "start": None,
            "end": None,
            "box": [round(part, 4) for part in self.box],
            "rule": self.rule,
            "law": list(self.law),
            "level": self.level,
            "confidence": self.confidence,
            "subject": self.subject,
            "why": self.why,
            "safer": None,
        }


@dataclass(frozen=True, slots=True)
class PictureReport:
    """The guard's answer to one picture. It never says that nothing is left: a person has to look."""

    verdict: Verdict
    findings: tuple[PictureFinding, ...]

    def to_dict(self) -> dict[str, object]:
        """Give the JSON form. It holds no word that was read."""
        return {"verdict": self.verdict, "findings": [finding.to_dict() for finding in self.findings]}


def inspect_picture(seen: Sequence[Glimpse] | None, facts: Facts = Facts()) -> PictureReport:  # noqa: B008 - frozen
    """Judge what was read in one picture; `seen` is None when it could not be read.

    The same glimpses and facts give the same report. Each box has at most one finding of a kind.
    """
    subject: Subject = "self" if facts.role in _SHOW_THEMSELVES else "other"
    findings = [_unread(facts)] if seen is None else _each_once(_findings(seen, facts, subject))
    ordered = tuple(sorted(findings, key=lambda finding: (finding.box[1], finding.box[0], finding.kind, finding.rule)))
    return PictureReport(verdict=worst(tuple(finding.level for finding in ordered)), findings=ordered)


def spaced(line: str) -> str:
    """Give a line with spaces where OCR mostly loses them: after marks, and where letters, digits and capitals meet."""
    return _SEAM.sub(" ", _CLOSED_DATE.sub(lambda date: f"{date[1].title()} {date[2]}, {date[3]} ", line))


def _findings(seen: Sequence[Glimpse], facts: Facts, subject: Subject) -> Iterator[PictureFinding]:
    yield from _of_lines(seen, facts, subject)
    yield from _of_codes(seen, facts, subject)
    yield from _of_faces(seen, facts, subject)


def _of_lines(seen: Sequence[Glimpse], facts: Facts, subject: Subject) -> Iterator[PictureFinding]:
    lines = [(one.text[:LONGEST], one.box) for one in seen if one.kind == "text" and one.text.strip()][:MOST_LINES]
    for text, box in lines:
        for reading, believed in readings(text):
            for finding in inspect(reading, facts).findings:
                if KINDS[finding.kind].weight in believed:
                    yield from _in_box(finding, box, facts, subject)
    yield from _across_lines(lines, facts, subject)


def _across_lines(lines: Sequence[tuple[str, Box]], facts: Facts, subject: Subject) -> Iterator[PictureFinding]:
    """Find numbers whose label stands in another line. Names and places of words strewn about would be chance."""
    given = [spaced(text) for text, _box in lines]
    starts = [0, *accumulate(len(text) + 1 for text in given)]
    for finding in inspect("\n".join(given), facts).findings:
        if KINDS[finding.kind].weight in _NUMBERS:
            number = min(bisect_right(starts, finding.start) - 1, len(lines) - 1)
            yield from _in_box(finding, lines[number][1], facts, subject)


def readings(text: str) -> Iterator[tuple[str, frozenset[Weight]]]:
    """Give the ways to read one line, each with what is believed of it.

    A name as machines write it is read as people do. Words that were run together are none, so without spaces numbers
    alone are looked for; and figures in a row, as on the edge of a chart, are no number.
    """
    yield text, _ALL
    yield spaced(text), _ALL
    if _NAME_OF_A_MACHINE.match(text):
        yield spaced(text.replace("^", ",")).title(), _ALL
    closed = "".join(text.split())
    if closed != text and _LETTER.search(closed):
        yield closed, _NUMBERS


def _in_box(finding: Finding, box: Box, facts: Facts, subject: Subject) -> Iterator[PictureFinding]:
    if finding.kind in _NOT_OF_PICTURES:
        return
    told = finding.subject if finding.subject in ("self", "other") and subject == "other" else subject
    weight, rule, level = KINDS[finding.kind].weight, finding.rule, finding.level
    if weight != "none":
        level = level_of(weight=weight, rule=rule, subject=told, facts=facts)
    yield PictureFinding(
        kind=finding.kind,
        letter=finding.letter,
        box=box,
        rule=finding.rule,
        law=finding.law,
        level=level,
        confidence=finding.confidence,
        subject=told,
        why=finding.why,
    )


def _of_codes(seen: Sequence[Glimpse], facts: Facts, subject: Subject) -> Iterator[PictureFinding]:
    for one in seen:
        if one.kind != "code":
            continue
        says = one.text[:LONGEST].strip()
        found = [part for told in inspect(says, facts).findings for part in _in_box(told, one.box, facts, subject)]
        yield from found
        if not found and _leads_to_somebody(says):
            yield _picture_finding("picture.code", "other_id", one.box, facts, subject)


def _leads_to_somebody(says: str) -> bool:
    """Whether a code holds a number that is none of a product in a shop (GTIN with its check digit), or an address."""
    if _ADDRESS.match(says) or (_PRODUCT.match(says) and ean.is_valid(says)):
        return False
    return _NUMBER_IN_A_CODE.search(says) is not None


def _of_faces(seen: Sequence[Glimpse], facts: Facts, subject: Subject) -> Iterator[PictureFinding]:
    for one in seen:
        if one.kind == "face":
            yield _picture_finding("picture.face", "image", one.box, facts, subject)


def _picture_finding(rule: str, kind: Kind, box: Box, facts: Facts, subject: Subject) -> PictureFinding:
    letter, weight = KINDS[kind]
    return PictureFinding(
        kind=kind,
        letter=letter,
        box=box,
        rule=rule,
        law=MESSAGES[rule].law,
        level=level_of(weight=weight, rule=rule, subject=subject, facts=facts),
        confidence=1.0,
        subject=subject,
        why=MESSAGES[rule].why,
    )


def _unread(facts: Facts) -> PictureFinding:
    finding = _picture_finding("picture.unread", "image", WHOLE, facts, "unknown")
    return replace(finding, kind="unchecked", letter=None, level=unchecked_level(facts.role))


def _each_once(findings: Iterable[PictureFinding]) -> list[PictureFinding]:
    """Keep the first finding of a kind in each box."""
    kept: dict[tuple[Box, Kind], PictureFinding] = {}
    for finding in findings:
        kept.setdefault((finding.box, finding.kind), finding)
    return list(kept.values())
