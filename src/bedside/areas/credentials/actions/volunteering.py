"""Offering to review, and taking it back."""

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.credentials.models import Volunteer
from bedside.areas.credentials.queries import reviewing as desk
from bedside.areas.people.viewer import Viewer
from bedside.kit.errors import NotHere


@transaction.atomic
def volunteer(*, by: Viewer, willing: bool) -> None:
    """Offer to review for this site, or take it back; raise NotHere for who has not been verified for long enough.

    What was given to a reviewer who stops goes to somebody else within minutes.
    """
    if not desk.may_volunteer(by):
        raise NotHere
    if willing:
        Volunteer.objects.get_or_create(persona_id=by.persona_id)
    else:
        Volunteer.objects.filter(persona_id=by.persona_id).delete()
    record("volunteer" if willing else "stop volunteering", by=by.persona_id, about=("persona", by.persona_id))
