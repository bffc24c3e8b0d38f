"""An illness of one's own in the words of pages."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from bedside.areas.records.queries import OwnCondition
from bedside.doors.web.forms.conditions import CONFIDENCE, SEVERITY, SIDE, STATUS
from bedside.policy.conditions import Illness
from bedside.policy.dates import in_words


def line(illness: Illness) -> str:
    """Return what stands under its name in a list: "since May 2019 · severe"."""
    said = [
        _("since %(when)s") % {"when": in_words(illness.onset)} if illness.onset.value else "",
        str(dict(CONFIDENCE)[illness.confidence]),
        str(dict(SEVERITY)[illness.severity]) if illness.severity else "",
        str(dict(SIDE)[illness.side]) if illness.side else "",
    ]
    return " · ".join(one for one in said if one)


def listed(one: OwnCondition) -> dict[str, Any]:
    """Return one line of the list."""
    return {
        "url": reverse("record_condition", args=[one.id]),
        "name": one.illness.text,
        "text": line(one.illness),
        "primary": one.illness.primary,
    }


def rows(illness: Illness) -> list[dict[str, str]]:
    """Return all that was said, as names and values (parts/summary_list.html)."""
    unsaid = _("Not said")
    told = [
        (_("How sure"), str(dict(CONFIDENCE)[illness.confidence])),
        (_("Now"), str(dict(STATUS)[illness.status])),
        (_("Began"), in_words(illness.onset) or unsaid),
        (_("Diagnosed"), in_words(illness.diagnosed) or unsaid),
        (_("How bad"), str(dict(SEVERITY)[illness.severity]) if illness.severity else unsaid),
        (_("Side"), str(dict(SIDE)[illness.side]) if illness.side else unsaid),
    ]
    return [{"name": name, "value": value, "url": ""} for name, value in told if value != unsaid or name != _("Side")]
