"""What the owner of a badge decides about it: how much of the licence number others see."""

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.credentials.models.credential import STANDING, Credential
from bedside.areas.people.viewer import Viewer
from bedside.kit.errors import NotHere


@transaction.atomic
def show_licence(*, by: Viewer, whole: bool) -> None:
    """Show all of the licence number on one's own badge, or its last four signs; raise `NotHere` without a badge."""
    row = Credential.objects.select_for_update().filter(STANDING, persona_id=by.persona_id).first()
    if row is None or not row.licence:
        raise NotHere
    row.licence_whole = whole
    row.save(update_fields=["licence_whole"])
    record("show licence", by=by.persona_id, about=("credential", row.id), whole=whole)
