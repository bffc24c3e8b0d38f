"""The end of a permission: at once by who gave it, or with its last day.

Nothing here has to run for an end to count: every read asks the clock. What follows tells both sides, and takes away
for good what hung on it.
"""

import logging
from datetime import datetime

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.consents.events import PermissionEnded, PermissionEndsSoon
from bedside.areas.consents.models import Authorisation, Term
from bedside.areas.people import erased_log
from bedside.areas.people.parts import Leaver
from bedside.areas.people.viewer import Viewer
from bedside.kit.clock import now
from bedside.kit.errors import NotHere
from bedside.kit.outbox.actions import publish as tell
from bedside.kit.viewing import as_system
from bedside.policy.consents.authorisation import SOON

log = logging.getLogger("bedside.consents")


@transaction.atomic
def end(*, by: Viewer, authorisation_id: int) -> None:
    """End a permission that `by` gave, at once; ending it twice changes nothing. Raise NotHere for any other."""
    term = Term.objects.select_for_update().filter(id=authorisation_id, signed_at__isnull=False).first()
    row = Authorisation.objects.filter(id=authorisation_id, owner_id=by.persona_id).first()
    if term is None or row is None or not by.signed_in:
        raise NotHere
    if term.revoked_at is not None or (term.ends_at is not None and term.ends_at <= now()):
        return
    term.revoked_at = term.over_told_at = now()
    term.save(update_fields=["revoked_at", "over_told_at"])
    erased_log.add_ended(row.id)
    record("permission.ended", by=by.persona_id, about=("permission", row.id), subject=by.persona_id)
    tell(PermissionEnded(authorisation_id=row.id, drafter_id=row.drafter_id))


@as_system("permissions of everybody come to their last day")
def tick() -> int:
    """Tell of what has ended, and of what ends within a week, and return how many were told of."""
    moment = now()
    running = Term.objects.filter(signed_at__isnull=False, over_told_at=None)
    ids = running.filter(ends_at__lte=moment + SOON).order_by("id").values_list("id", flat=True)
    over = list(ids.filter(ends_at__lte=moment))
    soon = list(ids.filter(ends_at__gt=moment, soon_told_at=None))
    return sum(_tell_over(one, moment) for one in over) + sum(_tell_soon(one, moment) for one in soon)


@transaction.atomic
def _tell_over(authorisation_id: int, moment: datetime) -> bool:
    if not Term.objects.filter(id=authorisation_id, over_told_at=None).update(over_told_at=moment):
        return False
    row = Authorisation.objects.filter(id=authorisation_id).first()
    if row is not None:
        record("permission.expired", by=None, about=("permission", row.id))
        tell(PermissionEnded(authorisation_id=row.id, drafter_id=row.drafter_id))
    return True


@transaction.atomic
def _tell_soon(authorisation_id: int, moment: datetime) -> bool:
    if not Term.objects.filter(id=authorisation_id, soon_told_at=None).update(soon_told_at=moment):
        return False
    row = Authorisation.objects.filter(id=authorisation_id).first()
    if row is not None:
        tell(PermissionEndsSoon(authorisation_id=row.id, owner_id=row.owner_id, drafter_id=row.drafter_id))
    return True


@as_system("what was ended since the backup was made is ended again")
@transaction.atomic
def end_again() -> int:
    """End again, after a restore, what its owner had ended; return how many there were. Nobody is told once more."""
    ended = Term.objects.filter(id__in=erased_log.read_ended(), revoked_at=None)
    return ended.update(revoked_at=now(), over_told_at=now())


def forget_permissions(leaver: Leaver) -> None:
    """Delete what a leaver gave or asked for. What hung on what she gave is gone from now on, and taken away."""
    given = Authorisation.objects.filter(owner_id__in=leaver.personas)
    for authorisation_id, drafter_id in given.values_list("id", "drafter_id"):
        tell(PermissionEnded(authorisation_id=authorisation_id, drafter_id=drafter_id))
    both = given | Authorisation.objects.filter(drafter_id__in=leaver.personas)
    Term.objects.filter(id__in=both.values("id")).delete()
    both.delete()
