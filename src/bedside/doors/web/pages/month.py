"""The month at a glance: each symptom and each day as a mark, drawn here, with the same as a table."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from bedside.areas.records import queries
from bedside.areas.records.queries import OwnDay, OwnSymptom
from bedside.doors.web.access import confirmed
from bedside.doors.web.http import Request
from bedside.doors.web.pages.record import WORDS
from bedside.doors.web.symptom_words import entry_text
from bedside.kit.clock import now
from bedside.policy.crash import covers
from bedside.policy.days import EARLIEST
from bedside.policy.month import MOST_ROWS, NOT_ASKED, VALUE, Mark, mark_of
from bedside.policy.symptoms import month_of, same

STEP, HEIGHT, BAR = 10, 22, 6
"""Units of the drawing: a day's width, a row's height, a bar's width."""
FACES = 4
"""Steps between the best face and the worst: the drawing shows how bad a day was, as with symptoms."""


@confirmed
@require_GET
def month(request: Request) -> HttpResponse:
    """Draw the month that is asked for, else this one."""
    today = queries.today(request.viewer)
    first, last = month_of(_asked(request, today))
    entries = queries.own_symptoms(request.viewer, first=first, last=last)
    count = (last - first).days + 1
    days = dict(queries.own_days(request.viewer, last=last, count=count))
    spans, zone = queries.crash_spans(request.viewer), queries.zone_of(request.viewer)
    crash = {day for day in days if day <= today and covers(spans, day, zone=zone, at=now())}
    shown = sorted(day for day in days if day <= today)
    context = {
        "page_title": date_format(first, "F Y"),
        "before": _link(first - timedelta(days=1)) if first > EARLIEST else "",
        "after": _link(last + timedelta(days=1)) if last < today else "",
        "rows": [_day_row(shown, days), *_symptom_rows(shown, entries)],
        "rules": [{"x": STEP * 7 * week} for week in range(1, 5) if 7 * week < count],
        "width": STEP * count,
        "height": HEIGHT,
        "crash": [{"x": STEP * (day.day - 1)} for day in sorted(crash)],
        "table": [_line(day, days[day], entries, in_crash=day in crash) for day in shown],
        "nothing": not entries and not any(days.values()),
    }
    return render(request, "pages/month.html", context)


def _asked(request: Request, today: date) -> date:
    try:
        asked = date.fromisoformat(f"{request.GET.get('month', '')}-01")
    except ValueError:
        return today
    return asked if EARLIEST <= asked <= today else today


def _link(day: date) -> dict[str, str]:
    return {"url": f"{reverse('month')}?month={day:%Y-%m}", "name": date_format(day, "F Y")}


def _day_row(shown: list[date], days: dict[date, OwnDay | None]) -> dict[str, Any]:
    marks = [(day, _face_mark(days[day])) for day in shown]
    return {"name": _("How bad the day was"), "marks": [_drawn(day, mark) for day, mark in marks]}


def _face_mark(own: OwnDay | None) -> Mark:
    return Mark(VALUE, (5 - own.face) / FACES, own.backfilled) if own else Mark(NOT_ASKED)


def _symptom_rows(shown: list[date], entries: tuple[OwnSymptom, ...]) -> list[dict[str, Any]]:
    """Return a row for each symptom, the most logged first."""
    keys = {spelt: same(spelt) for spelt in {one.symptom for one in entries}}
    names = {keys[one.symptom]: one.symptom for one in entries}
    said: dict[tuple[str, date], list[OwnSymptom]] = {}
    for one in entries:
        said.setdefault((keys[one.symptom], one.day), []).append(one)
    rows = []
    for key, _count in Counter(keys[one.symptom] for one in entries).most_common(MOST_ROWS):
        of_day = [(day, said.get((key, day), [])) for day in shown]
        marks = [(day, mark_of((one.strength, one.backfilled) for one in found)) for day, found in of_day]
        rows.append({"name": names[key], "marks": [_drawn(day, mark) for day, mark in marks]})
    return rows


def _drawn(day: date, mark: Mark) -> dict[str, Any]:
    """Return where a mark stands in the drawing. A bar of nothing is still a line: it was said."""
    middle = STEP * (day.day - 1) + STEP // 2
    tall = round(2 + mark.share * (HEIGHT - 4))
    return {
        "kind": mark.kind,
        "late": mark.late,
        "x": middle,
        "left": middle - BAR // 2,
        "right": middle + BAR // 2,
        "top": HEIGHT - 1 - tall,
        "tall": tall,
    }


def _line(day: date, own: OwnDay | None, entries: tuple[OwnSymptom, ...], *, in_crash: bool) -> dict[str, Any]:
    lines = [_("The day: %(how)s") % {"how": _with_late(str(WORDS[own.face]), late=own.backfilled)}] if own else []
    lines += [_with_late(f"{one.symptom}: {entry_text(one)}", late=one.backfilled) for one in entries if one.day == day]
    silent = _("Not asked (crash)") if in_crash else _("Not asked")
    return {"day": day, "url": f"{reverse('symptoms')}?day={day.isoformat()}", "lines": lines or [silent]}


def _with_late(text: str, *, late: bool) -> str:
    return _("%(text)s (told later)") % {"text": text} if late else text


urlpatterns = [path("record/month/", month, name="month")]
