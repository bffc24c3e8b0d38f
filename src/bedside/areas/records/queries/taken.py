"""Which copies of one's record were taken, and when: for its owner alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bedside.areas.audit import queries as audit
from bedside.areas.people.queries import personas_of
from bedside.areas.people.viewer import Viewer
from bedside.kit.errors import NotHere

MOST = 20


class Way(StrEnum):
    """How a copy left the site, by the name that its line in the audit log bears."""

    PAGE = "records.take_record_page"
    PROGRAM = "records.take_record_fhir"
    OPERATOR = "records.take_record_operator"
    PART = "records.take_part_fhir"


@dataclass(frozen=True)
class Taken:
    """One copy of the whole record that was taken; or all that a program read of it within a day."""

    at: datetime
    way: Way


def copies_taken(viewer: Viewer, *, ways: Iterable[Way] = tuple(Way)) -> list[Taken]:
    """Return the last copies of the viewer's own record, newest first; a proxy sees none. NotHere for visitors."""
    if not viewer.signed_in:
        raise NotHere
    if viewer.proxy_id:
        return []
    whose = [one.id for one in personas_of(viewer.account_id)]
    return [Taken(at, Way(action)) for action, at in audit.done_to(whose, actions=list(ways), limit=MOST)]
