"""What moderators did here, for everybody: whole months, rounded, nothing under 11."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from bedside.areas.moderation import queries
from bedside.areas.moderation.queries import Month
from bedside.doors.web.access import anyone
from bedside.doors.web.http import Request
from bedside.policy.disclosure import FLOOR
from bedside.policy.moderation.acts import ACTS
from bedside.policy.moderation.cases import APPEAL_WITHIN
from bedside.policy.moderation.counting import APPEALED, NOTHING, OVERTURNED, TOTAL, UPHELD, WAITING, Key
from bedside.policy.moderation.reasons import REASONS

SHOWN_MONTHS = 3  # as many as fit beside each other on a phone


@anyone
@require_GET
def transparency(request: Request) -> HttpResponse:
    """Three months in three tables; the year before in four parts."""
    every = queries.months(request.viewer)
    asked = request.GET.get("part", "0")
    part = int(asked) if asked in map(str, range(len(every) // SHOWN_MONTHS)) else 0
    months = every[part * SHOWN_MONTHS : (part + 1) * SHOWN_MONTHS]
    acts: list[tuple[str, Key]] = [(_("All decisions"), TOTAL), (_("Left as it was"), ("act", NOTHING))]
    acts += [(_(one.words), ("act", code)) for code, one in ACTS.items()]
    reasons: list[tuple[str, Key]] = [(_(one.words), ("reason", code)) for code, one in REASONS.items()]
    second: list[tuple[str, Key]] = [
        (_("Second looks asked for"), APPEALED),
        (_("It stayed so"), ("appeal", UPHELD)),
        (_("It was taken back"), ("appeal", OVERTURNED)),
        (_("Not answered yet"), ("appeal", WAITING)),
    ]
    context = {
        "page_title": _("Moderation in figures"),
        "tables": [
            _table(_("What was decided"), months, acts),
            _table(_("Why"), months, reasons),
            _table(_("Second looks"), months, second),
        ],
        "earlier_url": f"{request.path}?part={part + 1}" if (part + 1) * SHOWN_MONTHS < len(every) else "",
        "later_url": f"{request.path}?part={part - 1}" if part else "",
        "rules": [
            _("Figures are rounded. “Not told” stands for fewer than %(n)s, or hides one that is.") % {"n": FLOOR},
            _("Only whole months are counted. A press that was taken back within a day is not."),
            _("Whoever is met by a decision can ask for a second look within %(n)s days. Another person takes it.")
            % {"n": APPEAL_WITHIN.days},
            _("Who reported something is told to nobody."),
        ],
    }
    return render(request, "pages/transparency.html", context)


def _table(title: str, months: list[Month], rows: list[tuple[str, Key]]) -> dict[str, Any]:
    return {
        "title": title,
        "months": [date_format(month.first, "M Y") for month in months],
        "rows": [{"name": name, "cells": [_cell(month.cells[key]) for month in months]} for name, key in rows],
    }


def _cell(count: int | None) -> str:
    return _("not told") if count is None else str(count)


urlpatterns = [path("transparency/", transparency, name="transparency")]
