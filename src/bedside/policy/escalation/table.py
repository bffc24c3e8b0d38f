"""The table of escalation as it is shipped (`escalation.yaml`), read and checked when the site starts.

States, classes, clocks and what must never happen are data; this file turns them into types and refuses a table that
contradicts itself, with the file, the line and the reason.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any, Final

import yaml

FILE: Final = "escalation.yaml"
_SPAN: Final = re.compile(r"(\d+)\s*(s|min|h|d|days?)\b")
_UNITS: Final = {"s": "seconds", "min": "minutes", "h": "hours", "d": "days", "day": "days", "days": "days"}


class State(StrEnum):
    """Where an escalation stands."""

    POSTED = "E0"
    CARDED = "E1"
    TRIAGED = "E2"  # waits for people, or people have looked and are about to write
    CONTACTED = "E3"
    HANDED = "E4"
    GLASS = "E5"  # two people broke the glass
    RESOLVED = "E6"
    REVIEWED = "E7"


class Klass(StrEnum):
    """How soon somebody needs help; C1 is the soonest."""

    EMERGENCY = "C1"
    SELF_HARM = "C2"
    URGENT = "C3"
    SENSITIVE = "C4"
    ROUTINE = "C5"


class Trigger(StrEnum):
    """What began it."""

    AUTHOR = "T1"
    READER = "T2"
    HINT = "T3"


class Ack(StrEnum):
    """What handing on to a practice means for a class."""

    REFUSED = "refused"  # call the emergency number now
    NOT_ALONE = "not_alone"  # the lines are shown first
    IN_TIME = "in_time"
    NEXT_WORKING_DAY = "next_working_day"


class BrokenTable(Exception):
    """The table contradicts itself: the message says where and how. The site does not start with it."""


@dataclass(frozen=True)
class Table:
    """The table, in types. `within` holds the clocks from T0 for E2 and E3; a class without one has no such clock."""

    within: Mapping[tuple[State, Klass], timedelta]
    acks: Mapping[Klass, tuple[Ack, timedelta | None]]
    check_ins: Mapping[Klass, tuple[timedelta, ...]]
    review_within: timedelta
    reviewed: frozenset[Klass]
    transitions: frozenset[tuple[State, State]]
    outcomes: tuple[str, ...]
    never: tuple[str, ...]


def read(text: str) -> Table:
    """Return the table in `text`; raise BrokenTable."""
    try:
        told = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise BrokenTable(f"{FILE}: no YAML: {error}") from error
    try:
        return _checked(text, told)
    except ValueError as error:
        raise BrokenTable(f"{FILE}: {error}") from error
    except (KeyError, TypeError, AttributeError) as error:
        raise BrokenTable(f"{FILE}: not of the form it has to have: {error!r}") from error


@cache
def shipped() -> Table:
    """Return the table that comes with the site; raise BrokenTable."""
    return read(resources.files("bedside.policy.escalation").joinpath(FILE).read_text(encoding="utf-8"))


def tightened(table: Table, wish: str) -> Table:
    """Return the table with the clocks that a site wants shorter, such as "E2 C3 30 min, E3 C4 12 h".

    Raises ValueError for a clock that is not there, and for one that would be longer: a site never loosens.
    """
    within = dict(table.within)
    for item in filter(None, (part.strip() for part in wish.split(","))):
        which, _, span = item.partition(" ")
        klass, _, span = span.strip().partition(" ")
        at = next((key for key in within if (key[0].value, key[1].value) == (which, klass)), None)
        wanted = _span(span)
        if at is None or wanted is None:
            raise ValueError(f"{item!r} is no clock; write such as E2 C3 30 min")
        if not timedelta(0) < wanted <= within[at]:
            raise ValueError(f"{item!r} is longer than {within[at]}: a site may tighten a clock, never loosen it")
        within[at] = wanted
    _hold_in_order(within)
    return replace(table, within=within)


def _checked(text: str, told: dict[str, Any]) -> Table:
    states = {name.partition("_")[0]: parts for name, parts in told["states"].items()}
    _same(text, states, State, what="states")
    _same(text, [name.partition("_")[0] for name in told["classes"]], Klass, what="classes")
    _same(text, [one["id"] for one in told["triggers"]], Trigger, what="triggers")
    within = {
        (state, Klass(klass)): _needed(text, span)
        for state in (State.TRIAGED, State.CONTACTED)
        for klass, span in states[state]["within"].items()
        if span != "none"
    }
    _hold_in_order(within)
    followed, _, spans = states[State.RESOLVED]["followup"].partition(":")
    return Table(
        within=within,
        acks={Klass(k): _ack(text, v) for k, v in states[State.HANDED]["clock"]["practice_ack"].items()},
        check_ins={Klass(followed): tuple(_spans(spans))},
        review_within=_needed(text, states[State.REVIEWED]["within"]),
        reviewed=frozenset(Klass(one) for one in re.findall(r"C\d", states[State.REVIEWED]["within"])),
        transitions=_transitions(text, told["transitions"]),
        outcomes=tuple(states[State.RESOLVED]["outcomes"]),
        never=tuple(told["never"]),
    )


def _transitions(text: str, rows: list[str]) -> frozenset[tuple[State, State]]:
    known = set(State)
    moves = set()
    for row in rows:
        source, _, target = row.partition(">")
        if source not in known or target not in known:
            raise _broken(text, row, "names a state that is not there")
        moves.add((State(source), State(target)))
    for state in known - {State.REVIEWED} - {source for source, _ in moves}:
        raise _broken(text, f"{state.value}_", "has no way out")
    return frozenset(moves)


def _hold_in_order(within: Mapping[tuple[State, Klass], timedelta]) -> None:
    """Check that nobody is written to before somebody has looked, and that a graver class never waits longer."""
    for (state, klass), span in within.items():
        looked = within.get((State.TRIAGED, klass))
        if state is State.CONTACTED and looked is not None and span < looked:
            raise ValueError(f"{klass} would be written to before anybody has to have looked")
        graver = [within[state, one] for one in Klass if one < klass and (state, one) in within]
        if graver and span < max(graver):
            raise ValueError(f"{state} {klass} would be sooner than a graver class")


def _ack(text: str, told: str) -> tuple[Ack, timedelta | None]:
    spans = list(_spans(told))
    if told.startswith("refused:"):
        return Ack.REFUSED, None
    if told.startswith("next working day"):
        return Ack.NEXT_WORKING_DAY, None
    if not spans:
        raise _broken(text, told, "says no time")
    return Ack.NOT_ALONE if told.startswith("refused as the only") else Ack.IN_TIME, spans[0]


def _spans(told: str) -> list[timedelta]:
    return [timedelta(**{_UNITS[unit]: int(number)}) for number, unit in _SPAN.findall(told)]


def _span(told: str) -> timedelta | None:
    return next(iter(_spans(told)), None)


def _needed(text: str, told: str) -> timedelta:
    found = _span(told)
    if found is None:
        raise _broken(text, told, "says no time")
    return found


def _same(text: str, found: Any, wanted: type[StrEnum], *, what: str) -> None:
    names = list(found)
    if names != [one.value for one in wanted]:
        raise _broken(text, f"{what}:", f"has {', '.join(names)}, and the rules know {', '.join(wanted)}")


def _broken(text: str, words: str, why: str) -> BrokenTable:
    line = next((number for number, one in enumerate(text.splitlines(), 1) if words in one), 1)
    return BrokenTable(f"{FILE}:{line}: {words!r} {why}")
