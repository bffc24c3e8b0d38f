"""Lines of lists of people and places (contract: templates/parts/person.html)."""

from typing import Any

from django.urls import reverse

from bedside.areas.people.models import Persona
from bedside.areas.spaces.models import Space
from bedside.doors.web.cards import SHAPES
from bedside.policy.personas import initials


def person(persona: Persona, **more: Any) -> dict[str, Any]:
    """Return a line for a persona."""
    return {
        "name": persona.name,
        "url": reverse("persona", args=[persona.handle]),
        "handle": persona.handle,
        "mark": initials(persona.name),
        "shape": SHAPES.get(persona.kind, "round"),
        "about": persona.about,
        **more,
    }


def place(space: Space, **more: Any) -> dict[str, Any]:
    """Return a line for a space."""
    return {
        "name": space.name,
        "url": reverse("square") if space.kind == "square" else reverse("space", args=[space.slug]),
        "mark": initials(space.name),
        "shape": "place",
        "about": space.purpose,
        **more,
    }
