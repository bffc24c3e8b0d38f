"""What stands on a visit sheet, in which order, and what gives way when there is too much.

A clinician has a minute for it. So: the three questions first, what changed, what there is, what is taken, what was
tried and why it ended, unwanted effects, allergies. Nothing is printed smaller than 9 points: what does not fit is
counted ("and 5 more"), and the link holds it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest
from typing import Final

from bedside.policy.visits.facts import MOST_QUESTIONS, PLANNED, Effect, Facts, Illness, Scored, Taken

LONGEST_NAME: Final = 60  # characters
LONGEST_LINE: Final = 180
LONGEST_QUESTION: Final = 240
SEVERITY: Final = {1: "mild", 2: "moderate", 3: "severe", 4: "extremely severe"}
THAT_MATTER: Final = 2  # severity from which an unwanted effect stands on the sheet; milder ones only while they last
TITLES: Final = {
    "questions": "My questions",
    "changed": "What changed since {day}",
    "now": "What I take now",
    "open": "Not settled yet",
    "before": "What I tried before, and why it ended",
    "effects": "Unwanted effects",
    "illnesses": "What I have",
    "allergies": "Allergies",
}
NONE_KNOWN: Final = "None that I know of."
NOT_SAID: Final = "Not filled in. Please ask."
NOTHING_CHANGED: Final = "Nothing that I wrote down."
SHORTEST_QUESTION: Final = 150
"""Questions are what the visit is for: they give way last."""
TOLD_AT_END: Final = ("changed", "now", "open", "before", "effects")
"""Parts whose lines say at their end what matters most: why something was stopped, since when, whether it lasts."""
NOT_CONFIRMED: Final = ": from a file, I have not said whether I take it"
NO_REASON: Final = "no reason given"
LEVELS: Final = (
    {
        "changed": 10,
        "now": 12,
        "open": 6,
        "before": 8,
        "effects": 8,
        "illnesses": 10,
        "allergies": 8,
        "length": LONGEST_QUESTION,
    },
    {
        "changed": 8,
        "now": 10,
        "open": 4,
        "before": 6,
        "effects": 6,
        "illnesses": 7,
        "allergies": 6,
        "length": LONGEST_QUESTION,
    },
    {"changed": 6, "now": 8, "open": 3, "before": 4, "effects": 4, "illnesses": 5, "allergies": 4, "length": 150},
    {"changed": 4, "now": 6, "open": 2, "before": 3, "effects": 3, "illnesses": 4, "allergies": 3, "length": 110},
    {"changed": 3, "now": 4, "open": 1, "before": 2, "effects": 2, "illnesses": 3, "allergies": 2, "length": 80},
)
"""How many lines a part may have and how long one may be, from roomy to tight.

The last fits a page, whatever was typed.
"""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the sheet. `more` is how many lines had no room."""

    key: str
    title: str
    lines: tuple[str, ...]
    more: int = 0


def parts(facts: Facts) -> tuple[Part, ...]:
    """Return all parts with all their lines, in the order of the page. Questions over the third are refused."""
    if len(facts.questions) > MOST_QUESTIONS:
        raise ValueError("A sheet has three questions at most.")
    found = [
        _part("questions", [_short(one, LONGEST_QUESTION) for one in facts.questions]),
        *_changes(facts),
        _part("illnesses", [_illness(one) for one in facts.illnesses if one.over_on is None]),
        _part("now", [_now(one) for one in facts.taken if one.going_on and not one.open_as]),
        _part("open", [_open(one) for one in facts.taken if one.open_as]),
        _part("before", [_before(one) for one in _latest_first(facts.taken)]),
        _part("effects", _effects(facts.taken)),
        _allergies(facts.allergies),
    ]
    return tuple(one for one in found if one.lines)


def fitted(whole: Sequence[Part], *, level: int) -> tuple[Part, ...]:
    """Return the parts with as many lines as `level` allows (0 roomy … 4 tight), and how many were left out."""
    allowed = LEVELS[level]
    return tuple(_cut(one, allowed.get(one.key, len(one.lines)), length=allowed["length"]) for one in whole)


def left_out(shown: Iterable[Part]) -> int:
    """Return how many lines had no room on the page."""
    return sum(part.more for part in shown)


def name(facts: Facts) -> str:
    """Return the name on top, as the member chose it."""
    return _short(facts.name, LONGEST_NAME)


def day(on: date) -> str:
    """A date in words that mean the same on both sides of the ocean: "3 May 2026"."""
    return f"{on.day} {on:%B %Y}"


def _part(key: str, lines: Sequence[str]) -> Part:
    return Part(key, TITLES[key], tuple(lines))


def _cut(part: Part, most: int, *, length: int) -> Part:
    short = _short_before_end if part.key in TOLD_AT_END else _short
    length = max(length, SHORTEST_QUESTION) if part.key == "questions" else length
    lines = tuple(short(one, length) for one in part.lines[:most])
    return replace(part, lines=lines, more=max(0, len(part.lines) - most))


def _short(text: str, most: int = LONGEST_LINE) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def _short_before_end(text: str, most: int = LONGEST_LINE) -> str:
    """Cut a line where it can best be spared: a reason, a date or a doubt stands at its end, after a colon or comma."""
    line = " ".join(text.split())
    for mark in (": ", ", "):
        head, found, end = line.rpartition(mark)
        if len(line) > most and found and len(end) <= most // 2:
            return _short(head, most - len(mark) - len(end)) + mark + end
    return _short(line, most)


def _changes(facts: Facts) -> list[Part]:
    if facts.last_visit is None:
        return []
    since = facts.last_visit
    taken = _begun(facts.taken)
    kinds = (
        _moved(facts.scores, since),
        [f"Stopped: {_before(one)}" for one in _latest_first(facts.taken) if _after(one.stopped_on, since)],
        [f"Started: {_now(one)}" for one in taken if _after(one.started_on, since)],
        [f"New: {_illness(one)}" for one in facts.illnesses if _after(one.new_on, since)],
        [f"Over: {one.name}" for one in facts.illnesses if _after(one.over_on, since)],
    )
    # One of each kind in turn: where there is room for few, none is hidden behind the others.
    lines = [line for turn in zip_longest(*kinds) for line in turn if line is not None]
    title = TITLES["changed"].format(day=day(since))
    return [Part("changed", title, tuple(map(_short_before_end, lines)) or (NOTHING_CHANGED,))]


def _after(moment: date | None, since: date) -> bool:
    return moment is not None and moment >= since


def _moved(scores: Iterable[Scored], since: date) -> list[str]:
    """Questionnaires whose last value is at least the minimal change away from the last one before the visit."""
    by_title: dict[str, list[Scored]] = {}
    for one in sorted(scores, key=lambda score: score.on):
        by_title.setdefault(one.title, []).append(one)
    return [line for series in by_title.values() for line in _move_of(series, since)]


def _move_of(series: Sequence[Scored], since: date) -> list[str]:
    earlier, later = [one for one in series if one.on < since], [one for one in series if one.on >= since]
    if not earlier or not later:
        return []
    was, is_now = earlier[-1], later[-1]
    least = is_now.minimal_change
    if least is None or abs(is_now.value - was.value) < least:
        return []
    return [f"{is_now.title}: {_value(was)} on {day(was.on)}, {_value(is_now)} on {day(is_now.on)}"]


def _value(score: Scored) -> str:
    return f"{score.value:g} ({score.band})" if score.band else f"{score.value:g}"


def _begun(taken: Iterable[Taken]) -> list[Taken]:
    """Those of which their owner said that they began."""
    return [one for one in taken if not one.open_as]


def _latest_first(taken: Iterable[Taken]) -> list[Taken]:
    over = [one for one in _begun(taken) if not one.going_on]
    return sorted(over, key=lambda one: (one.stopped_on is not None, one.stopped_on or date.min), reverse=True)


def _now(one: Taken) -> str:
    return _short_before_end(_named(one) + _apart(one.since))


def _before(one: Taken) -> str:
    why = ", ".join(one.why_stopped) or NO_REASON
    return _short_before_end(f"{_named(one)}{_apart(one.until)}: {why}")


def _open(one: Taken) -> str:
    if one.open_as == PLANNED:
        return _short(f"Planned: {_named(one)}{_apart(one.since)}")
    return _short(_named(one), LONGEST_LINE - len(NOT_CONFIRMED)) + NOT_CONFIRMED


def _named(one: Taken) -> str:
    dose = f" {one.dose}" if one.dose else ""
    purpose = f" for {one.purpose}" if one.purpose else ""
    return f"{one.name}{dose}{purpose}"


def _apart(words: str) -> str:
    return f", {words}" if words else ""


def _illness(one: Illness) -> str:
    return _short(one.name + _apart(one.said))


def _effects(taken: Iterable[Taken]) -> list[str]:
    """The worst first; what lasts before what is over."""
    found = [(one, effect) for one in taken for effect in one.effects if effect.severity >= THAT_MATTER or effect.still]
    found.sort(key=lambda pair: (-pair[1].severity, not pair[1].still, pair[1].name.casefold()))
    return [_short_before_end(_effect(one, effect)) for one, effect in found]


def _effect(one: Taken, effect: Effect) -> str:
    lasting = ", still there" if effect.still else ""
    return f"{effect.name} with {one.name}: {SEVERITY[effect.severity]}{lasting}"


def _allergies(known: tuple[str, ...] | None) -> Part:
    lines = NOT_SAID if known is None else NONE_KNOWN
    return _part("allergies", [_short(one) for one in known] if known else [lines])
