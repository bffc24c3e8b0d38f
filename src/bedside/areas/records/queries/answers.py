"""One's own answers to questionnaires. Nobody else reads them here: no rule and no role opens them for another."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from bedside.areas.people.viewer import Viewer
from bedside.areas.records.models import Sitting
from bedside.areas.records.models.answers import instrument_index
from bedside.areas.records.queries import instruments
from bedside.areas.records.queries.versions import seen_in
from bedside.kit.clock import now
from bedside.kit.errors import NotHere
from bedside.policy.instruments import SLOTS, Instrument
from bedside.policy.instruments.model import NotLicensed, PartScore, Score
from bedside.policy.instruments.rules.change import Point

DUE, SEEN, NONE = "due", "seen", "none"
HELP_WITHIN = timedelta(days=30)
"""So long an answer that asks for help, and that its owner went past, brings the card up again."""


@dataclass(frozen=True)
class OwnSitting:
    """One of one's own sittings. `instrument` is None when its words may not be shown any more: the score stays."""

    id: int
    key: str
    version: str
    day: date
    kept_at: datetime
    is_draft: bool
    is_current: bool
    answers: dict[str, int | None]
    score: Score | None
    help: str
    source: str
    instrument: Instrument | None

    @property
    def point(self) -> Point:
        """The score as a point of a trend."""
        return Point(self.day, self.score.value if self.score else None)

    @property
    def title(self) -> str:
        """What the questionnaire is called, also when its words may not be shown."""
        known = self.instrument or instruments.KNOWN.get(self.key)
        return known.title if known else self.key


@dataclass(frozen=True)
class Questionnaire:
    """A questionnaire to choose, with one's own last answer to it."""

    instrument: Instrument
    last: OwnSitting | None = None
    draft: OwnSitting | None = None


@dataclass(frozen=True)
class Choice:
    """All that can be chosen, and the names of what this site may not use."""

    usable: tuple[Questionnaire, ...]
    closed: tuple[Instrument, ...] = field(default=())


def questionnaires(viewer: Viewer) -> Choice:
    """Return every questionnaire that this site may use, with the viewer's own last answer, and the others' names."""
    leaves = instruments.usable()
    kept: dict[str, OwnSitting] = {}
    drafts: dict[str, OwnSitting] = {}
    for row in rows_of(viewer).filter(is_current=True).order_by("day", "id"):
        own = sitting_of(row)
        (drafts if own.is_draft else kept)[own.key] = own
    usable = tuple(
        Questionnaire(leave.instrument, kept.get(key), drafts.get(key)) for key, leave in _in_order(leaves).items()
    )
    return Choice(usable, tuple(slot for key, slot in SLOTS.items() if key not in leaves))


def instrument(viewer: Viewer, key: str) -> instruments.Leave:
    """Return a questionnaire to be drawn; raise NotLicensed for one that this site may not use."""
    return instruments.one(key)


def instrument_of(viewer: Viewer, own: OwnSitting) -> instruments.Leave:
    """Return the questionnaire in the version that was answered; raise NotLicensed when it may not be used any more."""
    return instruments.one(own.key, version=own.version)


def after_help(viewer: Viewer, sitting_id: int) -> OwnSitting:
    """Return an own sitting, also one that was only begun, whose answers lead to help. Raises NotHere for others."""
    row = rows_of(viewer).filter(id=sitting_id, is_current=True).first()
    own = sitting_of(row) if row else None
    if own is None or own.help == NONE:
        raise NotHere
    return own


def own_sittings(viewer: Viewer, key: str) -> tuple[OwnSitting, ...]:
    """Return the viewer's own answers to one questionnaire, oldest first: the current versions alone."""
    rows = _of(viewer, key).filter(is_current=True, is_draft=False)
    return tuple(sitting_of(row) for row in rows.order_by("day", "id"))


def latest_sittings(viewer: Viewer, *, count: int) -> tuple[OwnSitting, ...]:
    """Return the viewer's last answers to whatever questionnaire, newest first."""
    rows = rows_of(viewer).filter(is_current=True, is_draft=False).order_by("-day", "-id")
    return tuple(sitting_of(row) for row in rows[:count])


def own_draft(viewer: Viewer, key: str) -> OwnSitting | None:
    """Return what the viewer began and has not kept yet."""
    row = _of(viewer, key).filter(is_draft=True).first()
    return sitting_of(row) if row else None


def own_sitting(viewer: Viewer, sitting_id: int) -> OwnSitting:
    """Return one of one's own sittings, current and kept. Raises NotHere for every other id."""
    row = rows_of(viewer).filter(id=sitting_id, is_current=True, is_draft=False).first()
    if row is None:
        raise NotHere
    return sitting_of(row)


def own_versions(viewer: Viewer, sitting_id: int) -> tuple[OwnSitting, ...]:
    """Return what stood there before, newest first. Raises NotHere for what is not one's own."""
    current = rows_of(viewer).filter(id=sitting_id, is_current=True, is_draft=False).first()
    if current is None:
        raise NotHere
    rows = rows_of(viewer).filter(series_id=current.series_id, is_current=False)
    return tuple(sitting_of(row) for row in rows.order_by("-kept_at", "-id"))


def help_due(viewer: Viewer) -> OwnSitting | None:
    """Return an own answer, also one of a form that was never finished, after which help was not offered yet."""
    since = now() - HELP_WITHIN
    rows = rows_of(viewer).filter(is_current=True, kept_at__gte=since).order_by("-kept_at")
    return next((own for own in map(sitting_of, rows) if own.help == DUE), None)


def rows_of(viewer: Viewer) -> QuerySet[Sitting]:
    """Return the rows of the viewer's account, none for a visitor, and what is hers alone for nobody else."""
    rows = Sitting.objects
    return seen_in(viewer, rows.filter(owner_id=viewer.account_id) if viewer.signed_in else rows.none())


def _of(viewer: Viewer, key: str) -> QuerySet[Sitting]:
    return rows_of(viewer).filter(instrument_index=instrument_index(viewer.account_id, key))


def _in_order(leaves: dict[str, instruments.Leave]) -> dict[str, instruments.Leave]:
    """Short ones first: on a bad day one question is what can be answered."""
    return dict(sorted(leaves.items(), key=lambda pair: (len(pair[1].instrument.items), pair[1].instrument.title)))


def sitting_of(row: Sitting) -> OwnSitting:
    """Return what a row says, opened: for its owner, and for whom she lets see it."""
    said = row.opened()
    return OwnSitting(
        id=row.id,
        key=said["instrument"],
        version=said["version"],
        day=row.day,
        kept_at=row.kept_at,
        is_draft=row.is_draft,
        is_current=row.is_current,
        answers=said["answers"],
        score=_score(said["score"]) if said["score"] else None,
        help=said["help"],
        source=said["source"],
        instrument=_instrument(said["instrument"], said["version"]),
    )


def _score(said: dict[str, Any]) -> Score:
    parts = tuple(PartScore(**part) for part in said["parts"])
    return Score(**{**said, "parts": parts})


def _instrument(key: str, version: str) -> Instrument | None:
    try:
        return instruments.one(key, version=version).instrument
    except NotLicensed:
        return None
