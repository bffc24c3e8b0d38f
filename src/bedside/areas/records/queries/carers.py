"""Whom a carer stands in for in a record: asked anew for each press, since its owner ends it at once."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from bedside.areas.consents import queries as grants
from bedside.areas.consents.queries.acting import one as grant
from bedside.areas.credentials.queries import viewer_of
from bedside.areas.people.viewer import Viewer
from bedside.areas.records.queries.answers import OwnSitting, latest_sittings
from bedside.areas.records.queries.conditions import OwnCondition, own_conditions
from bedside.areas.records.queries.courses import OwnCourse, own_treatments
from bedside.areas.records.queries.days import OwnDay, own_days, today
from bedside.areas.records.queries.entries import OwnEntry, entries_page
from bedside.areas.records.queries.symptoms import OwnSymptom, own_symptoms
from bedside.areas.records.queries.waves import OwnQuestion, own_question, own_questions
from bedside.kit.errors import NotHere
from bedside.kit.viewing import viewing
from bedside.policy.consents.grants import RECORD, Scope
from bedside.policy.sharing import ENTRY_KINDS, ONE_BY_ONE
from bedside.policy.waves import State

SHOWN = 14  # days
MOST_ENTRIES = 31  # of each kind
CAN_ANSWER = (State.OPEN, State.ANSWERED)


@dataclass(frozen=True)
class CaredFor:
    """The record of whom a carer stands in for, as far as her grant goes. What is for the owner alone is not in it."""

    owner_id: int
    scopes: frozenset[str]
    today: date
    days: tuple[OwnDay, ...] = ()
    symptoms: tuple[OwnSymptom, ...] = ()
    conditions: tuple[OwnCondition, ...] = ()
    courses: tuple[OwnCourse, ...] = ()
    sittings: tuple[OwnSitting, ...] = ()
    entries: Mapping[str, tuple[OwnEntry, ...]] = field(default_factory=dict)  # by kind, those of which there are any
    questions: tuple[OwnQuestion, ...] = ()


def scopes_in(viewer: Viewer, grant_id: int) -> tuple[int, frozenset[str]]:
    """Return for whom the viewer stands in by this grant, and what of a record she may do.

    Raises NotHere where that is nothing.
    """
    found = grant(viewer, grant_id)
    may = frozenset(scope for scope in RECORD if not found.mine and grants.may_act(viewer, found.owner_id, scope))
    if not may:
        raise NotHere
    return found.owner_id, may


@contextmanager
def standing_for(viewer: Viewer, grant_id: int, scope: Scope) -> Iterator[Viewer]:
    """Stand in for the owner who granted this scope: statements run for her, and what is hers alone does not exist.

    Raises NotHere for everybody else, and where the grant has ended.
    """
    owner_id, scopes = scopes_in(viewer, grant_id)
    if scope not in scopes:
        raise NotHere
    with _as(viewer, owner_id) as owner:
        yield owner


@contextmanager
def _as(viewer: Viewer, owner_id: int) -> Iterator[Viewer]:
    owner = viewer_of(owner_id)
    if owner is None or not viewer.confirmed:
        raise NotHere
    with viewing(owner_id):
        yield replace(owner, proxy_id=viewer.persona_id)


def record_of(viewer: Viewer, grant_id: int) -> CaredFor:
    """Return what a carer may see of the record that her grant is about. Raises NotHere for everybody else.

    The page that shows it calls `actions.carers.open_record` first, so that the owner sees that it was opened.
    """
    owner_id, scopes = scopes_in(viewer, grant_id)
    with _as(viewer, owner_id) as owner:
        last = today(owner)
        asked: tuple[OwnQuestion, ...] = ()
        if "answer waves" in scopes:
            asked = tuple(one for one in own_questions(owner) if one.state in CAN_ANSWER)
        if "view record" not in scopes:
            return CaredFor(owner_id, scopes, last, questions=asked)
        said = [one for _day, one in own_days(owner, last=last, count=SHOWN) if one is not None]
        first = last - timedelta(days=SHOWN - 1)
        return CaredFor(
            owner_id,
            scopes,
            last,
            days=tuple(said),
            symptoms=own_symptoms(owner, first=first, last=last)[::-1],
            conditions=own_conditions(owner),
            courses=own_treatments(owner),
            sittings=latest_sittings(owner, count=SHOWN),
            entries=_entries(owner),
            questions=asked,
        )


def _entries(owner: Viewer) -> dict[str, tuple[OwnEntry, ...]]:
    """Return what is kept of each kind, the latest days first: not notes, which the owner writes to herself."""
    kinds = [kind for kind in ENTRY_KINDS if kind not in ONE_BY_ONE]
    return {kind: found for kind in kinds if (found := entries_page(owner, kind, start=0, many=MOST_ENTRIES).shown)}


def question_of(viewer: Viewer, grant_id: int, question_id: int) -> OwnQuestion:
    """Return a question that a carer may answer for its owner. Raises NotHere for every other."""
    with standing_for(viewer, grant_id, "answer waves") as owner:
        found = own_question(owner, question_id)
    if found.state not in CAN_ANSWER:
        raise NotHere
    return found
