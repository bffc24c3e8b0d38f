"""What was answered: checked against the instrument, with what is not asked left out.

An answer is a number of the options, or None for "I'd rather not say". No entry at all is "not asked": the three are
never made one, and the last two never count as zero.
"""

from collections.abc import Iterable, Mapping
from operator import eq, ge, gt, le, lt, ne

from bedside.policy.instruments.model import BadAnswer, Instrument, Item, Operator, ShowIf

Answers = Mapping[str, int | None]

COMPARE = {
    Operator.EQUAL: eq,
    Operator.UNEQUAL: ne,
    Operator.AT_LEAST: ge,
    Operator.AT_MOST: le,
    Operator.ABOVE: gt,
    Operator.BELOW: lt,
}


def checked(instrument: Instrument, given: Iterable[tuple[str, int | None]]) -> dict[str, int | None]:
    """Return the answers by link id, in the order of the items.

    Raises BadAnswer for a link id that the instrument has not, for two answers to one item, and for a number that is
    no option. Answers to items that the other answers hide are left out.
    """
    found: dict[str, int | None] = {}
    for link_id, value in given:
        item = instrument.item(link_id)
        if item is None:
            raise BadAnswer(f"{instrument.title} has no question {link_id!r}.", code="unknown_item")
        if link_id in found:
            raise BadAnswer("One question was answered twice.", code="answered_twice", field=link_id)
        if value is not None and value not in _values(item):
            raise BadAnswer("That is none of the answers to this question.", code="not_an_option", field=link_id)
        found[link_id] = value
    return {item.link_id: found[item.link_id] for item in shown(instrument, found) if item.link_id in found}


def shown(instrument: Instrument, answers: Answers) -> tuple[Item, ...]:
    """Return the items that are asked, given the answers so far. An item behind a hidden one is hidden too."""
    seen: dict[str, Item] = {}
    for item in instrument.items:
        if item.show_if is None or (item.show_if.item in seen and _holds(item.show_if, answers)):
            seen[item.link_id] = item
    return tuple(seen.values())


def next_item(instrument: Instrument, answers: Answers) -> Item | None:
    """Return the first item that is asked and has neither an answer nor a "rather not"; None when all have."""
    return next((item for item in shown(instrument, answers) if item.link_id not in answers), None)


def needs_help(instrument: Instrument, answers: Answers) -> bool:
    """Say whether the answers so far, also of a form that was never finished, say that somebody may be in danger."""
    if instrument.crisis is None:
        return False
    value = answers.get(instrument.crisis.item)
    return value is not None and value >= instrument.crisis.at_least


def _holds(rule: ShowIf, answers: Answers) -> bool:
    value = answers.get(rule.item)
    return value is not None and bool(COMPARE[rule.operator](value, rule.value))


def _values(item: Item) -> set[int]:
    return {option.value for option in item.options}
