"""What scores of questionnaires tell of a treatment: how they changed, and the comparison with who did not take it.

A comparison comes in here with what it cannot see, or not at all (`policy.evidence.shown_comparison`), and the
sentence of that is the last one of what goes out.
"""

from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bedside.areas.records.cells import ShownCell
from bedside.areas.records.measured import ShownMeasure, unpack_measures
from bedside.areas.records.queries import Block
from bedside.areas.records.queries.instruments import KNOWN
from bedside.doors.web.evidence_more import alarm_text
from bedside.policy.evidence.alarms import may_compare
from bedside.policy.evidence.change import ShownChange
from bedside.policy.evidence.shown_comparison import Difference, ShownComparison

SIDES = {
    (0,): gettext_lazy("got worse"),
    (1,): gettext_lazy("stayed as before"),
    (2,): gettext_lazy("got better"),
    (0, 1): gettext_lazy("did not get better"),
    (1, 2): gettext_lazy("did not get worse"),
}
WHO = (gettext_lazy("Started it"), gettext_lazy("Alike, did not start"))


def changes(cell: ShownCell) -> list[dict[str, Any]]:
    """How scores changed around the start, beside people alike who did not start: a table for each questionnaire."""
    found = [(one, one.change) for one in unpack_measures(cell.more) if one.change]
    return [_change(one, change) for one, change in found]


def _change(one: ShownMeasure, change: ShownChange) -> dict[str, Any]:
    said = {"n": one.people, "change": _points(change.started), "others": _points(change.others)}
    lead = _("In the middle of about %(n)d people who started it: %(change)s.") % said
    beside = _("In the middle of others who stood alike and did not: %(others)s.") % said
    return {
        "title": _title(one),
        "lead": f"{lead} {beside}",
        "caution": _("Scores that start bad tend to improve by themselves. So look at both groups."),
        "rows": [
            {"name": f"{who}: {what}", "text": words}
            for what, *both in _facts(change)
            for who, words in zip(WHO, both, strict=True)
        ],
        "note": _note(one),
    }


def _facts(change: ShownChange) -> list[tuple[str, str, str]]:
    """What is told, of who started and of the others."""
    made = [(_("middle change"), _points(change.started), _points(change.others))]
    for place, group in enumerate(change.groups or ()):
        shares = (change.started_shares[place], change.others_shares[place])
        mine, theirs = (_("%(n)d of 100") % {"n": share} for share in shares)
        made.append((str(SIDES[group]), mine, theirs))
    return made


def _note(one: ShownMeasure) -> str:
    """What better and worse mean here."""
    known = KNOWN.get(one.instrument)
    if known is None or known.minimal_change is None:
        return _("Nobody has published which change of this score people notice. So we do not say how many got better.")
    return _("Better or worse means by more than %(n)d points, the smallest change that people notice.") % {
        "n": known.minimal_change
    }


def compared(cell: ShownCell, block: Block) -> list[dict[str, Any]]:
    """The comparison of each questionnaire; none where the method raised too many false alarms."""
    if not may_compare(block.matching):
        return []
    found = [(one, one.comparison) for one in unpack_measures(cell.more) if one.comparison]
    return [_compared(one, said, block) for one, said in found]


def without(cell: ShownCell, block: Block) -> list[str]:
    """Why there is no comparison; empty where there is one."""
    there_is = any(one.comparison for one in unpack_measures(cell.more))
    if there_is and may_compare(block.matching):
        return []
    if there_is:
        return [
            _(
                "The comparison with people who did not take it is off: our check of the method raised too many false"
                " alarms, or could not be made."
            )
        ]
    return [
        _("We cannot say yet whether it helped more than waiting would have."),
        _("That needs 30 people or more whose illness was measured before and after, beside others like them."),
        *alarm_text(block),
    ]


def method(cell: ShownCell) -> list[str]:
    """How the figures of scores were made; empty where there are none."""
    if not unpack_measures(cell.more):
        return []
    return [
        _("Scores are of members who let their questionnaires, treatments and illnesses be counted, all three."),
        _("Others stand beside who took it if they had not started it by then, and were as long ill, to 3 months."),
        _("They are alike in what was measured before. What nobody measured may differ, and may explain all of it."),
    ]


def _compared(one: ShownMeasure, said: ShownComparison, block: Block) -> dict[str, Any]:
    rows = (
        (_("Beside others like them"), said.matched),
        (_("The same, with what their course before foretells taken out"), said.corrected),
        (_("Beside everybody else: not alike, so no effect can be read from it"), said.naive),
    )
    return {
        "title": _title(one),
        "lead": _difference(said.matched),
        "caption": _("Difference after a year, in points: above 0 is better, below 0 is worse"),
        "rows": [{"name": name, "text": _signed(row.points), "range": _range(row)} for name, row in rows],
        "how": [*_who(said), *_alarms(block)],
        "cannot_see": said.sensitivity.sentence,
    }


def _difference(matched: Difference) -> str:
    if not matched.is_different:
        return _("After a year, people who took it and others like them who did not can't be told apart.")
    said = {"n": _number(abs(matched.points))}
    if matched.points > 0:
        return _("After a year, people who took it stood better than others like them, by about %(n)s points.") % said
    return _("After a year, people who took it stood worse than others like them, by about %(n)s points.") % said


def _who(said: ShownComparison) -> list[str]:
    who = _("About %(n)d people who took it, each beside three who did not and whose scores ran alike the year before.")
    left = _("Fewer than 11 people, or nobody, had no such three and were left out.")
    if said.dropped is not None:
        left = _("About %(n)d had no such three and were left out.") % {"n": said.dropped}
    slopes = _("Before, scores moved by %(took)s points a month in those who took it, by %(like)s in those like them,")
    more = _("and by %(all)s in everybody else. On average the two curves lay %(far)s points apart.")
    mine, everybody, like = (_signed(slope) for slope in said.slopes)
    before = slopes % {"took": mine, "like": like}
    return [
        who % {"n": said.people},
        left,
        f"{before} {more % {'all': everybody, 'far': _number(said.distance / 12)}}",
    ]


def _alarms(block: Block) -> list[str]:
    assert block.matching is not None
    said = _("We tried this comparison on treatments that nobody took. It raised a false alarm in %(n)d of 100.")
    return [said % {"n": block.matching.in_a_hundred}]


def _title(one: ShownMeasure) -> str:
    known = KNOWN.get(one.instrument)
    if known is None or known.scoring is None:
        return one.instrument
    said = {"name": known.title, "low": known.scoring.low, "high": known.scoring.high}
    return _("%(name)s, %(low)d to %(high)d") % said


def _points(change: float) -> str:
    if change == 0:
        return _("no change")
    said = {"n": _number(abs(change))}
    return _("%(n)s points better") % said if change > 0 else _("%(n)s points worse") % said


def _range(row: Difference) -> str:
    return _("%(low)s to %(high)s") % {"low": _signed(row.low), "high": _signed(row.high)}


def _signed(value: float) -> str:
    sign = "\N{MINUS SIGN}" if value < 0 else ""
    return f"{sign}{_number(abs(value))}"


def _number(value: float) -> str:
    return str(number_format(value, decimal_pos=1))
