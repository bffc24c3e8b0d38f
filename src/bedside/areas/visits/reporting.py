"""A draft of a report about a side effect as PDF/UA-1. It is made from what the member chose, and kept nowhere."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _

from bedside.areas.people.viewer import Viewer
from bedside.areas.records import queries as records
from bedside.areas.records.queries import OwnCourse
from bedside.areas.records.queries.symptoms import OwnSymptom, own_symptoms
from bedside.kit.typeset import typeset
from bedside.policy.dates import in_words
from bedside.policy.symptoms import FIGURES, Strength
from bedside.policy.visits.sheet import day
from bedside.policy.visits.side_effect import Report, called, sections

TEMPLATE: Final = Path(__file__).parent / "report.typ"
DIARY_DAYS: Final = 90
MOST_ITEMS: Final = 200


@dataclass(frozen=True, kw_only=True)
class Filled:
    """What the member filled in. `suspected`, `others` and `items` are ids of her own; any other is left out."""

    country: str
    effect: str
    suspected: int
    began: str = ""
    outcome: str = ""
    serious: tuple[str, ...] = ()
    story: str = ""
    about: str = ""
    others: Collection[int] = frozenset()
    items: Collection[int] = frozenset()


def diary(viewer: Viewer, *, today: date) -> list[tuple[int, str]]:
    """Return the symptoms of the last three months that the viewer can choose, newest first."""
    found = own_symptoms(viewer, first=today - timedelta(days=DIARY_DAYS), last=today)
    return [(one.id, _felt(one)) for one in sorted(found, key=lambda one: (one.day, one.id), reverse=True)][:MOST_ITEMS]


def medicines(viewer: Viewer) -> list[tuple[int, str]]:
    """Return what the viewer takes and took, as she can choose it."""
    return [(one.id, _taken(one)) for one in records.own_treatments(viewer)]


def report_of(viewer: Viewer, filled: Filled, *, today: date) -> Report:
    """Return the draft of what was filled in."""
    known, felt = dict(medicines(viewer)), diary(viewer, today=today)
    first = [known[filled.suspected]] if filled.suspected in known else []
    others = [text for number, text in known.items() if number in filled.others and number != filled.suspected]
    return Report(
        country=filled.country,
        effect=filled.effect,
        began=filled.began,
        outcome=filled.outcome,
        serious=filled.serious,
        story=filled.story,
        medicines=(*first, *others),
        diary=tuple(text for number, text in reversed(felt) if number in filled.items),
        about=filled.about,
        made_on=today,
    )


def pdf(report: Report) -> bytes:
    """Return the draft as a PDF."""
    title, way = called(report.country)
    send = _("Send it yourself: %(way)s.") % {"way": way}
    ask = _("Ask a doctor or a pharmacist where to send it.")
    data = {
        "title": title,
        "how": send if way else ask,
        "about": _("A draft written by the patient. Nobody has checked or sent it."),
        "made": day(report.made_on),
        "sections": [[heading, lines] for heading, lines in sections(report)],
    }
    return typeset(TEMPLATE, data).content


def _taken(own: OwnCourse) -> str:
    course = own.course
    dose = " ".join(filter(None, (course.dose.amount, course.dose.unit, course.dose.times)))
    since = _("from %(when)s") % {"when": in_words(course.start)} if course.start.value else ""
    until = _("until %(when)s") % {"when": in_words(course.stop)} if course.stop.value else ""
    purpose = _("for %(what)s") % {"what": course.purpose} if course.purpose else ""
    return ", ".join(filter(None, (course.text, dose, purpose, since, until)))


def _felt(one: OwnSymptom) -> str:
    words = ", ".join(filter(None, (f"{day(one.day)}: {one.symptom}", _strength(one.strength))))
    return f"{words} ({one.note})" if one.note else words


def _strength(one: Strength) -> str:
    if one.value is None:
        return ""
    if one.scale == FIGURES:
        return _("%(n)d of 10") % {"n": one.value}
    return (_("none"), _("mild"), _("moderate"), _("severe"))[one.value]
