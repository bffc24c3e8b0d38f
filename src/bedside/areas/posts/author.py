"""What the guard is told of the author: what her profile shows to everybody is hers to repeat, and is no finding."""

from functools import lru_cache

from bedside.areas.people import queries as people
from bedside.areas.people.viewer import Viewer
from bedside.areas.spaces.models import Space
from bedside.policy import guard
from bedside.policy.guard import Facts, Kind, Profile

# What of the words about oneself goes where. Other people's names that stand there stay other people's.
_SHOWN: dict[Kind, str] = {
    "phone": "phones",
    "fax": "phones",
    "email": "emails",
    "url": "urls",
    "licence_no": "numbers",
    "place": "places",
}


def profile_of(by: Viewer, *, speaks_for: Space | None) -> Profile:
    """Return what others see of the voice that `by` writes with; `speaks_for` is the practice that it speaks for."""
    persona = people.own_persona(by, by.persona_id)
    shown = dict(_told_in(persona.about))
    return Profile(
        names=(persona.name, speaks_for.name) if speaks_for is not None else (persona.name,),
        handles=(persona.handle,),
        phones=shown.get("phones", ()),
        emails=shown.get("emails", ()),
        urls=shown.get("urls", ()),
        numbers=shown.get("numbers", ()),
        employer=speaks_for.name if speaks_for is not None else None,
        places=shown.get("places", ()),
    )


@lru_cache(maxsize=512)
def _told_in(about: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return contacts and places that stand in the words somebody shows about herself, by the field of a profile."""
    shown: dict[str, list[str]] = {}
    for found in guard.inspect(about, Facts(role="patient", audience="practice")).findings:
        if found.kind in _SHOWN:
            shown.setdefault(_SHOWN[found.kind], []).append(about[found.start : found.end])
    return tuple((field, tuple(values)) for field, values in shown.items())
