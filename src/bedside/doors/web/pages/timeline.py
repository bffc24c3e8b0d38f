"""One's own treatments over how the days were: a drawing for each, on one scale of time, and the same as tables."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from bedside.areas.records import queries
from bedside.areas.records.queries import OwnCourse
from bedside.doors.web import course_parts as parts
from bedside.doors.web.access import confirmed
from bedside.doors.web.http import Request
from bedside.policy.days import FACES
from bedside.policy.timeline import MONTHS, USUAL, Frame, Week, bar, felt, frame, runs, weeks

WIDTH, HEIGHT, EDGE = 320, 96, 8
LEVELS = 4  # steps between the lines of a drawing


@confirmed
@require_GET
def record_timeline(request: Request) -> HttpResponse:
    """The last 3, 12 or 36 months."""
    asked = request.GET.get("months", "")
    months = int(asked) if asked in map(str, MONTHS) else USUAL
    shown = frame(months, today=queries.today(request.viewer))
    days = queries.own_days(request.viewer, last=shown.last, count=(shown.last - shown.first).days + 1)
    told = weeks([(day, own.face) for day, own in days if own is not None], shown)
    rows = [_row(one, shown) for one in queries.own_treatments(request.viewer)]
    context = {
        "page_title": _("Treatments and your days"),
        "first": _day(shown.first),
        "last": _day(shown.last),
        "choices": [
            {"url": f"{request.path}?months={number}", "name": _months(number), "current": number == months}
            for number in MONTHS
        ],
        "drawing": _drawing(told, shown, ends=(FACES[0], FACES[-1])) if told else {},
        "felt": _felt(request, shown),
        "weeks": [_week(one) for one in reversed(told)],
        "bars": [row for row in rows if row["bar"]],
        "apart": [row for row in rows if not row["bar"]],
        "width": WIDTH,
    }
    return render(request, "pages/record_timeline.html", context)


def _months(number: int) -> str:
    if number > 12:  # a year
        return _("%(n)d years") % {"n": number // 12}
    return _("%(n)d months") % {"n": number}


def _day(day: date) -> str:
    return date_format(day, "j F Y")


def _x(place: float) -> str:
    return f"{EDGE + place * (WIDTH - 2 * EDGE):.1f}"


def _felt(request: Request, shown: Frame) -> list[dict[str, Any]]:
    """The symptoms that were told of most, each with its drawing and its weeks."""
    entries = queries.own_symptoms(request.viewer, first=shown.first, last=shown.last)
    found = felt([(one.day, one.symptom, one.strength) for one in entries], shown)
    return [
        {"name": name, "drawing": _drawing(told, shown, ends=(0, 1)), "weeks": [_felt_week(one) for one in told[::-1]]}
        for name, told in found
    ]


def _felt_week(one: Week) -> dict[str, str]:
    return _week(one) | {"mean": f"{one.mean * 10:.1f}"}


def _drawing(told: tuple[Week, ...], shown: Frame, *, ends: tuple[int, int]) -> dict[str, Any]:
    """The weeks as {lines, dots, levels}, each at its middle, between the lowest and the highest value."""
    low, high = ends

    def y(mean: float) -> str:
        return f"{HEIGHT - EDGE - (mean - low) / (high - low) * (HEIGHT - 2 * EDGE):.1f}"

    placed = [[(_x(shown.at(one.first)), y(one.mean)) for one in run] for run in runs(told)]
    return {
        "height": HEIGHT,
        "lines": [" ".join(f"{x},{y}" for x, y in run) for run in placed if len(run) > 1],
        "dots": [{"x": x, "y": y} for run in placed for x, y in run],
        "levels": [y(low + step * (high - low) / LEVELS) for step in range(LEVELS + 1)],
    }


def _week(one: Week) -> dict[str, str]:
    count = ngettext("%(n)d day", "%(n)d days", one.days) % {"n": one.days}
    return {"week": _day(one.first), "mean": f"{one.mean:.1f}", "days": count}


def _row(one: OwnCourse, shown: Frame) -> dict[str, Any]:
    """One course: its name, its times in words, and its bar, None where it lies outside or has no start."""
    found = bar(one.course, shown)
    row = parts.listed(one, today=shown.last) | {"when": parts.when_text(one.course) or _("Not said"), "bar": None}
    if found is not None:
        left, right = float(_x(found.left)), float(_x(found.right))
        sure, until = float(_x(found.sure_left)), float(_x(found.sure_right))
        row["bar"] = {
            "left": f"{left:.1f}",
            "width": f"{max(right - left, 3):.1f}",
            "sure": f"{sure:.1f}",
            "sure_width": f"{until - sure:.1f}",
        }
    return row


urlpatterns = [path("record/timeline/", record_timeline, name="record_timeline")]
