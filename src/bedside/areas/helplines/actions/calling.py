"""What staff found when they called a line."""

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.helplines import queries
from bedside.areas.helplines.models import Line
from bedside.areas.people.parts import Leaver
from bedside.areas.people.rights import require
from bedside.areas.people.viewer import Viewer
from bedside.kit.clock import now
from bedside.kit.errors import NotHere


@transaction.atomic
def record_answer(*, by: Viewer, line_id: int) -> None:
    """Say that `by` called the line today and somebody answered: it is shown for 180 days. Raises `NotHere`."""
    line = _asked(by, line_id)
    line.checked_on, line.checked_by, line.checked_by_id = now().date(), "", by.persona_id
    line.save(update_fields=["checked_on", "checked_by", "checked_by_id"])
    _told("call help line", by=by, line_id=line_id, outcome="allow", reason_code="answers")


@transaction.atomic
def record_silence(*, by: Viewer, line_id: int) -> None:
    """Say that `by` called the line and it does not work: it is shown no more, from now on. Raises `NotHere`."""
    line = _asked(by, line_id)
    line.checked_on, line.checked_by, line.checked_by_id = None, "", None
    line.save(update_fields=["checked_on", "checked_by", "checked_by_id"])
    _told("call help line", by=by, line_id=line_id, outcome="allow", reason_code="no_answer")


@transaction.atomic
def remove(*, by: Viewer, line_id: int) -> None:
    """Take a line off the list for good. Raises `NotHere`."""
    _asked(by, line_id).delete()
    _told("remove help line", by=by, line_id=line_id, outcome="allow", reason_code="")


def _asked(by: Viewer, line_id: int) -> Line:
    require(queries.RIGHT, by=by)
    line = Line.objects.select_for_update().filter(id=line_id).first()
    if line is None:
        raise NotHere
    return line


def _told(action: str, *, by: Viewer, line_id: int, outcome: str, reason_code: str) -> None:
    about = ("help line", line_id)
    record(action, by=by.persona_id, role="staff", about=about, outcome=outcome, reason_code=reason_code)
    transaction.on_commit(queries.forget_shown)


def forget_caller(leaver: Leaver) -> None:
    """Forget which persona called, and keep that somebody did: members go on to be shown lines that answer."""
    Line.objects.filter(checked_by_id__in=leaver.personas).update(checked_by="staff of this site", checked_by_id=None)
