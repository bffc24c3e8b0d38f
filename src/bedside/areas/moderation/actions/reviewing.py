"""The review that every emergency access needs."""

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.moderation import queries
from bedside.areas.moderation.actions.steps import seal
from bedside.areas.moderation.models import EmergencyAccess
from bedside.areas.people.viewer import Viewer
from bedside.kit.clock import now
from bedside.kit.errors import NotHere


@transaction.atomic
def review(*, by: Viewer, access_id: int, justified: bool, words: str) -> None:
    """Say whether an access that is over was justified, and why; raise `NotHere` or, for no words, `Refused`.

    It may be said late, and it is said once.
    """
    if not EmergencyAccess.objects.select_for_update().filter(id=access_id).exists():
        raise NotHere
    access = queries.to_review(by, access_id)
    access.review_sealed = seal(access, "review_sealed", words, field="words")
    access.reviewed_at, access.reviewed_by, access.justified = now(), by.persona_id, justified
    access.save()
    record(
        "emergency.review",
        by=by.persona_id,
        role="administrator",
        about=("emergency", access.id),
        subject=access.persona_id,
        reason_code=access.reason_code,
        justified=justified,
    )
