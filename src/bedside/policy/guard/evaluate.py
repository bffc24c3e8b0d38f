"""Measures the guard on labelled texts: how much it finds, how often it cries wolf, how long it takes.

What counts as what stands in `tally.py`, the form of the rows in `labelled.py`. Times are processor time.
"""

from __future__ import annotations

import re
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bedside.policy.guard.figures import Rate, quantiles
from bedside.policy.guard.inspection import inspect
from bedside.policy.guard.labelled import Row, read_rows
from bedside.policy.guard.model import Report
from bedside.policy.guard.tally import Tally, identifiers, mask, tokens_of

GROUPED_BY = ("type", "role", "class")
PIECE = 500
PIECES = 400


@dataclass(frozen=True, slots=True)
class Miss:
    """A text that the guard read otherwise than its label, and the words it is about."""

    where: str
    what: str
    words: str


@dataclass(slots=True)
class Result:
    """What one run measured. `ms_500` is for pieces of 500 characters, made of the texts one after the other."""

    whole: Tally = field(default_factory=Tally)
    groups: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    misses: list[Miss] = field(default_factory=list)
    ms: dict[str, float] = field(default_factory=dict)
    ms_500: dict[str, float] = field(default_factory=dict)
    load_s: float = 0.0
    rss_mb: float | None = None
    version: dict[str, str] = field(default_factory=dict)

    def to_dict(self) -> dict[str, object]:
        """Give the JSON form. It holds no word of the texts."""
        cost = {"ms": self.ms, "ms_500": self.ms_500, "load_s": self.load_s, "rss_mb": self.rss_mb}
        groups = {"groups": {name: one.to_dict() for name, one in sorted(self.groups.items())}} if self.groups else {}
        return self.whole.to_dict() | groups | cost | {"version": self.version}


def evaluate(paths: Sequence[Path], *, by: str | None = None) -> Result:
    """Measure the guard on the rows of all `paths` together; `by` counts each role or class by itself as well.

    Raises BadInput, with file and row, for what cannot be read. `load_s` is the time this process took from its start
    to the guard's first answer, and `rss_mb` its memory then, so both are right only for the first call in a process.
    """
    result = Result(version=inspect("Ready?").version.to_dict())
    result.load_s, result.rss_mb = round(time.process_time(), 3), resident_mb()
    rows = [row for path in paths for row in read_rows(path)]
    result.ms = quantiles([_measure(row, result, by=by) for row in rows])
    result.ms_500 = quantiles(list(_piece_times(rows)))
    return result


def resident_mb() -> float | None:
    """Give the memory that this process holds, in megabytes, where the system tells (Linux)."""
    status = Path("/proc/self/status")
    size = re.search(r"^VmRSS:\s+(\d+) kB", status.read_text(errors="replace"), re.M) if status.exists() else None
    return round(int(size[1]) / 1024, 1) if size else None


def _measure(row: Row, result: Result, *, by: str | None) -> float:
    """Count one text, and give the milliseconds it took."""
    begun = time.process_time()
    report = inspect(row.text, row.facts)
    took = (time.process_time() - begun) * 1000
    result.whole.count(row, report)
    if by in ("role", "class"):
        result.groups[row.facts.role if by == "role" else row.cls or "(none)"].count(row, report)
    result.misses.extend(_misses(row, report))
    return took


def _piece_times(rows: Sequence[Row]) -> Iterator[float]:
    joined = "\n".join(row.text for row in rows)
    for start in range(0, min(len(joined) - PIECE + 1, PIECE * PIECES), PIECE):
        begun = time.process_time()
        inspect(joined[start : start + PIECE])
        yield (time.process_time() - begun) * 1000


def _misses(row: Row, report: Report) -> Iterator[Miss]:
    yield from _missed_spans(row, report)
    if row.identifying is not None and row.identifying != (report.verdict != "pass"):
        yield Miss(row.where, f"verdict {report.verdict}", row.text)
    if row.urgency is not None and row.urgency != report.urgency.cls:
        yield Miss(row.where, f"{row.urgency} read as {report.urgency.cls}", row.text)


def _missed_spans(row: Row, report: Report) -> Iterator[Miss]:
    if row.spans is None:
        return
    covered = mask(len(row.text), identifiers(report))
    for span in row.spans:
        if span.counts and not all(all(covered[a:b]) for a, b in tokens_of(row.text, span.start, span.end)):
            yield Miss(row.where, f"missed {span.type}", row.text[span.start : span.end])
    labelled = mask(len(row.text), row.spans)
    for one in identifiers(report):
        if not any(labelled[one.start : one.end]):
            yield Miss(row.where, f"false {one.rule}", row.text[one.start : one.end])


def table(result: Result) -> Iterator[str]:
    """Give the lines of the table that people read."""
    yield from _tally_lines(result.whole)
    for name, tally in sorted(result.groups.items()):
        yield from ("", f"== {name}", *_tally_lines(tally))
    yield ""
    for title, times in (("ms a text", result.ms), ("ms for 500 characters", result.ms_500)):
        yield f"{title:<24}" + "  ".join(f"{name} {value:.2f}" for name, value in times.items())
    memory = "-" if result.rss_mb is None else f"{result.rss_mb:.0f} MB"
    yield f"{'start to first answer':<24}{result.load_s:.2f} s"
    yield f"{'memory then':<24}{memory}"
    yield "version                 " + ", ".join(f"{name} {value}" for name, value in result.version.items())


def _tally_lines(tally: Tally) -> Iterator[str]:
    yield f"{'texts':<24}{tally.rows}"
    if tally.spans.full.of or tally.alerted.of:
        counts = tally.tokens
        yield from _rates({"token precision": counts.precision, "token recall": counts.recall})
        yield f"{'token F2':<24}{counts.f(2):.3f}"
        yield from _rates({"spans whole": tally.spans.full, "spans in part": tally.spans.any})
        yield f"{'spans exact F1':<24}{tally.exact.f(1):.3f}"
    yield from _rates({
        "clean texts": tally.clean, "alerted, no identifier": tally.alerted, "identifying flagged": tally.identifying,
        "benign flagged": tally.benign, "relation phrases": tally.relation,
    })  # fmt: skip
    if tally.types:
        yield from ("", "found by type, whole")
        yield from _rates({f"  {name}": share.full for name, share in sorted(tally.types.items())})
    if tally.urgency.table:
        yield from _urgency_lines(tally)


def _urgency_lines(tally: Tally) -> Iterator[str]:
    urgency = tally.urgency
    yield from ("", "urgency")
    yield from _rates({
        "  emergencies found": urgency.emergencies, "  self-harm found": urgency.selfharm,
        "  routine flagged": urgency.routine_flagged,
    })  # fmt: skip
    for (label, read), times in sorted(urgency.table.items()):
        yield f"  {label:<12} read as {read:<12} {times}"


def _rates(rates: dict[str, Rate]) -> Iterator[str]:
    yield from (f"{name:<24}{rate}" for name, rate in rates.items() if rate.of)
