"""The lower part of a treatment's page: how long people stay on it, who answered, what it costs, how it was checked.

What comes in here was rounded and suppressed by the build. A figure has a plain sentence before it and its numbers in a
table; what may not be shown is not in here at all.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from bedside.areas.records.cells import ShownCell
from bedside.areas.records.queries import Block, TreatmentFigures
from bedside.areas.records.showing import unpack_figure
from bedside.doors.web.evidence_parts import evidence_row, treatment_url
from bedside.policy.disclosure import TOO_FEW, Figure
from bedside.policy.evidence.staying import NUMBER, Why
from bedside.policy.evidence.unwanted import sentence

AFTER = {
    "w2": gettext_lazy("2 weeks"),
    "m3": gettext_lazy("3 months"),
    "m6": gettext_lazy("6 months"),
    "m12": gettext_lazy("12 months"),
    "m24": gettext_lazy("24 months"),
}
WHY = {
    Why.NO_EFFECT: gettext_lazy("It did not help"),
    Why.SIDE_EFFECTS: gettext_lazy("Unwanted effects"),
    Why.COST_OR_BURDEN: gettext_lazy("Cost, trouble, or not to be had"),
    Why.BETTER: gettext_lazy("Better, or the treatment was finished"),
    Why.OTHER: gettext_lazy("Another reason, or none given"),
}
BY_NUMBER = {str(number): WHY[why] for why, number in NUMBER.items()}
SURE = {
    "diagnosed": gettext_lazy("diagnosed by a clinician"),
    "likely": gettext_lazy("likely, not yet confirmed"),
    "own": gettext_lazy("their own view"),
}
WHO = {
    "sex": pgettext_lazy("heading of a table", "Sex"),
    "age_band": gettext_lazy("Age"),
    "severity": gettext_lazy("How bad the illness is"),
}
LEVELS = {
    "female": gettext_lazy("Women"),
    "male": gettext_lazy("Men"),
    "other": gettext_lazy("Another sex"),
    "<30": gettext_lazy("Under 30"),
    "30-44": gettext_lazy("30 to 44"),
    "45-59": gettext_lazy("45 to 59"),
    "60-74": gettext_lazy("60 to 74"),
    "75+": gettext_lazy("75 and older"),
    "mild": gettext_lazy("Mild"),
    "moderate": gettext_lazy("Moderate"),
    "severe": gettext_lazy("Severe"),
    "very_severe": gettext_lazy("Very severe"),
}
AGAIN = {"yes": gettext_lazy("Yes"), "no": gettext_lazy("No"), "unsure": gettext_lazy("Not sure")}
LINES = {"first": gettext_lazy("The first thing they tried"), "later": gettext_lazy("After something else")}


def staying(cell: ShownCell) -> dict[str, Any] | None:
    """How long people stay on it: the share after each time of which something may be said."""
    points = cell.more.get("points", [])
    rows = [_point(str(AFTER[point["after"]]), point) for point in points]
    if not rows:
        return None
    last = points[-1]
    said = {"n": last["still_on"], "time": AFTER[last["after"]]}
    return {"lead": _("Of 100 people who start, about %(n)d still take it after %(time)s.") % said, "rows": rows}


def reasons(cell: ShownCell) -> dict[str, Any] | None:
    """Why people stopped, by main reason."""
    found = cell.more.get("reasons", {})
    named = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
    rows = [{"name": BY_NUMBER[number], "text": _about(people)} for number, people in named]
    if not rows:
        return None
    caption = _("The main reason of those who stopped. One that too few people gave is left out.")
    return {"lead": _("Most often named: %(reason)s.") % {"reason": rows[0]["name"]}, "caption": caption, "rows": rows}


def waves(cell: ShownCell) -> dict[str, Any] | None:
    """Who was asked how it goes, and answered: silence is printed too."""
    rows = [
        {"name": AFTER[name], "text": _("%(said)s of %(asked)s") % {"said": _about(said), "asked": _about(asked)}}
        for name, (asked, said) in cell.more.get("waves", {}).items()
    ]
    return {"caption": _("Of those whom we asked, so many answered."), "rows": rows} if rows else None


def moderate(cell: ShownCell) -> str:
    """How many had moderate or worse side effects, as sentences; "" where nothing may be said."""
    packed = cell.more.get("moderate")
    return sentence(unpack_figure(packed)) if packed else ""


def burden(cell: ShownCell) -> dict[str, Any] | None:
    """What it asks of people: trouble, cost, taking it as planned, and whether they would take it again."""
    more, rows = cell.more, []
    if "burden" in more:
        rows.append({"name": _("It is a lot of trouble"), "share": more["burden"][1]})
    if "adherence" in more:
        rows.append({"name": _("They often don't take it as planned"), "share": more["adherence"][1]})
    if "dear" in more:
        rows.append({"name": _("It costs them 50 or more a month"), "share": more["dear"]})
    rows += [
        {"name": _("Would take it again: %(answer)s") % {"answer": AGAIN[name]}, "share": share}
        for name, share in more.get("again", {}).items()
    ]
    rows = [row | {"text": _of_100(row["share"])} for row in rows]
    return {"caption": _("Of 100 people who answered each question."), "rows": rows} if rows else None


def who(cell: ShownCell) -> list[dict[str, Any]]:
    """Who answered, and whom it helped: one table each by sex, age and severity."""
    return [
        {
            "title": WHO[name],
            "rows": [
                evidence_row(str(LEVELS.get(level, level)), unpack_figure(packed), flags=False)
                for level, packed in levels
            ],
        }
        for name, levels in cell.more.get("splits", {}).items()
    ]


def lines(figures: TreatmentFigures, kinds: Sequence[str]) -> list[dict[str, Any]]:
    """For the kind of medicine that this is: as the first thing tried and as a later one."""
    found = figures.lines
    return [
        evidence_row(str(LINES[line]), unpack_figure(packed), flags=False)
        for kind in kinds
        for line, packed in found.get(kind, {}).items()
    ]


def purposes(figures: TreatmentFigures) -> dict[str, Any] | None:
    """What else it is taken for, as far as may be said."""
    rows = [
        {
            "name": name,
            "url": treatment_url(slug, figures.slug, "members"),
            "text": _about(people),
        }
        for name, slug, people in figures.elsewhere
    ]
    if not rows:
        return None
    total = figures.reports
    lead = _("About %(n)d reports in all, for every purpose together.") % {"n": total} if total else ""
    return {"lead": lead, "rows": rows}


def alarm_text(block: Block) -> list[str]:
    """How often chance alone is called a difference; and whether comparisons are off for it."""
    rate = block.alarms
    if rate is None:
        return []
    if not rate.may_compare:
        return [_("Comparisons are off: our check of the method raised too many false alarms, or could not be made.")]
    said = _("We tried this on groups that chance dealt out of one heap. It raised a false alarm in %(n)d of 100.")
    return [said % {"n": rate.in_a_hundred}]


def illness(table: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """How many keep the illness in their record, and how sure they are of it."""
    if not table:
        return None
    lead = _("About %(n)d people keep this illness in their record and let it be counted.") % {"n": table["people"]}
    rows = [{"name": SURE[name], "text": _about(people)} for name, people in table["sure"].items() if name in SURE]
    return {"lead": lead, "rows": rows}


def beside(cells: Mapping[str, ShownCell | None]) -> list[dict[str, Any]]:
    """Treatments side by side: one table for each question, harms first, in the order in which they were asked for."""
    return [
        _table(_("Moderate or worse unwanted effects"), _("Had them, likely range"), cells, _harm),
        _table(_("How long people keep taking it"), _("Still take it after 12 months, likely range"), cells, _year),
        _table(_("Share of people who said it helped"), _("Said it helped, likely range"), cells, _helped),
    ]


def _table(
    caption: str, head: str, cells: Mapping[str, ShownCell | None], row: Callable[[str, ShownCell], dict[str, Any]]
) -> dict[str, Any]:
    few = {name: evidence_row(name, TOO_FEW, flags=False) for name in cells}
    rows = [few[name] if cell is None else row(name, cell) for name, cell in cells.items()]
    return {"caption": caption, "head": head, "rows": rows}


def _harm(name: str, cell: ShownCell) -> dict[str, Any]:
    packed = cell.more.get("moderate")
    return evidence_row(name, unpack_figure(packed) if packed else TOO_FEW, flags=False)


def _year(name: str, cell: ShownCell) -> dict[str, Any]:
    found = [point for point in cell.more.get("points", []) if point["after"] == "m12"]
    return _point(name, found[0]) if found else evidence_row(name, TOO_FEW, flags=False)


def _helped(name: str, cell: ShownCell) -> dict[str, Any]:
    return evidence_row(name, cell.figure)


def _point(name: str, point: Mapping[str, Any]) -> dict[str, Any]:
    """A row of the share that still take it at one time."""
    ends = {"low": point["low"], "high": point["high"]}
    return ends | {
        "name": name,
        "tier": "share",
        "share": point["still_on"],
        "share_text": _of_100(point["still_on"]),
        "range_text": _("%(low)d to %(high)d") % ends,
    }


def sensitivity(named: Mapping[str, Figure], more: str, less: str) -> str:
    """What a difference between two printed shares cannot see. Without this sentence it is not shown."""
    from bedside.policy.evidence.sensitivity import sensitivity_of_ratio

    lowest = named[more].share.low if named[more].share else named[more].bound
    highest = named[less].share.high if named[less].share else named[less].bound
    ratio = (lowest or 0) / (highest or 100)
    said = sensitivity_of_ratio(ratio, low=ratio, high=ratio) if ratio > 1 else sensitivity_of_ratio(1, low=1, high=1)
    return f"{more}, {less}: {said.sentence}"


def _about(people: int) -> str:
    return _("about %(n)d people") % {"n": people}


def _of_100(share: int) -> str:
    return _("%(n)d of 100") % {"n": share}
