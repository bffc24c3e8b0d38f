"""What was handed over of a post follows its author where she takes details out: nothing else may keep them.

A change keeps what was reported, for it is what was reported. Details go for good, also here
(docs/decisions/0049): a desk reads what is left, and that something was taken out.
"""

import json

from django.db import transaction

from bedside.areas.moderation.actions.reporting import alike
from bedside.areas.moderation.actions.words import sealed
from bedside.areas.moderation.models import Case
from bedside.areas.moderation.queries.things import Found
from bedside.kit.viewing import as_system
from bedside.policy.moderation.reasons import Thing


@transaction.atomic
@as_system("what desks keep of a post loses what its author took out")
def follow(*, post_id: int, left: Found | None) -> None:
    """Put what is left of a post in the place of what was handed over, in every case of it; nothing where it is None.

    Called again, nothing changes.
    """
    cases = Case.objects.select_for_update().filter(kind=Thing.POST, subject_id=post_id, snapshot_sealed__isnull=False)
    for case in cases:
        case.snapshot_sealed, case.alike = None, []
        if left is not None:
            shown = json.dumps(left.shown | {"details_left": True})
            case.snapshot_sealed = sealed(shown, case.snapshot_place, owner_id=left.key_owner_id)
            case.alike = alike(left)
        case.save(update_fields=["snapshot_sealed", "alike"])
