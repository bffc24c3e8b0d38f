"""The guard in the write path: what its verdict means for a text that somebody wants to publish."""

import logging
import time
from datetime import date
from typing import cast

from bedside.areas.people import queries as people
from bedside.areas.people.viewer import Viewer
from bedside.areas.posts import copies
from bedside.areas.posts.author import profile_of
from bedside.areas.posts.seen import Answered
from bedside.areas.posts.words import Words
from bedside.areas.spaces.models import Space
from bedside.kit.clock import now
from bedside.kit.errors import Refused
from bedside.policy import guard
from bedside.policy.boundaries import Ruling
from bedside.policy.guard import Facts, Report, carried
from bedside.policy.guard.model import Declared
from bedside.policy.space_kinds import KINDS

log = logging.getLogger("bedside.guard")


class HeldBack(Refused):
    """The guard does not let the text through as it is. `report` says why; the text is kept as a draft.

    `ruling` is what the table says of such words, where a row speaks of them.
    """

    def __init__(self, report: Report, *, what: str, do: str, ruling: Ruling | None = None) -> None:
        self.report, self.ruling = report, ruling
        row, rules, options = (ruling.row.id, ruling.row.rules, ruling.options) if ruling is not None else ("", (), ())
        code = f"guard.{report.verdict}"
        super().__init__(what, do=do, code=code, field="text", row=row, rules=rules, options=options)


def report_on(
    *, by: Viewer, words: Words, space: Space, audience: str, answered: Answered | None, declared: Declared = "none"
) -> Report:
    """Return what the guard says of `words` as `by` would publish them today."""
    return judged(by, words, facts(by=by, space=space, audience=audience, answered=answered, declared=declared))


def judged(by: Viewer, words: Words, told: Facts) -> Report:
    """Return what the guard says of `words`, refused where they repeat what was written to a practice of hers (B65)."""
    report = inspected(words, told)
    return carried.refused(report, words.for_guard) if copies.repeats(by, words.for_guard) else report


def inspected(words: Words, told: Facts) -> Report:
    """Return what the guard says of `words`. The log holds the verdict and what was found, never a word of the text."""
    begun = time.perf_counter()
    report = guard.inspect(words.for_guard, told)
    took = (time.perf_counter() - begun) * 1000
    log.info("%s kinds=%s rules=%s ms=%.1f", report.verdict, *_found(report), took)
    return report


def _found(report: Report) -> tuple[str, str]:
    kinds, rules = {one.kind for one in report.findings}, {one.rule for one in report.findings}
    return ",".join(sorted(kinds)) or "-", ",".join(sorted(rules)) or "-"


def facts(
    *,
    by: Viewer,
    space: Space,
    audience: str,
    answered: Answered | None,
    day: date | None = None,
    declared: Declared = "none",
) -> Facts:
    """Return the guard's facts: who speaks, what her profile shows, who reads, and nothing about treating relations.

    `day` is when it would be read, if not today; `declared` what its author says of a case.
    """
    role, circle = voice(by, space, audience)
    return Facts(
        role=role,
        audience=circle,
        in_reply_to=cast("guard.Role | None", answered and answered.kind),
        answering=answered.handle if answered else None,
        posted_on=day or now().date(),
        country=people.shown_profile().country or None,
        profile=profile_of(by, speaks_for=space if role == "practice" else None),
        declared=declared,
    )


def voice(by: Viewer, space: Space, audience: str) -> tuple[guard.Role, guard.Audience]:
    """Return as what `by` speaks in a space, and to whom, in the words of the guard."""
    # A practice speaks through its team; whoever else answers there speaks for themselves.
    team = space.kind == "practice" and KINDS["practice"].door_for(kind=by.kind, level=by.level) is not None
    circle = audience if audience in ("followers", "mentioned") else space.kind
    circle = "public" if circle in ("square", "practice") else circle
    return cast(guard.Role, "practice" if team else by.kind), cast(guard.Audience, circle)


def held_back(report: Report, ruling: Ruling | None = None) -> HeldBack:
    """Return the error that tells the author what happened, what to do and what was kept."""
    places = len([finding for finding in report.findings if finding.level != "info"])
    here = "1 place in it" if places == 1 else f"{places} places in it"
    kept = "Your text is kept as a draft. Nobody else has seen it."
    if ruling is not None and ruling.tightened:
        return HeldBack(report, what=ruling.what, do=f"{ruling.do} {kept}", ruling=ruling)
    what, do = {
        "confirm": (f"Not published yet: look at {here} first.", f"Change it, or publish it as it is. {kept}"),
        "hold": (f"Your post is held, not published: look at {here}.", f"Change what is marked. {kept}"),
    }.get(report.verdict, ("This can't be published in this form.", f"Use the safer wording or your own. {kept}"))
    return HeldBack(report, what=what, do=do, ruling=ruling)
