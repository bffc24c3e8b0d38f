"""A whole text made safe: the safer words of every finding, and the guard asked again until it lets the text pass."""

from __future__ import annotations

from bedside.policy.guard.inspection import inspect
from bedside.policy.guard.model import Facts, Finding, Report
from bedside.policy.guard.text import sentence_starts
from bedside.policy.guard.wording import safer_text

ROUNDS = 4


def mended(text: str, facts: Facts = Facts(), *, report: Report | None = None) -> str:  # noqa: B008 - frozen
    """Give `text` with all suggestions taken; `report` is the guard's answer to it, where it is known.

    New words can touch what was found beside them, or be one more sign of a combination, so the guard reads the result
    again, ROUNDS times at most. Sentences that still hold a finding then are taken out. The result passes the guard,
    but for a text that it could not read at all.
    """
    report = report or inspect(text, facts)
    for _ in range(ROUNDS):
        safer = safer_text(text, report)
        if report.verdict == "pass" or safer == text:
            break
        text, report = safer, inspect(safer, facts)
    for _ in range(ROUNDS):
        found = [one for one in report.findings if one.level != "info" and one.kind != "unchecked"]
        if not found:
            break
        text = _without_sentences(text, found)
        report = inspect(text, facts)
    return text


def _without_sentences(text: str, found: list[Finding]) -> str:
    """Take out the sentences that the findings stand in, or touch."""
    starts = sentence_starts(text)
    whole = zip(starts, [*starts[1:], len(text)], strict=True)
    return "".join(
        text[begin:end] for begin, end in whole if not any(one.start < end and begin < one.end for one in found)
    ).strip()
