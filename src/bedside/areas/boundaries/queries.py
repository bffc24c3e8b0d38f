"""The gate: whether somebody may do something to somebody, by the table and by what this site made stricter."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bedside.areas.boundaries.models import Change
from bedside.areas.people.rights import require as require_right
from bedside.areas.people.viewer import Viewer
from bedside.kit.errors import NotHere, Refused
from bedside.policy import boundaries
from bedside.policy.boundaries import Decision, Facts, Row, Rule, Ruling, Words
from bedside.policy.personas import CHECKED_KINDS

RIGHT: Final = "tighten boundaries"
KEPT_SECONDS: Final = 5  # what another process of this site changed counts at the latest after so long
LATEST: Final = 20
_NO_FACTS: Final = Facts()

_kept: tuple[float, Mapping[str, Decision]] | None = None  # when it was read, by the monotonic clock


@dataclass(frozen=True)
class Seen:
    """A row as everybody may read it: its words, its rules, and what this site made of it (None: nothing)."""

    row: Row
    words: Words
    rules: tuple[Rule, ...]
    change: Change | None

    @property
    def decision(self) -> Decision:
        """What holds here."""
        made = _made(self.change) if self.change is not None else None
        return made or self.row.decision


@dataclass(frozen=True)
class Changed:
    """A line of what was changed, for staff."""

    row: str
    decision: str
    reason: str
    at: datetime


def actor_of(viewer: Viewer) -> str:
    """Return the viewer as the table names it: its kind, with the level of what was checked."""
    return f"{viewer.kind} {viewer.level}" if viewer.kind in CHECKED_KINDS else viewer.kind


def ask(viewer: Viewer, *, space: str, action: str, target: str, facts: Facts = _NO_FACTS, actor: str = "") -> Ruling:
    """Return what becomes of it when `viewer` does `action` to `target` in a `space` of this kind.

    `actor` is given where it speaks with another voice, as a practice's team or as staff of the site.
    """
    who = actor or actor_of(viewer)
    return boundaries.ruling(space=space, actor=who, action=action, target=target, facts=facts, tightened=tightened())


def require(viewer: Viewer, *, space: str, action: str, target: str, facts: Facts = _NO_FACTS) -> Ruling:
    """Return the ruling where it is allowed as it was asked; raise what `refusal` says otherwise."""
    ruling = ask(viewer, space=space, action=action, target=target, facts=facts)
    if not ruling.allowed:
        raise refusal(ruling)
    return ruling


def refusal(ruling: Ruling, *, field: str | None = None) -> Refused:
    """Return the error that tells somebody so: NotHere where a no would tell that something exists."""
    if ruling.secret:
        return NotHere()
    return Refused(
        ruling.what,
        do=ruling.do,
        code=ruling.code,
        field=field,
        row=ruling.row.id,
        rules=ruling.row.rules,
        options=ruling.options,
        became=ruling.became,
    )


def tightened() -> Mapping[str, Decision]:
    """Return what this site made stricter, by row: at most five seconds old."""
    global _kept
    if _kept is None or time.monotonic() - _kept[0] > KEPT_SECONDS:
        _kept = time.monotonic(), {row: made for row, one in _newest().items() if (made := _made(one)) is not None}
    return _kept[1]


def forget_tightened() -> None:
    """Read anew for the next decision of this process."""
    global _kept
    _kept = None


def rows(viewer: Viewer, *, space: str) -> list[Seen]:
    """Return the rows of a kind of space, for everybody to read."""
    changes = _newest()
    return [_seen(row, changes.get(row.id)) for row in boundaries.table().rows.values() if row.space == space]


def row(viewer: Viewer, row_id: str) -> Seen:
    """Return one row, for everybody to read; B00 is what holds where there is none. Raises NotHere for any other."""
    found = boundaries.NO_ROW if row_id == boundaries.NO_ROW.id else boundaries.table().rows.get(row_id)
    if found is None:
        raise NotHere
    return _seen(found, _newest(row_id).get(row_id))


def changes(viewer: Viewer) -> list[Changed]:
    """Return the latest changes, the newest first. Raises NotHere for who may not make any."""
    require_right(RIGHT, by=viewer)
    found = Change.objects.order_by("-id")[:LATEST]
    return [Changed(row=one.row, decision=one.decision, reason=one.reason, at=one.changed_at) for one in found]


def _newest(row_id: str | None = None) -> dict[str, Change]:
    """Return the newest change of each row that was ever changed."""
    found = Change.objects.order_by("row", "-id").distinct("row")
    return {one.row: one for one in (found if row_id is None else found.filter(row=row_id))}


def _made(change: Change) -> Decision | None:
    """Return what a change makes of its row; None for back to the table, and for what the row can't be any more."""
    known = change.row in boundaries.table().rows
    may = boundaries.words_of(change.row).may if known else ()
    return next((one for one in may if one == change.decision), None)


def _seen(found: Row, change: Change | None) -> Seen:
    known = boundaries.table().rules
    counts = change is not None and _made(change) is not None
    return Seen(
        row=found,
        words=boundaries.words_of(found.id),
        rules=tuple(known[rule] for rule in found.rules),
        change=change if counts else None,
    )
