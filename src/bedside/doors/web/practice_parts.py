"""What pages say of a practice's door: who reads, when, by when an answer comes, and whom to call."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from bedside.areas.messaging.queries import mine
from bedside.areas.practice.queries import Door
from bedside.doors.web.verdict_words import card_of
from bedside.kit.clock import now
from bedside.policy.practice.hours import Opening
from bedside.policy.practice.promise import WEEKDAYS, say
from bedside.policy.practice.reasons import Reason

Row = dict[str, str]


def row(name: str, value: str, *, url: str = "", action: str = "") -> Row:
    """Return a line of parts/summary_list.html."""
    return {"name": name, "value": value, "url": url, "action": action}


def promise_rows(here: Door, *, reason: Reason | None = None) -> list[Row]:
    """Return what is told before typing: answer, who reads, whether it is open now, the telephone."""
    read = _(reason.who_reads) if reason is not None else _("The front desk first, then a nurse or doctor.")
    rows = [
        row(_("You get an answer"), _(here.promise.said)),
        row(_("The practice says"), here.practice.stated_answer_time),
        row(_("Who reads it"), read),
        row(_("Now"), now_words(here)),
        row(_("Telephone"), here.practice.telephone),
    ]
    return [one for one in rows if one["value"]]


def now_words(here: Door) -> str:
    """Return whether the practice is open, until when or from when, on its own clock."""
    moment = now()
    if here.is_open:
        if here.closes_at is None:
            return _("Open all day and night.")
        return _("Open until %(time)s.") % {"time": say(here.closes_at, times=here.times, at=moment)}
    if here.opens_at is None:
        return _("Closed. No opening hours are known.")
    return _("Closed. It opens %(time)s.") % {"time": say(here.opens_at, times=here.times, at=moment)}


def hours_rows(here: Door) -> list[Row]:
    """Return the opening hours, a line a day; and the days on which it is closed for once."""
    found = []
    for number, name in enumerate(WEEKDAYS):
        spans = sorted((one for one in here.times.openings if one.weekday == number), key=lambda one: one.opens)
        found.append(row(_(name), ", ".join(_span(one) for one in spans) or _("Closed")))
    shut = [
        row(_("Closed on"), f"{one.first:%d %b %Y}" + (f" – {one.last:%d %b %Y}" if one.last != one.first else ""))  # noqa: RUF001  # from one day to another
        for one in here.times.closures
    ]
    return [*found, *shut]


def _span(one: Opening) -> str:
    if one.opens == one.closes:
        return _("All day")
    return _("%(from)s to %(to)s") % {"from": f"{one.opens:%H:%M}", "to": f"{one.closes:%H:%M}"}


def emergency_band(here: Door) -> dict[str, Any]:
    """Return the card that stands on top of every page by which a practice is written to."""
    number = here.emergency.number
    return {
        "kind": "emergency",
        "title": _("Emergency? Call %(number)s now") % {"number": number},
        "text": _(
            "Chest pain, trouble breathing, a stroke, bleeding that does not stop: nobody watches this page for that."
        ),
        "phone": number,
        "action": _("Call %(number)s") % {"number": number},
    }


def card_for(words: str, *, here: Door) -> dict[str, Any] | None:
    """Return the card that a patient's words call for, with the practice's telephone; None where none is needed."""
    report = mine.report_on(words, country=here.practice.country)
    card = card_of(report, words, role="patient", country=here.practice.country)
    if card is None or card["card"] == "private":
        return None
    card["points"] = []
    if card["card"] == "call_today":
        card["text"] = _("This may need a look today. A message can take longer than that.")
        if here.practice.telephone:
            card |= {
                "phone": here.practice.telephone.replace(" ", ""),
                "action": _("Call the practice: %(number)s") % {"number": here.practice.telephone},
            }
    return card


def door_url(here: Door) -> str:
    """Return the address of a practice's door."""
    return reverse("door", args=[here.space.slug])
