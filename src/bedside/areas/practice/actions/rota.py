"""Who is on call, who is away and who stands in, and who may answer for whom."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction

from bedside.areas.people.viewer import Viewer
from bedside.areas.practice.actions import steps
from bedside.areas.practice.events import WentAway
from bedside.areas.practice.models import Delegation, TeamAbsence, TeamShift
from bedside.areas.practice.queries.seat import seat_in
from bedside.areas.practice.queries.team import roles_in
from bedside.kit.clock import now
from bedside.kit.errors import NotAllowed, NotHere, Refused
from bedside.kit.outbox.actions import publish
from bedside.policy.practice.reasons import REASONS
from bedside.policy.practice.roles import Right, may_be_handed
from bedside.policy.practice.voices import LONGEST_GRANT

LONGEST_SHIFT = timedelta(days=7)
LONGEST_ABSENCE = timedelta(days=180)


@transaction.atomic
def add_shift(
    *, by: Viewer, practice_id: int, persona_id: int, begins: datetime, ends: datetime, place: int = 1
) -> TeamShift:
    """Put somebody of the team on call; raise NotHere, NotAllowed, or Refused for a span that can't be."""
    here = steps.seated(by, practice_id, Right.ROTA)
    _answers(practice_id, persona_id)
    _span(begins, ends, at_most=LONGEST_SHIFT)
    if place not in (1, 2, 3):
        raise Refused("Say who is asked first.", do="Choose 1, 2 or 3.", code="place", field="place")
    fields = {"practice_id": practice_id, "persona_id": persona_id, "place": place}
    row = TeamShift.objects.create(**fields, begins_at=begins, ends_at=ends)
    steps.note_down("practice.shift", by=by, here=here, subject=persona_id)
    return row


@transaction.atomic
def drop_shift(*, by: Viewer, practice_id: int, shift_id: int) -> None:
    """Take somebody off call; raise NotHere for what is no shift of this practice."""
    here = steps.seated(by, practice_id, Right.ROTA)
    if not TeamShift.objects.filter(id=shift_id, practice_id=practice_id).delete()[0]:
        raise NotHere
    steps.note_down("practice.shift_dropped", by=by, here=here)


@transaction.atomic
def go_away(*, by: Viewer, practice_id: int, ends: datetime, hands_to: int | None) -> TeamAbsence:
    """Be away from now until then: threads go to a colleague, or back to everybody. Nothing is swallowed."""
    here = seat_in(by, practice_id)
    moment = now()
    _span(moment, ends, at_most=LONGEST_ABSENCE)
    if hands_to == by.persona_id:
        raise Refused("You are away yourself then.", do="Choose somebody else.", code="yourself", field="hands_to")
    if hands_to is not None:
        _answers(practice_id, hands_to)
    TeamAbsence.objects.filter(practice_id=practice_id, persona_id=by.persona_id, ends_at__gt=moment).delete()
    fields = {"practice_id": practice_id, "persona_id": by.persona_id, "hands_to_id": hands_to}
    row = TeamAbsence.objects.create(**fields, begins_at=moment, ends_at=ends)
    publish(WentAway(practice_id=practice_id, persona_id=by.persona_id))
    steps.note_down("practice.away", by=by, here=here)
    return row


@transaction.atomic
def come_back(*, by: Viewer, practice_id: int) -> None:
    """Be there again. What was handed on stays where it is."""
    here = seat_in(by, practice_id)
    rows = TeamAbsence.objects.filter(practice_id=practice_id, persona_id=by.persona_id, ends_at__gt=now())
    if rows.delete()[0]:
        steps.note_down("practice.back", by=by, here=here)


@transaction.atomic
def delegate(
    *, by: Viewer, practice_id: int, deputy_id: int, until: datetime, reasons: Iterable[str] = ()
) -> Delegation:
    """Let a colleague answer for oneself until then; the patient reads both names. No reasons means every reason."""
    here = seat_in(by, practice_id)
    if not may_be_handed(here.roles):
        raise NotAllowed("Your role in this practice does not include answering.", do="Ask the owner of the practice.")
    chosen = sorted(set(reasons) & REASONS.keys())
    _answers(practice_id, deputy_id)
    if deputy_id == by.persona_id:
        raise Refused("This is you.", do="Choose somebody else.", code="yourself", field="deputy")
    _span(now(), until, at_most=LONGEST_GRANT)
    fields = {"practice_id": practice_id, "persona_id": by.persona_id, "deputy_id": deputy_id}
    row = Delegation.objects.create(**fields, reasons=chosen, since=now(), until_at=until)
    steps.note_down("practice.delegated", by=by, here=here, subject=deputy_id)
    return row


@transaction.atomic
def end_delegation(*, by: Viewer, practice_id: int, delegation_id: int) -> None:
    """End a delegation that one gave or holds; raise NotHere for every other."""
    here = seat_in(by, practice_id)
    row = Delegation.objects.filter(id=delegation_id, practice_id=practice_id, ended_at=None).first()
    if row is None or by.persona_id not in (row.persona_id, row.deputy_id):
        raise NotHere
    row.ended_at = now()
    row.save(update_fields=["ended_at"])
    steps.note_down("practice.delegation_ended", by=by, here=here, subject=row.deputy_id)


def _answers(practice_id: int, persona_id: int) -> None:
    if not may_be_handed(roles_in(practice_id, persona_id)):
        raise NotHere


def _span(begins: datetime, ends: datetime, *, at_most: timedelta) -> None:
    if ends <= begins:
        raise Refused("It ends before it begins.", do="Look at the days and hours.", code="span", field="ends")
    if ends - begins > at_most:
        raise Refused(f"That is longer than {at_most.days} days.", do="Make it shorter.", code="span", field="ends")
