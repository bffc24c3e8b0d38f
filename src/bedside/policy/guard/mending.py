"""A whole text made safe: the safer words of every finding, and the guard asked again until it lets the text pass."""

from __future__ import annotations

from bedside.policy.guard.inspection import inspect
from bedside.policy.guard.model import Facts, Finding, Report
from bedside.policy.guard.text import sentence_starts
from bedside.policy.guard.wording import safer_text, with_part

ROUNDS = 8


def mended(text: str, facts: Facts = Facts(), *, report: Report | None = None) -> str:  # noqa: B008 - frozen
    """Give `text` with the suggestions taken; `report` is the guard's answer to it, where it is known.

    New words can touch what was found beside them, or be one more sign of a combination, so the guard reads the result
    again, ROUNDS times at most. Of a combination only as many parts are softened as it takes, the most telling first.
    Sentences that still hold a finding then are taken out. The result passes the guard, but for a text that it could
    not read at all.
    """
    report = report or inspect(text, facts)
    for _ in range(ROUNDS):
        safer = text if report.verdict == "pass" else _one_round(text, report, facts)
        if safer == text:
            break
        text, report = safer, inspect(safer, facts)
    for _ in range(ROUNDS):
        found = _shown(report)
        if not found:
            break
        text = _without_sentences(text, found)
        report = inspect(text, facts)
    return text


def _shown(report: Report) -> list[Finding]:
    return [one for one in report.findings if one.level != "info" and one.kind != "unchecked"]


def _one_round(text: str, report: Report, facts: Facts) -> str:
    shown = _shown(report)
    if len(shown) == 1 and shown[0].kind == "combination":
        return _softened(text, shown[0], facts)
    return safer_text(text, report)


def _softened(text: str, combination: Finding, facts: Facts) -> str:
    """Give the text with that part softened without which most people fit; of equals, what changes fewest letters."""
    choices = {with_part(text, combination, number) for number in range(len(combination.parts))} - {text}
    return max(choices, key=lambda one: _worth(one, text=text, facts=facts), default=text)


def _worth(choice: str, *, text: str, facts: Facts) -> tuple[bool, float, int, str]:
    report = inspect(choice, facts)
    people = float("inf") if report.combination is None else report.combination.k
    return report.verdict == "pass", people, -abs(len(choice) - len(text)), choice


def _without_sentences(text: str, found: list[Finding]) -> str:
    """Take out the sentences that the findings stand in, or touch."""
    starts = sentence_starts(text)
    whole = zip(starts, [*starts[1:], len(text)], strict=True)
    return "".join(
        text[begin:end] for begin, end in whole if not any(one.start < end and begin < one.end for one in found)
    ).strip()
