"""What goes together: one symptom, and one thing that was noted up to three days before. Never what causes it."""

from typing import Any

import numpy as np
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from bedside.areas.records import queries
from bedside.doors.web.access import confirmed
from bedside.doors.web.http import Request
from bedside.doors.web.symptom_words import FACTOR_WORDS
from bedside.policy.lag import FEWEST_FACTOR_DAYS, FEWEST_LOGGED_DAYS, LAGS, LagView, NotYet

WIDE, TALL = 300, 24


@confirmed
@require_http_methods(["GET", "POST"])  # what somebody feels stands in no address
def lag(request: Request) -> HttpResponse:
    """Compare the days after something with the others; one pair at a time, so that nothing is found by searching."""
    symptom, factor = request.POST.get("symptom", ""), request.POST.get("factor", "")
    found = queries.lag(request.viewer, symptom=symptom, factor=factor)
    context: dict[str, Any] = {
        "page_title": _("What goes together"),
        "symptoms": [{"value": one, "word": one, "chosen": one == symptom} for one in found.symptoms],
        "factors": [{"value": one, "word": _word(one), "chosen": one == factor} for one in found.factors],
        "symptom": symptom,
        "factor": _word(factor),
    }
    if found.found is not None:
        context |= _too_few(found.found) if isinstance(found.found, NotYet) else _shown(found.found)
    return render(request, "pages/lag.html", context)


def _word(factor: str) -> str:
    return str(FACTOR_WORDS.get(factor, factor))


def _too_few(found: NotYet) -> dict[str, Any]:
    if found.enough_factor_days:
        have, need = found.logged_days, FEWEST_LOGGED_DAYS
        return {"too_few": _("Not enough days with the symptom yet (%(n)d of %(of)d).") % {"n": have, "of": need}}
    have, need = found.factor_days, FEWEST_FACTOR_DAYS
    return {"too_few": _("Not enough days yet (%(n)d of %(of)d).") % {"n": have, "of": need}}


def _shown(found: LagView) -> dict[str, Any]:
    most = max(np.nanmax(np.abs([found.difference, found.low, found.high])), 0.1)
    rows = [_row(found, after, float(most)) for after in range(LAGS) if not np.isnan(found.difference[after])]
    return {"rows": rows, "stands_out": found.stands_out, "days": found.factor_days, "logged": found.logged_days}


def _row(found: LagView, after: int, most: float) -> dict[str, Any]:
    """Return one lag: its numbers, and where they stand in the drawing."""
    difference, low, high = (float(one[after]) for one in (found.difference, found.low, found.high))
    known = not np.isnan(low)
    return {
        "name": _("The same day")
        if not after
        else ngettext("%(n)d day later", "%(n)d days later", after) % {"n": after},
        "difference": f"{difference:+.1f}",
        "chance": _("%(low)s to %(high)s") % {"low": f"{low:+.1f}", "high": f"{high:+.1f}"} if known else "",
        "x": _place(difference, most),
        "left": _place(low, most) if known else 0,
        "width": _place(high, most) - _place(low, most) if known else 0,
    }


def _place(value: float, most: float) -> int:
    return round(WIDE / 2 + value / most * (WIDE / 2 - 10))


urlpatterns = [path("record/lag/", lag, name="lag")]
