"""What a member says of a course when she is asked: the facets, each of which can be left open.

spec/records.md, section 2. None is "not answered"; it is never nought.
"""

from dataclasses import dataclass, field
from typing import Final

LEVELS: Final = range(5)
"""Of effect (none … very strong) and of side effects (none … extremely severe)."""
FEWER: Final = range(4)
"""Of burden (none … very) and adherence (as planned … took it rarely)."""
SEVERITIES: Final = range(1, 5)
COSTS: Final = ("nothing", "under_10", "10_49", "50_199", "200_up", "not_said")
AGAIN: Final = ("yes", "no", "unsure")
MOST_EFFECTS: Final = 50
LONGEST_WORDS: Final = 4_000


@dataclass(frozen=True)
class Unwanted:
    """One unwanted effect: in own words, how bad (1 to 4, None for not said), whether it is still there."""

    text: str
    severity: int | None = None
    still: bool = False


@dataclass(frozen=True, kw_only=True)
class Evaluation:
    """One answer. `cannot_tell` stands in place of an effect; `made_worse` beside any."""

    effect: int | None = None
    cannot_tell: bool = False
    made_worse: bool = False
    side_effects: int | None = None
    unwanted: tuple[Unwanted, ...] = field(default=())
    burden: int | None = None
    cost: str = ""
    adherence: int | None = None
    again: str = ""
    words: str = ""


def fault(said: Evaluation) -> tuple[str, str] | None:
    """Return (field, sentence) of what cannot be taken; None where all can. An empty form is no answer."""
    if said == Evaluation():
        return "effect", "Answer at least one question, or leave the page: no answer is fine too."
    return _levels(said) or _words(said) or _unwanted(said.unwanted)


def _levels(said: Evaluation) -> tuple[str, str] | None:
    for name, levels in (("effect", LEVELS), ("side_effects", LEVELS), ("burden", FEWER), ("adherence", FEWER)):
        value = getattr(said, name)
        if value is not None and value not in levels:
            return name, "Choose one of the answers."
    if said.cannot_tell and said.effect is not None:
        return "effect", "Say how much it helped, or that you can't tell."
    return None


def _words(said: Evaluation) -> tuple[str, str] | None:
    for name, value, known in (("cost", said.cost, COSTS), ("again", said.again, AGAIN)):
        if value and value not in known:
            return name, "Choose one of the answers."
    return None


def _unwanted(named: tuple[Unwanted, ...]) -> tuple[str, str] | None:
    if len(named) > MOST_EFFECTS:
        return "unwanted", f"Name up to {MOST_EFFECTS} unwanted effects."
    if any(not one.text.strip() or one.severity not in (None, *SEVERITIES) for one in named):
        return "unwanted", "Name each unwanted effect, and say how bad it is with one of the answers."
    return None
