"""A course of treatment of one's own in the words of pages."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from bedside.areas.records.queries import OwnCourse
from bedside.doors.web.forms.courses import KIND, LINE, REASONS, TAKING
from bedside.policy.courses import Course, Dose, Line, Reason, Taking
from bedside.policy.dates import in_words


def dose_text(dose: Dose) -> str:
    """Return a dose as people say it: "4.5 mg, twice a day"; "" for none."""
    much = f"{dose.amount} {dose.unit}" if dose.amount else ""
    return ", ".join(one for one in (much, dose.times) if one)


def when_text(course: Course) -> str:
    """Return from when to when: "since May 2019", "May 2019 to 2020", "until 2020"; "" where nothing was said."""
    start, stop = in_words(course.start), in_words(course.stop)
    if course.taking is Taking.NO:
        words = {
            (True, True): _("%(start)s to %(stop)s"),
            (True, False): _("from %(start)s"),
            (False, True): _("until %(stop)s"),
        }
        return words.get((bool(start), bool(stop)), "") % {"start": start, "stop": stop}
    return _("since %(start)s") % {"start": start} if start else ""


def reasons_text(course: Course) -> str:
    """Return why it was stopped, the main reason first."""
    ordered = sorted(course.reasons, key=lambda one: one is not course.main_reason)
    words = [course.other_reason if one is Reason.OTHER else str(dict(REASONS)[one]) for one in ordered]
    return ", ".join(words)


def line(course: Course, *, today: date) -> str:
    """Return what stands under its name in a list."""
    begins = _("from %(start)s on") % {"start": in_words(course.start)} if course.is_planned(today=today) else ""
    said = (course.purpose, dose_text(course.dose_now), begins or when_text(course), reasons_text(course))
    return " · ".join(one for one in said if one)


def listed(one: OwnCourse, *, today: date) -> dict[str, Any]:
    """Return one line of the list."""
    url = reverse("record_course", args=[one.id])
    return {"url": url, "name": one.course.text, "text": line(one.course, today=today)}


def rows(course: Course) -> list[dict[str, str]]:
    """Return all that was said, as names and values (parts/summary_list.html)."""
    told = [
        (_("What for"), course.purpose),
        (_("What it is"), str(dict(KIND)[course.kind])),
        (_("Still taken"), str(dict(TAKING).get(course.taking, _("Not said yet")))),
        (_("Time"), when_text(course) or _("Not said")),
        (_("Dose"), dose_text(course.dose)),
        *((_("Dose from %(day)s on") % {"day": in_words(s.on) or "…"}, dose_text(s.dose)) for s in course.steps),
        (_("In which way"), course.route),
        (_("First thing tried for it"), str(dict(LINE)[course.line]) if course.line is not Line.UNSURE else ""),
        (_("Why you stopped"), reasons_text(course)),
    ]
    return [{"name": name, "value": value, "url": ""} for name, value in told if value]
