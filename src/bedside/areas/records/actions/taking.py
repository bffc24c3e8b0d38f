"""Taking one's record out of the site: each copy leaves a line, so that its owner sees one that was not hers."""

from datetime import timedelta

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.people.viewer import Viewer
from bedside.areas.records.actions.steps import hold_source
from bedside.areas.records.queries.exchange import whole_record
from bedside.areas.records.queries.taken import Way, copies_taken
from bedside.kit.clock import now
from bedside.policy.fhir.model import Resource

PART_TOLD_EVERY = timedelta(days=1)


@transaction.atomic
def take_record(*, by: Viewer, way: Way) -> Resource:
    """Return the viewer's whole record as a Bundle, as `whole_record` does, and note that a copy was taken, and how.

    Raises NotHere for a visitor and NotValid for what FHIR would not take: then nothing was taken, and nothing noted.
    """
    found = whole_record(by)
    actor = None if way is Way.OPERATOR else by.persona_id
    record(way.value, by=actor, about=("record", None), subject=by.persona_id)
    return found


@transaction.atomic
def note_part_taken(*, by: Viewer) -> None:
    """Note that a program read some of the viewer's record: one line for all that it reads within a day."""
    hold_source(f"parts taken of {by.account_id}")
    last = next((one for one in copies_taken(by, ways=(Way.PART,))), None)
    if last is None or last.at <= now() - PART_TOLD_EVERY:
        record(Way.PART.value, by=by.persona_id, about=("record", None), subject=by.persona_id)
