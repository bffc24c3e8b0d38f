"""Whom a typed handle means, for actions upon somebody: with the sentence for a handle that nobody has."""

from bedside.areas.people import queries
from bedside.areas.people.models import Persona
from bedside.areas.people.viewer import Viewer
from bedside.kit.errors import NotHere, Refused


def anybody(handle: str) -> Persona:
    """Return the persona with this handle, hidden ones too, or raise `Refused`; for staff who act on accounts."""
    persona = Persona.objects.filter(handle=handle.strip().removeprefix("@").lower()).first()
    if persona is None:
        raise _nobody()
    return persona


def seen_by(by: Viewer, handle: str) -> Persona:
    """Return the persona with this handle as far as `by` can see it, or raise `Refused`."""
    try:
        return queries.persona_by_handle(by, handle)
    except NotHere as error:
        raise _nobody() from error


def _nobody() -> Refused:
    return Refused("There is nobody with this handle.", code="no_such_handle", field="handle")
