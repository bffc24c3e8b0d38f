r"""Counts what the guard said against what a text is labelled with.

* A token is a match of `\w+` in the text. One of a labelled identifier counts as found when findings of identifier
  kinds, at any level, hold all of it that lies in the span; kinds are not compared. A token without a label that a
  finding touches is a false alarm.
* Organisation, title, nationality and age (any case) are no identifiers; relation phrases and parts of combinations
  have figures of their own. Their tokens are left out of every count of identifiers.
* Clean: a text with identifiers of which every token is found. Alerted: a text without identifiers that has a finding.
* Flagged: any verdict but pass, for the row's role and audience (clinician and public, where none is said).
* A relation phrase is found when a finding of kind relation touches it.
* An emergency is found as emergency or selfharm; self-harm where selfharm is among the classes; a routine text is
  flagged as emergency, selfharm or urgent.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bedside.policy.guard.figures import Counts, Rate
from bedside.policy.guard.labelled import Row, Span
from bedside.policy.guard.model import KINDS, Finding, Report

URGENT = ("emergency", "selfharm", "urgent")
_TOKEN = re.compile(r"\w+")
_LOOKED_FOR = frozenset({"identity", "number"})


@dataclass(slots=True)
class Share:
    """How many spans were found whole, every token of them, and how many in any part."""

    full: Rate = field(default_factory=Rate)
    any: Rate = field(default_factory=Rate)

    def to_dict(self) -> dict[str, object]:
        """Give the JSON form."""
        return {"full": self.full.to_dict(), "any": self.any.to_dict()}


@dataclass(slots=True)
class UrgencyTally:
    """How texts of each class of urgency were read."""

    table: Counter[tuple[str, str]] = field(default_factory=Counter)
    emergencies: Rate = field(default_factory=Rate)
    selfharm: Rate = field(default_factory=Rate)
    routine_flagged: Rate = field(default_factory=Rate)

    def count(self, label: str, report: Report) -> None:
        """Count one text."""
        top = report.urgency.cls
        self.table[label, top] += 1
        if label == "emergency":
            self.emergencies.add(top in ("emergency", "selfharm"))
        elif label == "selfharm":
            self.selfharm.add(top == "selfharm" or any(hint.cls == "selfharm" for hint in report.urgency.hints))
        elif label == "routine":
            self.routine_flagged.add(top in URGENT)

    def to_dict(self) -> dict[str, object]:
        """Give the JSON form: label -> class read -> texts, and the rates."""
        table: dict[str, dict[str, int]] = defaultdict(dict)
        for (label, read), times in sorted(self.table.items()):
            table[label][read] = times
        rates = {
            "emergencies_found": self.emergencies,
            "selfharm_found": self.selfharm,
            "routine_flagged": self.routine_flagged,
        }
        return {"table": dict(table), **{name: rate.to_dict() for name, rate in rates.items()}}


@dataclass(slots=True)
class Tally:
    """The counts over some rows."""

    rows: int = 0
    tokens: Counts = field(default_factory=Counts)
    exact: Counts = field(default_factory=Counts)
    spans: Share = field(default_factory=Share)
    clean: Rate = field(default_factory=Rate)
    alerted: Rate = field(default_factory=Rate)
    identifying: Rate = field(default_factory=Rate)
    benign: Rate = field(default_factory=Rate)
    relation: Rate = field(default_factory=Rate)
    types: dict[str, Share] = field(default_factory=lambda: defaultdict(Share))
    urgency: UrgencyTally = field(default_factory=UrgencyTally)

    def count(self, row: Row, report: Report) -> None:
        """Count one text. What the row does not say is not counted."""
        self.rows += 1
        if row.spans is not None:
            self._count_identifiers(row.text, row.spans, report)
            self._count_relations(row.spans, report)
        if row.identifying is not None:
            (self.identifying if row.identifying else self.benign).add(report.verdict != "pass")
        if row.urgency is not None:
            self.urgency.count(row.urgency, report)

    def _count_identifiers(self, text: str, spans: Sequence[Span], report: Report) -> None:
        covered = mask(len(text), identifiers(report))
        labelled = mask(len(text), spans)
        wanted = [span for span in spans if span.counts]
        leaked = sum(self._count_span(text, span, covered) for span in wanted)
        self.tokens.wrong += sum(any(covered[a:b]) and not any(labelled[a:b]) for a, b in tokens_of(text))
        left_out = mask(len(text), (span for span in spans if not span.counts))
        said = [one for one in identifiers(report) if not any(left_out[one.start : one.end])]
        self._count_exact(wanted, said)
        if wanted:
            self.clean.add(leaked == 0)
        elif not any(span.type == "relation" or span.type.startswith("part.") for span in spans):
            self.alerted.add(bool(said))

    def _count_span(self, text: str, span: Span, covered: bytearray) -> int:
        """Count one span, and give how many of its tokens leaked."""
        tokens = tokens_of(text, span.start, span.end)
        found = sum(all(covered[a:b]) for a, b in tokens)
        self.tokens.right += found
        self.tokens.missed += len(tokens) - found
        for share in (self.spans, self.types[span.type]):
            share.full.add(found == len(tokens))
            share.any.add(any(covered[span.start : span.end]))
        return len(tokens) - found

    def _count_exact(self, wanted: Sequence[Span], said: Sequence[Finding]) -> None:
        labels, answers = {(one.start, one.end) for one in wanted}, {(one.start, one.end) for one in said}
        self.exact.right += len(labels & answers)
        self.exact.wrong += len(answers - labels)
        self.exact.missed += len(labels - answers)

    def _count_relations(self, spans: Sequence[Span], report: Report) -> None:
        said = [finding for finding in report.findings if finding.kind == "relation"]
        for span in spans:
            if span.type == "relation":
                self.relation.add(any(one.start < span.end and span.start < one.end for one in said))

    def to_dict(self) -> dict[str, object]:
        """Give the JSON form of what could be counted."""
        told: dict[str, object] = {"rows": self.rows}
        if self.spans.full.of or self.alerted.of:
            told["tokens"] = self.tokens.to_dict(beta=2)
            told["spans"] = self.spans.to_dict() | {"exact_f1": round(self.exact.f(1), 4)}
        for name in ("clean", "alerted", "identifying", "benign", "relation"):
            rate: Rate = getattr(self, name)
            if rate.of:
                told[name] = rate.to_dict()
        if self.types:
            told["types"] = {name: share.to_dict() for name, share in sorted(self.types.items())}
        return told | ({"urgency": self.urgency.to_dict()} if self.urgency.table else {})


def identifiers(report: Report) -> list[Finding]:
    """Give the findings that are identifiers, at any level."""
    return [finding for finding in report.findings if KINDS[finding.kind].weight in _LOOKED_FOR]


def tokens_of(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Give where the tokens between `start` and `end` are."""
    return [token.span() for token in _TOKEN.finditer(text, start, len(text) if end is None else end)]


def mask(length: int, places: Iterable[Span | Finding]) -> bytearray:
    """Give one byte for each character: 1 where a place lies."""
    marks = bytearray(length)
    for one in places:
        marks[one.start : one.end] = b"\x01" * (one.end - one.start)
    return marks
