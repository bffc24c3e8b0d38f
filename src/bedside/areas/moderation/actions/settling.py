"""Telling desks of reports once these can't be taken back any more. The queue itself asks the clock when it is read."""

from django.db import transaction

from bedside.areas.moderation.actions.reporting import tell_desk
from bedside.areas.moderation.models import Case
from bedside.areas.moderation.queries.desk import settled_at
from bedside.kit.clock import now
from bedside.kit.viewing import as_system
from bedside.policy.moderation.cases import WAITING

AT_ONCE = 500


@transaction.atomic
@as_system("desks are told that something waits")
def tell_settled() -> int:
    """Tell the desks of what waits there now and was not told; return how many cases. Run again, it tells nothing."""
    untold = Case.objects.select_for_update(skip_locked=True).filter(told=False, state__in=sorted(WAITING))
    cases = list(untold.filter(settled_at(now())).defer("snapshot_sealed").order_by("opened_at")[:AT_ONCE])
    for case in cases:
        tell_desk(case)
        case.save(update_fields=["told"])
    return len(cases)
