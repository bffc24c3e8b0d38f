"""Steps that several of the actions take."""

from bedside.areas.moderation.models import EmergencyAccess
from bedside.areas.people.queries import key_no_of
from bedside.areas.people.viewer import Viewer
from bedside.kit.errors import Refused
from bedside.kit.vault import vault
from bedside.policy import permissions

LONGEST = 2000


def seal(access: EmergencyAccess, column: str, words: str, *, field: str) -> bytes:
    """Return `words` sealed for a column of `access`. Raises Refused when there are none, or too many."""
    words = words.replace("\x00", "").strip()
    if not words:
        raise Refused("Say why, in a few words.", code="words_missing", field=field)
    if len(words) > LONGEST:
        raise Refused("This can be 2,000 characters long.", code="too_long", field=field)
    return vault().seal(words, access.place(column), key_no=key_no_of(access.persona_id))


def role_of(by: Viewer) -> str:
    """Return the role by which `by` has the right."""
    return permissions.SAFETY_LEAD if permissions.SAFETY_LEAD in by.staff else permissions.ADMINISTRATOR
