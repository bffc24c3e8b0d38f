"""The rules of urgency: which concepts have to meet for a reason to think that somebody needs help.

`data/urgency_rules.tsv` holds them. "a + b": both within a few words of one clause, or as many as "@7" says. "a & b":
anywhere in the text. "a/b": either. "^a": also when it is past or denied. "a !b": not with b in the same clause. A rule
may stand in several rows.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter
from typing import NamedTuple, cast

from bedside.policy.guard.context import Context, Effect
from bedside.policy.guard.model import UrgencyClass
from bedside.policy.guard.tables import rows
from bedside.policy.guard.urgency_words import Found

_WINDOW = 16
_WINDOW_OVER_A_STOP = 8
_MOST_TRIES = 200
_CANCELS: dict[UrgencyClass, frozenset[Effect]] = {
    "emergency": frozenset({"denied", "past", "thought", "idiom", "frame", "over"}),
    "selfharm": frozenset({"denied", "past", "thought", "idiom", "frame", "over"}),
    "urgent": frozenset({"denied", "past", "thought", "idiom", "frame", "over"}),
    "sensitive": frozenset({"denied", "idiom", "frame"}),
}
Slot = tuple[str, ...]


class Rule(NamedTuple):
    """One row: the first group stands close together, each of the others anywhere, none of `without` beside it.

    `slots` are those of all groups: each has to be filled.
    """

    name: str
    cls: UrgencyClass
    near: tuple[Slot, ...]
    anywhere: tuple[tuple[Slot, ...], ...]
    without: Slot
    window: int
    slots: tuple[Slot, ...]


class Match(NamedTuple):
    """A rule that holds and the words that show it."""

    rule: Rule
    first: int
    last: int


def _parse(name: str, cls: str, told: str) -> Rule:
    told, _, window = told.partition("@")
    told, _, without = told.partition("!")
    groups = [tuple(tuple(slot.strip().split("/")) for slot in group.split("+")) for group in told.split("&")]
    barred = tuple(without.strip().split("/")) if without else ()
    slots = tuple(slot for group in groups for slot in group)
    return Rule(name, cast(UrgencyClass, cls), groups[0], tuple(groups[1:]), barred, int(window or _WINDOW), slots)


RULES: tuple[Rule, ...] = tuple(_parse(*row) for row in rows("urgency_rules.tsv"))
_BY_FIRST: dict[str, list[int]] = {}
for _at, _rule in enumerate(RULES):
    for _name in _rule.near[0]:
        _BY_FIRST.setdefault(_name, []).append(_at)
_RAW = frozenset(
    name[1:] for rule in RULES for group in rule.anywhere for slot in group for name in slot if name.startswith("^")
)


def matches(found: Sequence[Found], context: Context) -> Iterator[Match]:
    """Give the first match of every rule that holds."""
    every = _by_name(found)
    live = {cancelled: _live(every, context, cancelled) for cancelled in set(_CANCELS.values())}
    done: set[tuple[str, UrgencyClass]] = set()
    for rule in _worth_trying(every):
        if (rule.name, rule.cls) not in done:
            match = _match(rule, live[_CANCELS[rule.cls]], every, context)
            if match is not None:
                done.add((rule.name, rule.cls))
                yield match


def _worth_trying(every: Mapping[str, list[Found]]) -> list[Rule]:
    """Give the rules whose first slot is filled, in the order of the list."""
    return [RULES[at] for at in sorted({at for name in every for at in _BY_FIRST.get(name, ())})]


def _by_name(found: Sequence[Found]) -> dict[str, list[Found]]:
    named: dict[str, list[Found]] = {}
    for one in sorted(found, key=itemgetter(1, 2)):
        named.setdefault(one.name, []).append(one)
    return named


def _live(
    every: Mapping[str, list[Found]], context: Context, cancelled: frozenset[Effect]
) -> Mapping[str, list[Found]]:
    barred = {at for at, effect in enumerate(context.effects) if effect and not cancelled.isdisjoint(effect)}
    live = dict(every)
    if barred:
        live = {}
        for name, found in every.items():
            kept = [one for one in found if barred.isdisjoint(range(one.first, one.last + 1))]
            if kept:
                live[name] = kept
    return live | {f"^{name}": every[name] for name in _RAW.intersection(every)}


def _match(
    rule: Rule, live: Mapping[str, list[Found]], every: Mapping[str, list[Found]], context: Context
) -> Match | None:
    present = live.keys()
    for slot in rule.slots:
        if present.isdisjoint(slot):
            return None
    for chosen in _close_together(rule.near, live, context, window=rule.window):
        if not _barred(rule.without, chosen, every, context) and _stand_elsewhere(rule, chosen, live, context):
            return Match(rule, min(one.first for one in chosen), max(one.last for one in chosen))
    return None


def _stand_elsewhere(rule: Rule, chosen: list[Found], live: Mapping[str, list[Found]], context: Context) -> bool:
    return all(
        any(
            all(_apart(one, other) for one in group for other in chosen)
            for group in _close_together(slots, live, context, window=_WINDOW)
        )
        for slots in rule.anywhere
    )


def _close_together(
    slots: tuple[Slot, ...], live: Mapping[str, list[Found]], context: Context, *, window: int
) -> Iterator[list[Found]]:
    tries = 0
    for name in slots[0]:
        for first in live.get(name, ()):
            tries += 1
            if tries > _MOST_TRIES:
                return
            chosen = _filled(slots[1:], [first], live, context, window=window)
            if chosen is not None:
                yield chosen


def _filled(
    slots: tuple[Slot, ...], chosen: list[Found], live: Mapping[str, list[Found]], context: Context, *, window: int
) -> list[Found] | None:
    if not slots:
        return chosen
    for name in slots[0]:
        for one in _around(chosen[0], live.get(name, [])):
            if all(_apart(one, other) for other in chosen) and _reaches(one, chosen[0], context, window=window):
                rest = _filled(slots[1:], [*chosen, one], live, context, window=window)
                if rest is not None:
                    return rest
    return None


def _around(first: Found, found: list[Found]) -> list[Found]:
    low = bisect_left(found, first.first - _WINDOW - 6, key=lambda one: one.first)
    high = bisect_right(found, first.last + _WINDOW, key=lambda one: one.first)
    return found[low:high]


def _apart(one: Found, other: Found) -> bool:
    return one.last < other.first or other.last < one.first


def _reaches(one: Found, other: Found, context: Context, *, window: int) -> bool:
    distance = max(one.first - other.last, other.first - one.last)
    stops = abs(context.clause_of(one.first) - context.clause_of(other.first))
    return distance <= (window if stops == 0 else _WINDOW_OVER_A_STOP if stops == 1 else 0)


def _barred(without: Slot, chosen: list[Found], every: Mapping[str, list[Found]], context: Context) -> bool:
    clause = context.clause_of(chosen[0].first)
    return any(context.clause_of(one.first) == clause for name in without for one in every.get(name, ()))
