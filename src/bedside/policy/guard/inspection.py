"""The check of one text, from the words to the verdict."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bedside.policy.guard import combination, recency, relation, urgency
from bedside.policy.guard.combination import Estimate
from bedside.policy.guard.detectors import DETECTORS
from bedside.policy.guard.merge import merge
from bedside.policy.guard.messages import MESSAGES
from bedside.policy.guard.model import KINDS, Detector, Facts, Finding, Hit, Level, Part, Report, Subject, Urgency
from bedside.policy.guard.subject import Subjects
from bedside.policy.guard.text import Doc
from bedside.policy.guard.verdicts import level_of, level_of_combination, unchecked_level, worst
from bedside.policy.guard.versions import version
from bedside.policy.guard.whitelist import is_own
from bedside.policy.guard.wording import safer_for

_log = logging.getLogger(__name__)
READERS: tuple[Detector, ...] = (*DETECTORS, relation, recency)
LONGEST = 20_000
PIECE = 4_000
_WHAT = {"job": "role"}  # work and office are one kind of part to the author
SHARED = 200


def inspect(text: str, facts: Facts = Facts()) -> Report:  # noqa: B008 - frozen, so one default serves all calls
    """Read `text` and say what in it could tell who a person is, that somebody is in care, or needs help soon.

    The same text and facts give the same report. A text over LONGEST is read in pieces. Never raises: if the guard
    itself fails, the report holds one finding of kind `unchecked` (hold for clinician, student, practice and
    organisation, advise for all others), and the log names the type of the error but no word of the text.
    """
    try:
        return _report(text, [_read(Doc(piece, facts), offset=offset) for offset, piece in _pieces(text)])
    except Exception as error:  # noqa: BLE001 - the one place that may not fail: every draft must get an answer
        _log.error("the guard failed: %s", type(error).__name__)
        return _report(text, [_Piece(offset=0, findings=[_unchecked(text, facts)])])


@dataclass(frozen=True, slots=True)
class _Piece:
    """What was read in one piece of a text; the findings stand where they are in the whole."""

    offset: int
    findings: list[Finding]
    estimate: Estimate | None = None
    combined: Finding | None = None
    urgency: Urgency = field(default_factory=Urgency)


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """Give the text at once, or in overlapping pieces when it is long, each with where it begins."""
    if len(text) <= LONGEST:
        yield 0, text
        return
    for offset in range(0, len(text) - SHARED, PIECE - SHARED):
        yield offset, text[offset : offset + PIECE]


def _report(text: str, pieces: Sequence[_Piece]) -> Report:
    """Put the pieces together: each place once, and of the combinations that with the fewest people."""
    seen: dict[tuple[str, int, int], Finding] = {}
    for finding in (finding for piece in pieces for finding in piece.findings):
        seen.setdefault((finding.kind, finding.start, finding.end), finding)
    estimated = [(piece.estimate.k, number) for number, piece in enumerate(pieces) if piece.estimate is not None]
    narrowest = pieces[min(estimated)[1]] if estimated else _Piece(0, [])
    combined = [narrowest.combined] if narrowest.combined is not None else []
    findings = tuple(sorted([*seen.values(), *combined], key=_place))
    return Report(
        verdict=worst(tuple(finding.level for finding in findings)),
        findings=findings,
        chars=len(text),
        combination=narrowest.estimate.combination if narrowest.estimate is not None else None,
        urgency=urgency.join((piece.offset, piece.urgency) for piece in pieces),
        version=version(),
    )


def _place(finding: Finding) -> tuple[bool, int, int, str]:
    """Give where a finding stands in the list: in the order of the text, what several of them tell together last."""
    return finding.kind == combination.KIND, finding.start, finding.end, finding.kind


def _read(doc: Doc, *, offset: int) -> _Piece:
    hits = merge(hit for reader in READERS for hit in reader.find(doc))
    estimate = combination.assess(doc, hits)
    return _Piece(
        offset=offset,
        findings=list(_findings(doc, hits, offset=offset)),
        estimate=estimate,
        combined=_combined(estimate, doc=doc, offset=offset) if estimate is not None else None,
        urgency=urgency.read(doc),
    )


def _findings(doc: Doc, hits: Sequence[Hit], *, offset: int) -> Iterator[Finding]:
    subjects = Subjects(doc)
    for hit in hits:
        subject = "other" if hit.kind == "relation" else subjects.of(kind=hit.kind, start=hit.start, end=hit.end)
        if not is_own(doc.norm[hit.start : hit.end], kind=hit.kind, facts=doc.facts, subject=subject):
            level = _level(hit, doc=doc, subject=subject, subjects=subjects)
            yield _finding(hit, doc=doc, subject=subject, level=level, offset=offset)


def _level(hit: Hit, *, doc: Doc, subject: Subject, subjects: Subjects) -> Level:
    return level_of(
        weight=KINDS[hit.kind].weight,
        rule=hit.rule,
        subject=subject,
        facts=doc.facts,
        minor=hit.kind == "name" and subjects.about_minor(hit.start),
        own_clinician=hit.kind in ("name", "place") and subjects.names_own_clinician(hit.start, hit.end),
    )


def _finding(hit: Hit, *, doc: Doc, subject: Subject, level: Level, offset: int) -> Finding:
    start, end = doc.span(hit.start, hit.end)
    return Finding(
        kind=hit.kind,
        letter=KINDS[hit.kind].letter,
        start=start + offset,
        end=end + offset,
        rule=hit.rule,
        law=MESSAGES[hit.rule].law,
        level=level,
        confidence=hit.confidence,
        subject=subject,
        why=MESSAGES[hit.rule].why,
        safer=safer_for(hit),
    )


def _combined(estimate: Estimate, *, doc: Doc, offset: int) -> Finding:
    """Give the finding of a combination; its own `safer` is advice, the words to put in stand with its parts."""
    rule = combination.RULES[0]
    start, end = doc.span(estimate.start, estimate.end)
    places = [(*doc.span(sign.start, sign.end), sign) for sign in estimate.parts]
    return Finding(
        kind=combination.KIND,
        letter=KINDS[combination.KIND].letter,
        start=start + offset,
        end=end + offset,
        rule=rule,
        law=MESSAGES[rule].law,
        level=level_of_combination(k=estimate.k, subject=estimate.subject, facts=doc.facts),
        confidence=combination.CONFIDENCE,
        subject=estimate.subject,
        why=estimate.why,
        safer=estimate.safer,
        parts=tuple(
            Part(first + offset, last + offset, _WHAT.get(sign.what, sign.what), sign.safer)
            for first, last, sign in places
        ),
    )


def _unchecked(text: str, facts: Facts) -> Finding:
    message = MESSAGES["guard.failed"]
    return Finding(
        kind="unchecked",
        letter=None,
        start=0,
        end=len(text),
        rule="guard.failed",
        law=message.law,
        level=unchecked_level(facts.role),
        confidence=1.0,
        subject="unknown",
        why=message.why,
        safer=message.safer,
    )
