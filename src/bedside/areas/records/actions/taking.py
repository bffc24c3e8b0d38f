"""Taking one's whole record out of the site: each copy leaves a line, so that its owner sees one that was not hers."""

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.people.viewer import Viewer
from bedside.areas.records.queries.exchange import whole_record
from bedside.areas.records.queries.taken import Way
from bedside.policy.fhir.model import Resource


@transaction.atomic
def take_record(*, by: Viewer, way: Way) -> Resource:
    """Return the viewer's whole record as a Bundle, as `whole_record` does, and note that a copy was taken, and how.

    Raises NotHere for a visitor and NotValid for what FHIR would not take: then nothing was taken, and nothing noted.
    """
    found = whole_record(by)
    actor = None if way is Way.OPERATOR else by.persona_id
    record(way.value, by=actor, about=("record", None), subject=by.persona_id)
    return found
