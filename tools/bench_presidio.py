"""Measures the guard beside Presidio on the same labelled texts in one run, counted by the same rules (tally.py).

`make bench-presidio TEXTS="one.jsonl two.jsonl.gz"`. Presidio runs in an environment of its own (tools/presidio) with
its defaults and spaCy's small English model; both are given the texts one at a time on one core, and times are of the
processor. Presidio knows no roles, so relation phrases, combinations and urgency are not compared.
"""

import argparse
import json
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bedside.policy.guard.evaluate import evaluate
from bedside.policy.guard.figures import quantiles
from bedside.policy.guard.labelled import Row, read_rows
from bedside.policy.guard.model import Finding, Report
from bedside.policy.guard.tally import Tally

ROOT = Path(__file__).parents[1]
PYTHON = ROOT / ".venv-presidio" / "bin" / "python"
# What Safe Harbor allows is no finding of the guard, so it is none here either: both are asked the same question.
ALLOWED = frozenset({"NRP", "ORGANIZATION"})
PIECE = 500


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path, nargs="+")
    files = parser.parse_args().files
    rows = [row for file in files for row in read_rows(file) if row.spans is not None]
    joined = "\n".join(row.text for row in rows)
    pieces = [joined[at : at + PIECE] for at in range(0, len(joined) - PIECE + 1, PIECE)][:200]
    answers = list(_asked([*(row.text for row in rows), *pieces]))
    cost = answers.pop()
    theirs = Tally()
    for row, answer in zip(rows, answers, strict=False):
        theirs.count(row, _report(row, answer["spans"]))
    ours = evaluate(files)
    times = quantiles([answer["ms"] for answer in answers[len(rows) :]])
    print(f"{len(rows)} texts: {', '.join(file.name for file in files)}")
    print(f"{'':<30}{'guard':>24}{'Presidio 2.2, small model':>30}")
    for name, one, other in _lines(ours.whole, theirs):
        print(f"{name:<30}{one:>24}{other:>30}")
    print(f"{'ms for 500 characters, p50':<30}{ours.ms_500['p50']:>24.2f}{times['p50']:>30.2f}")
    print(f"{'ms for 500 characters, p95':<30}{ours.ms_500['p95']:>24.2f}{times['p95']:>30.2f}")
    print(f"{'start to first answer, s':<30}{ours.load_s:>24.2f}{cost['load_s']:>30.2f}")
    print(f"{'memory then, MB':<30}{ours.rss_mb or 0:>24.0f}{cost['rss_mb'] or 0:>30.0f}")
    return 0


def _asked(texts: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Give Presidio's answer to each text, and at the end what it cost to load."""
    lines = "".join(f"{json.dumps({'text': text})}\n" for text in texts)
    command = [PYTHON, ROOT / "tools" / "presidio" / "spans.py"]
    done = subprocess.run(command, input=lines, capture_output=True, text=True, check=True)  # noqa: S603  # our own
    yield from (json.loads(line) for line in done.stdout.splitlines())


def _report(row: Row, spans: Sequence[Any]) -> Report:
    """Give Presidio's answer in the form that is counted; which kind it said is not looked at."""
    findings = tuple(
        Finding("name", "A", start, end, kind, (), "info", 1.0, "unknown", "", None)
        for start, end, kind in spans
        if kind not in ALLOWED
    )
    return Report("pass", findings, len(row.text))


def _lines(ours: Tally, theirs: Tally) -> Iterator[tuple[str, str, str]]:
    pairs = [
        ("token precision", ours.tokens.precision, theirs.tokens.precision),
        ("token recall", ours.tokens.recall, theirs.tokens.recall),
        ("spans whole", ours.spans.full, theirs.spans.full),
        ("clean texts", ours.clean, theirs.clean),
        ("alerted without identifier", ours.alerted, theirs.alerted),
    ]
    for name, one, other in pairs:
        if one.of:
            yield name, f"{one.share:.3f} of {one.of}", f"{other.share:.3f} of {other.of}" if other.of else "-"
    yield "token F2", f"{ours.tokens.f(2):.3f}", f"{theirs.tokens.f(2):.3f}"


if __name__ == "__main__":
    raise SystemExit(main())
