"""What the composer asks an author who speaks of patients (contract: templates/parts/release.html)."""

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from bedside.areas.consents import queries
from bedside.areas.posts.gate import voice
from bedside.doors.web.compose_fields import Filled, Place
from bedside.doors.web.http import Request
from bedside.doors.web.permission_words import first_words
from bedside.policy.consents import safe_harbor
from bedside.policy.consents.releasing import ways


def release_of(request: Request, place: Place, filled: Filled, *, held: bool = False) -> dict[str, Any] | None:
    """Return the question about patients; None where the author has no way to answer it. `held`: it is opened."""
    role, circle = voice(request.viewer, place.space, place.audience or filled.audience)
    open_ways = [way for way in ways(role=role, audience=circle) if place.new or way != "authorised"]
    if not open_ways:
        return None
    usable = queries.usable(request.viewer) if "authorised" in open_ways else []
    return {
        "open": held or filled.release not in ("", "none"),
        "choices": [_choice(way, filled) for way in ("none", *open_ways)],
        "permissions": [
            {
                "value": one.id,
                "name": f"{first_words(one)} ({_('until')} {date_format(one.terms.until, 'j M Y')})",
                "chosen": str(one.id) == filled.permission,
            }
            for one in usable
        ],
        "by_permission": "authorised" in open_ways,
        "declared": "invented" in open_ways,
        "declaring": filled.release in ("invented", "deidentified"),
        "lines": [
            {"letter": line.letter, "plain": line.plain, "ticked": line.letter in filled.safe}
            for line in safe_harbor.checklist()
        ],
    }


def _choice(way: str, filled: Filled) -> dict[str, Any]:
    name, note = {
        "none": (_("No patient is told of or shown"), ""),
        "authorised": (_("Yes, with the patient's permission"), _("It is shown with it, and goes when that ends.")),
        "invented": (_("The person is invented, or made up of several"), _("Go through the list below.")),
        "deidentified": (_("Yes, and nothing tells who it is"), _("In rooms only. Go through the list below.")),
    }[way]
    return {"value": way, "name": name, "note": note, "chosen": filled.release == way}
