"""The score of an instrument: a sum; up to `max_missing` items filled with the mean of the others; else no score.

Source of the rule: `records.md` section 3. The mean is rounded half up: one missing beside eight of 2 is 2.
"""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from bedside.policy.instruments.model import Instrument, Item, Part, PartScore, Score, Scoring
from bedside.policy.instruments.rules.answering import Answers, checked, shown
from bedside.policy.instruments.rules.gate import Grant, require_usable


def score(instrument: Instrument, given: Iterable[tuple[str, int | None]], *, grants: Iterable[Grant] = ()) -> Score:
    """Return the score of the answers.

    Raises NotLicensed for an instrument that this site may not use, and BadAnswer as `answering.checked` does.
    """
    require_usable(instrument, grants=grants)
    answers = checked(instrument, given)
    asked = [item for item in shown(instrument, answers) if item.scored]
    missing = sum(answers.get(item.link_id) is None for item in asked)
    if instrument.scoring is None:
        return Score(value=None, complete=missing == 0, prorated=False, missing=missing)
    rule = instrument.scoring
    value = _sum(asked, answers, max_missing=rule.max_missing) if rule.total else None
    return Score(
        value=value,
        complete=missing == 0,
        prorated=value is not None and missing > 0,
        missing=missing,
        band="" if value is None else band(instrument, value),
        parts=tuple(_part(part, asked, answers, rule) for part in rule.parts),
    )


def band(instrument: Instrument, value: int) -> str:
    """Return the name of the band in which a score lies; "" for an instrument without bands."""
    return next((name for at_least, name in reversed(instrument.bands) if value >= at_least), "")


def _part(part: Part, asked: list[Item], answers: Answers, rule: Scoring) -> PartScore:
    items = [item for item in asked if item.link_id in part.items]
    return PartScore(part.key, part.title, _sum(items, answers, max_missing=rule.max_missing))


def _sum(items: list[Item], answers: Answers, *, max_missing: int) -> int | None:
    values = [value for item in items if (value := answers.get(item.link_id)) is not None]
    missing = len(items) - len(values)
    if not values or missing > max_missing:
        return None
    return sum(values) + missing * _half_up(sum(values), len(values))


def _half_up(total: int, count: int) -> int:
    return int((Decimal(total) / count).quantize(Decimal(1), ROUND_HALF_UP))
