"""What the pages of trials say: in words for their templates, without a claim that the days don't carry."""

from datetime import date, timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bedside.areas.trials.queries import OwnTrial
from bedside.policy.trials.analysis import Result, least_p
from bedside.policy.trials.plan import Plan, order
from bedside.policy.trials.pooling import Pooled

SHOWN = 7
BY_CHANCE = 0.05
SCALES = {"own": range(11), "face": range(1, 6), "energy": range(11)}


def line(own: OwnTrial) -> dict[str, Any]:
    """Return a trial as a line of the list."""
    return {"id": own.id, "question": own.plan.question, "state": _state(own)}


def _state(own: OwnTrial) -> str:
    if own.stopped_on is not None:
        return _("Ended on %(day)s") % {"day": date_format(own.stopped_on, "j F Y")}
    if own.stands.over:
        return _("Over since %(day)s") % {"day": date_format(own.stands.last, "j F Y")}
    if not own.stands.begun:
        return _("Begins on %(day)s") % {"day": date_format(own.plan.starts, "l j F")}
    return _("Day %(n)d of %(all)d") % {"n": min(max(own.stands.gone, 1), own.plan.days), "all": own.plan.days}


def outlook(plan: Plan) -> dict[str, Any]:
    """Return what a plan can tell, before it begins."""
    last = plan.starts + timedelta(days=plan.days - 1)
    return {
        "days": plan.days,
        "first": plan.starts,
        "last": last,
        "chance": _one_in(least_p(plan.pairs)),
        "weak": least_p(plan.pairs) > BY_CHANCE,
        "pairs": plan.pairs,
        "block_days": plan.block_days,
    }


def whole(own: OwnTrial, *, today: date, many: Pooled | None) -> dict[str, Any]:
    """Return a trial for its own page."""
    stands = own.stands
    arms = {"A": own.plan.arm_a, "B": own.plan.arm_b}
    return {
        "own": own,
        "state": _state(own),
        "arms": arms,
        "holds": arms[stands.today.arm] if stands.today else "",
        "washes": bool(stands.today and not stands.today.counts),
        "crashed": today in own.crashes,
        "marked": today in own.marked,
        "today": today,
        "under_way": stands.begun and not stands.over,
        "scale": [{"value": n, "pressed": own.said.get(today) == n} for n in SCALES["own"]],
        "days": [_day(own, one) for one in _last_days(own, today)],
        "result": _result(own, stands.result) if stands.result else None,
        "order": ", ".join(order(bytes.fromhex(own.seed), own.plan.pairs)) if own.seed else "",
        "many": many,
        "outlook": outlook(own.plan),
    }


def _last_days(own: OwnTrial, today: date) -> list[date]:
    last = min(today, own.stands.last)
    days = [last - timedelta(days=back) for back in range(1 if last == today else 0, SHOWN + 1)]
    return [one for one in days if one >= own.plan.starts]


def _day(own: OwnTrial, day: date) -> dict[str, Any]:
    value = own.said.get(day)
    said = _("Not asked") if value is None else f"{value:g}"
    return {"day": day, "text": _("Crash: paused") if day in own.crashes else said, "crash": day in own.marked}


def _result(own: OwnTrial, result: Result) -> dict[str, Any]:
    pairs = [{"n": n, "difference": f"{one:+.1f}"} for n, one in enumerate(result.per_pair, start=1)]
    return {
        "sentence": _sentence(own, result),
        "chance": _chance(result),
        "range": _("Over the pairs it went from %(low)s to %(high)s.")
        % {"low": f"{result.lowest:+.1f}", "high": f"{result.highest:+.1f}"},
        "pairs": pairs,
        "answered": result.answered,
        "missing": result.missing,
    }


def _sentence(own: OwnTrial, result: Result) -> str:
    words = {"by": f"{abs(result.mean):.1f}", "arm": own.plan.arm_a, "other": own.plan.arm_b}
    if abs(result.mean) < 0.05:  # what is shown as 0.0
        return _("There was no difference between the two halves.")
    if result.mean > 0:
        return _("With “%(arm)s” your number was %(by)s higher than with “%(other)s”.") % words
    return _("With “%(arm)s” your number was %(by)s lower than with “%(other)s”.") % words


def _chance(result: Result) -> str:
    words = {"often": _one_in(result.p)}
    if result.p <= BY_CHANCE:
        return _("Chance alone would make so great a difference %(often)s.") % words
    return _("Chance alone would make so great a difference %(often)s: this says little.") % words


def _one_in(p: float) -> str:
    """Say a probability in whole numbers: "once in 16 such trials", "in 5 of 8 such trials"."""
    if p >= 1:
        return _("every time")
    parts = round(1 / p)
    if abs(1 / p - parts) < 0.01:
        return ngettext("once in %(n)d such trial", "once in %(n)d such trials", parts) % {"n": parts}
    return _("in %(n)d of 100 such trials") % {"n": round(p * 100)}
