"""Choosing from whom one takes first contacts."""

from django.db import transaction

from bedside.areas.contacts.actions import steps
from bedside.areas.contacts.models import FirstContact
from bedside.areas.people.viewer import Viewer
from bedside.kit.errors import NotAllowed, Refused
from bedside.policy.first_contact import Openness


@transaction.atomic
def choose_first_contact(*, by: Viewer, connect: str, message: str) -> None:
    """Take requests to connect, and first messages, from these alone. What was let in before stays."""
    if not by.signed_in:
        raise NotAllowed
    for field, value in (("connect", connect), ("message", message)):
        if value not in list(Openness):
            raise Refused("Choose one of the three.", do="Choose, then save.", code="choose", field=field)
    FirstContact.objects.update_or_create(persona_id=by.persona_id, defaults={"connect": connect, "message": message})
    steps.note_down("contacts.first_contact", by=by, target_id=by.persona_id)
