"""Taking a report back, for half a minute: a finger slips, and somebody thinks better of it."""

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.moderation.models import Case, Report
from bedside.areas.people.viewer import Viewer
from bedside.kit.clock import now
from bedside.kit.errors import NotHere, Refused
from bedside.kit.viewing import as_system
from bedside.policy.moderation.cases import State, may_take_back
from bedside.policy.moderation.reasons import main_reason


@transaction.atomic
def take_back(*, by: Viewer, report_id: int) -> None:
    """Make it as if `by` had never reported this; reports by others stay, and a case without any is gone.

    Raises NotHere for every report that is not hers, Refused when the time is over or a moderator has taken it.
    """
    row = Report.objects.filter(id=report_id, reporter_id=by.persona_id).first()
    if row is None or not by.confirmed:
        raise NotHere
    with as_system("a report that is taken back changes the case that it folded into"):
        case = Case.objects.select_for_update().filter(id=row.case_id).first()
        if case is None or not may_take_back(row.made_at, state=State(case.state), reason=row.reason, at=now()):
            do = "You find what comes of it under “What you reported”."
            raise Refused("It is with the moderators now.", do=do, code="too_late")
        row.delete()
        _without(case)
    record("report.taken_back", by=by.persona_id, about=("case", row.case_id))


def _without(case: Case) -> None:
    """Let the other reports say what the case is about; end it where there are none and the site did not open it."""
    reasons = list(Report.objects.filter(case_id=case.id).values_list("reason", flat=True))
    if reasons:
        case.reason = main_reason({code: reasons.count(code) for code in reasons})
        case.save(update_fields=["reason"])
    elif not case.alone:
        case.delete()
