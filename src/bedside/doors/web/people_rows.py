"""From personas to the lines that lists of people show (contract: templates/parts/person.html)."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from bedside.areas.credentials import queries as credentials
from bedside.areas.people.models import Persona
from bedside.doors.web import paging
from bedside.doors.web.cards import SHAPES, badge_of, named
from bedside.doors.web.http import Request
from bedside.kit import ids
from bedside.kit.errors import NotHere
from bedside.policy.personas import CHECKED_KINDS, initials


def rows(personas: Sequence[Persona], *, inside: bool = False) -> list[dict[str, Any]]:
    """Return the lines of several personas, with what was checked about them; one statement, or none.

    `inside` says that it is a list of a room, where a register match is told too.
    """
    badges = credentials.badges((one.id for one in personas if one.kind in CHECKED_KINDS), inside=inside)
    return [_row(persona, badges.get(persona.id)) for persona in personas]


def _row(persona: Persona, badge: credentials.Badge | None) -> dict[str, Any]:
    return {
        "name": named(persona.name, badge),
        "url": reverse("persona", args=[persona.handle]),
        "handle": persona.handle,
        "mark": initials(persona.name),
        "shape": SHAPES.get(persona.kind, "round"),
        **badge_of(badge),
    }


def after(request: Request) -> int:
    """Return the key after which a list begins, 0 for its beginning. Raises NotHere for what is no key."""
    asked = ids.read(request.GET.get("after", "0"))
    if asked is None:
        raise NotHere
    return asked


def pager(request: Request, next_after: int | None) -> dict[str, Any] | None:
    """Return the end of a list of people: the way on, or nothing where all is shown."""
    return paging.pager(request, next_after, mark="after", next_text=_("Next page"))
