"""Ending a trial before its time, and deleting one with all that was said in it."""

from datetime import date

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.people.viewer import Viewer
from bedside.areas.trials.queries.own import trial, trial_rows
from bedside.kit.errors import NotHere


@transaction.atomic
def stop_trial(*, by: Viewer, trial_id: int, today: date) -> None:
    """End it today. One that is over stays as it is. Raises NotHere for any other's."""
    row = trial_rows(by).select_for_update().filter(id=trial_id).first()
    if row is None:
        raise NotHere
    if trial(by, trial_id, on=today).stands.over:
        return
    row.stopped_on = today
    row.save(update_fields=["stopped_on"])
    record("trials.stop", by=by.persona_id, about=("trial", row.id), subject=by.persona_id)


@transaction.atomic
def delete_trial(*, by: Viewer, trial_id: int) -> None:
    """Delete a trial with its days, notes, and what it gave; the figure of many follows in the night."""
    gone, _each = trial_rows(by).filter(id=trial_id).delete()
    if not gone:
        raise NotHere
    record("trials.delete", by=by.persona_id, about=("trial", trial_id), subject=by.persona_id)
