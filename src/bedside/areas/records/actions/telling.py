"""A member names who is told when a crash of hers begins; they say yes or no; either side ends it at once."""

from typing import Literal

from django.db import transaction
from django.db.models import QuerySet

from bedside.areas.audit.actions import record
from bedside.areas.people.actions import limits
from bedside.areas.people.viewer import Viewer
from bedside.areas.records.actions.steps import confirmed_only, hold_source
from bedside.areas.records.events import CrashTold, TellingAsked
from bedside.areas.records.models.telling import Told
from bedside.areas.records.queries.telling import asked_by, asked_rows, could_be_named, named, named_rows, to_tell
from bedside.kit.clock import now
from bedside.kit.errors import NotHere, Refused
from bedside.kit.outbox.actions import publish
from bedside.policy import telling as rules
from bedside.policy.limits import GRANTS

Switch = Literal["is_on", "tells_end"]


@transaction.atomic
def ask_to_tell(*, by: Viewer, person_id: int) -> None:
    """Ask somebody near whether she may be told. Raises NotHere for everybody else, Refused for a fourth."""
    confirmed_only(by)
    hold_source(f"told of {by.account_id}")
    if person_id not in {one.id for one in could_be_named(by)}:
        raise NotHere
    if not rules.has_room(named(by)):
        what = f"You have named {rules.MOST} people. That is the most."
        raise Refused(what, do="Take one out first.", code="too_many", field="person")
    limits.require(GRANTS, value=str(by.persona_id))
    row = Told.objects.create(owner_id=by.account_id, persona_id=by.persona_id, person_id=person_id)
    _noted(by, "records.ask_to_tell", row)
    publish(TellingAsked(row.id, by.persona_id, person_id))


@transaction.atomic
def answer_telling(*, by: Viewer, told_id: int, yes: bool) -> None:
    """Say yes or no to being told, also later. A no leaves nothing. Raises NotHere for what one was not asked."""
    row = _locked(asked_rows(by).filter(id__in=[one.id for one in asked_by(by)]), told_id)
    if not yes:
        row.delete()
    elif row.accepted_at is None:
        row.accepted_at = now()
        row.save(update_fields=["accepted_at"])
    _noted(by, "records.answer_telling", row)


@transaction.atomic
def switch_telling(*, by: Viewer, told_id: int, switch: Switch, on: bool) -> None:
    """Turn on or off that somebody is told, or is told of the end too. Raises NotHere for whom one did not name."""
    row = _locked(named_rows(by), told_id)
    setattr(row, switch, on)
    row.save(update_fields=[switch])
    _noted(by, "records.switch_telling", row)


@transaction.atomic
def drop_telling(*, by: Viewer, told_id: int) -> None:
    """Name somebody no more; she is not told of that. Raises NotHere for whom one did not name."""
    row = _locked(named_rows(by), told_id)
    row.delete()
    _noted(by, "records.drop_telling", row)


def tell_people(by: Viewer, *, crash_id: int, over: bool = False) -> None:
    """Tell those who are to be told that a crash began, or is over; a step of its action."""
    for row, facts in to_tell(by.account_id):
        if rules.is_told(facts, over=over, pressed_it=row.person_id == by.proxy_id):
            publish(CrashTold(crash_id, row.persona_id, row.person_id, over))


def end_tellings_between(*, one_id: int, other_id: int) -> None:
    """Forget that either of two personas was to be told of the other: they are blocked."""
    Told.objects.filter(persona_id=one_id, person_id=other_id).delete()
    Told.objects.filter(persona_id=other_id, person_id=one_id).delete()


def _locked(rows: QuerySet[Told], told_id: int) -> Told:
    row = rows.select_for_update().filter(id=told_id).first()
    if row is None:
        raise NotHere
    return row


def _noted(by: Viewer, act: str, row: Told) -> None:
    record(act, by=by.persona_id, about=("record", None), subject=row.persona_id)
