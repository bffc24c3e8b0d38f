"""What the pages of questionnaires show: a score in words, a change, and a trend as points of a drawing."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bedside.areas.records.queries import OwnSitting
from bedside.doors.web.forms.questionnaires import item_text, option_text
from bedside.policy.instruments import Instrument
from bedside.policy.instruments.rules.change import Change, Direction, change, last_scored, runs

WIDTH, HEIGHT, EDGE = 320, 150, 8


def day_text(day: date) -> str:
    """Return a day as people write it."""
    return str(date_format(day, "j F Y"))


def score_text(own: OwnSitting) -> str:
    """Return the score in a few words: "12 of 27, moderate"; or that there is none."""
    if own.score is None or own.score.value is None:
        return _("No score")
    rule = own.instrument.scoring if own.instrument else None
    words = str(own.score.value)
    if rule is not None:
        words = _("%(value)d of %(high)d") % {"value": own.score.value, "high": rule.high}
    return f"{words}, {_(own.score.band)}" if own.score.band else words


def missing_text(own: OwnSitting) -> str:
    """Return what the score does not hold, in a sentence; "" when nothing is missing."""
    score = own.score
    if score is None or score.missing == 0:
        return ""
    if score.value is None:
        return _("Too many questions have no answer for a score. Your answers are kept.")
    return ngettext(
        "One question has no answer. It was counted as the middle of the others.",
        "%(n)d questions have no answer. They were counted as the middle of the others.",
        score.missing,
    ) % {"n": score.missing}


def change_of(own: OwnSitting, all_own: tuple[OwnSitting, ...]) -> list[str]:
    """Return what changed since one's own last score, in sentences; none without an earlier one."""
    if own.instrument is None:
        return []
    before = last_scored([one.point for one in all_own], before=own.day)
    found = change(own.instrument, before, own.point) if before else None
    return [_change_text(found), *_what_it_means(own.instrument, found)] if found else []


def _change_text(found: Change) -> str:
    day = day_text(found.since)
    if found.direction is Direction.SAME:
        return _("The same as on %(day)s.") % {"day": day}
    worse = found.direction is Direction.WORSE
    text = _("%(n)d points worse than on %(day)s.") if worse else _("%(n)d points better than on %(day)s.")
    if abs(found.difference) == 1:
        text = _("1 point worse than on %(day)s.") if worse else _("1 point better than on %(day)s.")
    return text % {"n": abs(found.difference), "day": day}


def _what_it_means(instrument: Instrument, found: Change) -> list[str]:
    said = []
    if found.matters is not None and found.difference:
        words = (
            _("Studies found that people notice a change of %(n)d points or more. This is such a change.")
            if found.matters
            else _("Studies found that people notice a change of %(n)d points or more. This one is smaller.")
        )
        said.append(words % {"n": instrument.minimal_change})
        said.append(_("Source: %(source)s") % {"source": instrument.minimal_change_source})
    if found.reliable is not None and found.difference:
        said.append(
            _("It is more than the answers vary by themselves.")
            if found.reliable
            else _("It may be no more than the answers vary by themselves.")
        )
    return said


def answer_rows(own: OwnSitting) -> list[dict[str, str]]:
    """Return each question with its answer; none where its words may not be shown."""
    if own.instrument is None:
        return []
    rows = []
    for item in own.instrument.items:
        if item.link_id not in own.answers:
            text = _("Not answered")
        elif own.answers[item.link_id] is None:
            text = _("I'd rather not say")
        else:
            text = next(option_text(item, o) for o in item.options if o.value == own.answers[item.link_id])
        rows.append({"name": item_text(item), "value": text, "url": ""})
    return rows


def table_row(own: OwnSitting) -> dict[str, str]:
    """Return one line of the table of a trend."""
    return {"url": reverse("sitting", args=[own.id]), "day": day_text(own.day), "score": score_text(own)}


def drawing(instrument: Instrument, all_own: tuple[OwnSitting, ...]) -> dict[str, Any]:
    """Return a trend as {lines, dots, none, levels, low, high, width, height}; empty with fewer than two scores.

    A line joins what lies near enough in time; a day without a score is a mark at the foot, never a point at zero.
    """
    points = [one.point for one in all_own]
    if instrument.scoring is None or sum(point.value is not None for point in points) < 2:
        return {}
    low, high = instrument.scoring.low, instrument.scoring.high
    first, last = points[0].day, points[-1].day
    span = max((last - first).days, 1)

    def across(day: date) -> str:
        return f"{EDGE + (day - first).days / span * (WIDTH - 2 * EDGE):.1f}"

    def up(value: int) -> str:
        return f"{HEIGHT - EDGE - (value - low) / (high - low) * (HEIGHT - 2 * EDGE):.1f}"

    joined = runs(points, gap_days=instrument.gap_days)
    lines = [[(p.day, p.value) for p in run if p.value is not None] for run in joined]
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "low": low,
        "high": high,
        "lines": [" ".join(f"{across(d)},{up(v)}" for d, v in line) for line in lines if len(line) > 1],
        "dots": [{"x": across(d), "y": up(v)} for line in lines for d, v in line],
        "none": [across(point.day) for point in points if point.value is None],
        "foot": HEIGHT - EDGE,
        "levels": [up(start) for start, _name in instrument.bands if start > low],
    }
