"""What the guard says of details that together show who is meant."""

from __future__ import annotations

from collections.abc import Sequence

from bedside.policy.guard.messages.shape import Message

_LAW = ("HIPAA-514B", "GMC-NOPT")
_WHY = "Details that are harmless alone can show who is meant when they stand together."
_NAMES = {
    "age": "age", "role": "position", "tie": "family", "condition": "illness", "place": "place", "time": "day",
    "event": "event", "unique": "words like 'only'", "trait": "traits", "job": "work",
}  # fmt: skip
_SOFTER = {
    "age": "the exact age", "role": "the position", "tie": "the family tie", "condition": "the name of the illness",
    "place": "the place", "time": "the day", "event": "the event", "unique": "words like 'only' or 'first'",
    "trait": "the personal traits", "job": "the work",
}  # fmt: skip
_IN_WORDS = ((3, "perhaps one person"), (11, "a handful of people"), (100, "some dozens of people"))

MESSAGES: dict[str, Message] = {"combination.k": Message(_WHY, "Leave out some of the details.", law=_LAW)}


def people_in_words(k: int) -> str:
    """Say how many people fit, in words."""
    return next((words for limit, words in _IN_WORDS if k < limit), "some hundreds of people")


def why_for(kinds: Sequence[str], *, k: int) -> str:
    """Name the kinds of details together and how many people fit them."""
    names = [_NAMES[kind] for kind in kinds]
    told = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]} together"
    return f"{told[:1].upper()}{told[1:]}: {people_in_words(k)} {'fits' if k < 3 else 'fit'}."


def safer_for(kinds: Sequence[str]) -> str:
    """Name the kinds of details that show most, and what to do about them."""
    return f"Leave out {' and '.join(_SOFTER[kind] for kind in kinds)}, or say it more loosely."
