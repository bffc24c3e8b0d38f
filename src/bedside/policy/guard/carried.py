"""A text that repeats what was written in confidence: refused in the words that the guard has anyway.

The guard itself reads the text alone. That it repeats something is found elsewhere (boundary row B65), and told to the
author in the words of `rel.implied`, so that the answer says nothing about where the words are from.
"""

from __future__ import annotations

from dataclasses import replace

from bedside.policy.guard.messages import MESSAGES
from bedside.policy.guard.model import KINDS, Finding, Report

RULE = "rel.implied"


def refused(report: Report, text: str) -> Report:
    """Return `report` with one finding more, over the whole of `text`, and the verdict "refuse"."""
    message = MESSAGES[RULE]
    finding = Finding(
        kind="relation",
        letter=KINDS["relation"].letter,
        start=0,
        end=len(text),
        rule=RULE,
        law=message.law,
        level="refuse",
        confidence=1.0,
        subject="other",
        why=message.why,
        safer=None,
    )
    return replace(report, verdict="refuse", findings=(finding, *report.findings))


def is_refused(report: Report) -> bool:
    """Say whether a report was refused here: no permission and no declaration lets such a text through."""
    whole = (RULE, "refuse", 0, report.chars)
    return any((one.rule, one.level, one.start, one.end) == whole for one in report.findings)
