"""A visit sheet on paper: PDF/UA-1, one page."""

from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext as _

from bedside.kit.qr import code_of
from bedside.kit.typeset import typeset
from bedside.policy.visits.curve import curve
from bedside.policy.visits.facts import Facts, Trend
from bedside.policy.visits.sheet import LEVELS, day, fitted, name, parts

TEMPLATE: Final = Path(__file__).parent / "sheet.typ"


def pdf(facts: Facts, *, url: str = "", until: str = "") -> bytes:
    """Return the sheet as a PDF. With `url` a code on it opens the whole sheet, `until` then."""
    return typeset(TEMPLATE, _data(facts, url=url, until=until)).content


def who(facts: Facts) -> str:
    """Return the line under the name: the year of birth if told, that the patient wrote it, and when."""
    born = _("Born %(year)s. ") % {"year": facts.birth_year} if facts.birth_year else ""
    return born + _("Written by the patient, %(day)s.") % {"day": day(facts.made_on)}


def _data(facts: Facts, *, url: str, until: str) -> dict[str, Any]:
    whole = parts(facts)
    levels = [[_part(one) for one in fitted(whole, level=level)] for level in range(len(LEVELS))]
    words = {
        "more": _("and {n} more"),
        "who": who(facts),
        "link": _("All of it, until %(moment)s: scan this.") % {"moment": until} if url else "",
    }
    return {
        "title": _("Visit sheet"),
        "name": name(facts),
        "about": _("Written by the patient. No clinician has checked it."),
        "made": day(facts.made_on),
        "words": words,
        "trend": _trend(facts.trend) if facts.trend else None,
        "qr": code_of(url).svg if url else "",
        "levels": levels,
    }


def _part(one: Any) -> dict[str, Any]:
    return {"key": one.key, "title": one.title, "lines": list(one.lines), "more": one.more}


def _trend(trend: Trend) -> dict[str, Any] | None:
    drawn = curve(trend)
    if drawn is None:
        return None
    values = [value for _on, value in trend.points]
    alt = _("Between %(least)s and %(most)s, on %(n)s days.")
    return {
        "title": trend.title,
        "alt": alt % {"least": f"{min(values):g}", "most": f"{max(values):g}", "n": len(values)},
        "low": f"{trend.low:g}",
        "high": f"{trend.high:g}",
        "first": day(drawn.first),
        "last": day(drawn.last),
        "runs": [[list(point) for point in run] for run in drawn.runs],
    }
