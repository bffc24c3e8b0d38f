"""Numbers that help, as pages draw them: the emergency number, always; the lines of a country that were called.

Used by `Urgent help`, by the card for somebody in distress and by `Help lines`. Nothing here asks who looks but for
the country of the account, and nothing of a press is kept: a number is a link of the telephone itself.
"""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from bedside.areas.helplines import queries as helplines
from bedside.areas.people import queries as people
from bedside.doors.web.http import Request
from bedside.policy.directory.places import countries
from bedside.policy.emergency import NUMBERS, emergency
from bedside.policy.helplines.dialling import calls, texts
from bedside.policy.helplines.rules import Shown

ELSEWHERE = "other"


def country_for(request: Request) -> str:
    """Return the country whose numbers are shown: the one asked for, the account's own, the site's; "" for none."""
    asked = request.GET.get("country", "").upper()
    if asked == ELSEWHERE.upper():
        return ""
    own = request.account.country if request.account else ""
    return next((code for code in (asked, own, people.shown_profile().country) if code in countries()), "")


def help_of(country: str) -> dict[str, Any]:
    """Return what is dialled in a country: emergency {number, country}, crisis (parts/ways.html)."""
    found = emergency(country)
    return {"emergency": {"number": found.number, "country": found.country}, "crisis": ways(helplines.usable(country))}


def ways(lines: Iterable[Shown]) -> list[dict[str, Any]]:
    """Return each way to reach these lines as a button: {uri, icon, text, about}; calls before messages."""
    found = [*lines]
    return [
        *(_way(way, _("Call %(number)s"), "phone", line) for line in found for way in calls(line.telephone)),
        *(_way(way, _("Text %(number)s"), "message-circle", line) for line in found for way in texts(line.sms)),
    ]


def _way(way: Any, words: str, icon: str, line: Shown) -> dict[str, Any]:
    text = words % {"number": way.number}
    if way.word:
        text = _("Text %(word)s to %(number)s") % {"word": way.word, "number": way.number}
    more = (line.name, way.note, line.hours, line.languages)
    return {"uri": way.uri, "icon": icon, "text": text, "about": ". ".join(filter(None, more))}


def country_name(code: str) -> str:
    """Return what a country is called within a sentence ("the United States")."""
    return NUMBERS[code][0] if code in NUMBERS else countries().get(code, "")


def countries_to_ask(country: str) -> list[dict[str, Any]]:
    """Return the countries whose numbers this site knows, for a list to choose from, and `another country` at its end.

    `country` is the one that is chosen, "" for none.
    """
    known = sorted((countries()[code], code) for code in {*NUMBERS, *helplines.shown_lines()})
    rows = [{"value": code, "name": name, "chosen": code == country} for name, code in known]
    elsewhere = not any(row["chosen"] for row in rows)
    return [*rows, {"value": ELSEWHERE, "name": _("Another country"), "chosen": elsewhere}]
