"""A clinician opens a patient's page: the reason goes into the clinician's own log, and nowhere else (B15)."""

from datetime import timedelta

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.boundaries import queries as boundaries
from bedside.areas.contacts.actions import steps
from bedside.areas.contacts.models import LookUp
from bedside.areas.contacts.queries import reachable
from bedside.areas.people.queries import key_no_of
from bedside.areas.people.viewer import Viewer
from bedside.kit.clock import now
from bedside.kit.errors import Refused
from bedside.kit.forgetting import forgets
from bedside.kit.texts import taken
from bedside.kit.vault import vault
from bedside.policy.boundaries import Facts
from bedside.policy.first_contact import REASON


@transaction.atomic
def look_up(*, by: Viewer, target_id: int, reason: str) -> None:
    """Keep the reason, sealed with the clinician's own key: the page is open for an hour. The member is not told.

    The audit row names neither the member nor the reason. Raises NotHere as `follow` does, and Refused for a reason
    that is too short, or where the table says no.
    """
    steps.check_actor(by, target_id)
    target = reachable(by, target_id)
    least, most = REASON
    words = taken(reason, field="reason", name="Your reason", at_most=most, at_least=1)
    if len(words) < least:
        raise Refused("This says too little.", do="Write why you look.", code="too_short", field="reason")
    ruling = boundaries.ask(by, space="square", action="look up", target=target.kind, facts=Facts(reason=words))
    if not ruling.allowed:
        raise boundaries.refusal(ruling, field="reason")
    row = LookUp(owner_id=by.persona_id, target_id=target_id)
    row.reason_sealed = vault().seal(words, row.place(), key_no=key_no_of(by.persona_id))
    row.save()
    record("contacts.look_up", by=by.persona_id)


@transaction.atomic
def drop_look_up(*, by: Viewer, look_up_id: int) -> None:
    """Take one line out of one's own log. Where nothing was, nothing changes."""
    if LookUp.objects.filter(id=look_up_id, owner_id=by.persona_id).delete()[0]:
        record("contacts.look_up_dropped", by=by.persona_id)


@forgets("look_ups")
@transaction.atomic
def forget_look_ups(days: int) -> None:
    """Delete what stands in these logs for so long."""
    LookUp.objects.filter(at__lt=now() - timedelta(days=days)).delete()
