"""The check of one text, from the words to the verdict."""

from __future__ import annotations

import logging
from collections.abc import Iterator

from bedside.policy.guard import recency, relation
from bedside.policy.guard.detectors import DETECTORS
from bedside.policy.guard.merge import merge
from bedside.policy.guard.messages import MESSAGES
from bedside.policy.guard.model import KINDS, Detector, Facts, Finding, Hit, Report, Subject
from bedside.policy.guard.subject import Subjects
from bedside.policy.guard.text import Doc
from bedside.policy.guard.verdicts import level_of, unchecked_level, worst
from bedside.policy.guard.whitelist import is_own
from bedside.policy.guard.wording import safer_for

_log = logging.getLogger(__name__)
READERS: tuple[Detector, ...] = (*DETECTORS, relation, recency)
LONGEST = 20_000
PIECE = 4_000
SHARED = 200


def inspect(text: str, facts: Facts = Facts()) -> Report:  # noqa: B008 - frozen, so one default serves all calls
    """Read `text` and say what in it could tell who a person is or that somebody is in care.

    The same text and facts give the same report. Never raises: if the guard itself fails, the report holds one
    finding of kind `unchecked` (hold for clinician, student, practice and organisation, advise for all others), and
    the log names the type of the error but no word of the text.
    """
    try:
        findings = tuple(_findings(text, facts))
    except Exception as error:  # noqa: BLE001 - the one place that may not fail: every draft must get an answer
        _log.error("the guard failed: %s", type(error).__name__)
        findings = (_unchecked(text, facts),)
    return Report(verdict=worst(tuple(f.level for f in findings)), findings=findings, chars=len(text))


def _findings(text: str, facts: Facts) -> Iterator[Finding]:
    seen: dict[tuple[str, int, int], Finding] = {}
    for offset in _offsets(len(text)):
        piece = text if len(text) <= LONGEST else text[offset : offset + PIECE]
        for finding in _read(Doc(piece, facts), offset=offset):
            seen.setdefault((finding.kind, finding.start, finding.end), finding)
    yield from sorted(seen.values(), key=lambda f: (f.start, f.end, f.kind))


def _offsets(length: int) -> range:
    """Give where to begin reading: once at 0, or in overlapping pieces when the text is long."""
    return range(0, 1) if length <= LONGEST else range(0, length - SHARED, PIECE - SHARED)


def _read(doc: Doc, *, offset: int) -> Iterator[Finding]:
    subjects = Subjects(doc)
    hits = merge(hit for reader in READERS for hit in reader.find(doc))
    for hit in hits:
        if not is_own(doc.norm[hit.start : hit.end], kind=hit.kind, facts=doc.facts):
            subject = "other" if hit.kind == "relation" else subjects.of(kind=hit.kind, start=hit.start)
            yield _finding(hit, doc=doc, subject=subject, offset=offset)


def _finding(hit: Hit, *, doc: Doc, subject: Subject, offset: int) -> Finding:
    letter, weight = KINDS[hit.kind]
    start, end = doc.span(hit.start, hit.end)
    return Finding(
        kind=hit.kind,
        letter=letter,
        start=start + offset,
        end=end + offset,
        rule=hit.rule,
        law=MESSAGES[hit.rule].law,
        level=level_of(weight=weight, rule=hit.rule, subject=subject, facts=doc.facts),
        confidence=hit.confidence,
        subject=subject,
        why=MESSAGES[hit.rule].why,
        safer=safer_for(hit),
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
