"""By whose clock one's days begin."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bedside.doors.web.forms.base import Form
from bedside.policy.zones import zones


def _zones() -> list[tuple[str, Any]]:
    return [(name, zone_name(name)) for name in sorted(zones())]


def zone_name(zone: str) -> str:
    """Return the name of a time zone as people read it."""
    return zone.replace("_", " ")


class ZoneForm(Form):
    """One time zone, by the name of a large town in it."""

    zone = forms.ChoiceField(
        label=_("Your time zone"), help_text=_("Choose a town that has the same time as you."), choices=_zones
    )
