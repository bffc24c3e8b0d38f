"""Why somebody on duty says how grave it is: a code of a short list, kept with each choice (escalation.yaml, E2).

Who is not sure does not make it less: "unclear" stands beside as it is and graver, and never beside less.
"""

from enum import StrEnum
from typing import Final

from bedside.policy.escalation.moves import Choice


class Why(StrEnum):
    """The reason of a choice."""

    SAID = "said"
    POINTS = "points"
    UNCLEAR = "unclear"
    PAST = "past"
    OTHERS = "others"
    FIGURE = "figure"
    MISTAKEN = "mistaken"


WORDS: Final[dict[Why, str]] = {
    Why.SAID: "It is said in plain words",
    Why.POINTS: "It is not said, but the words point to it",
    Why.UNCLEAR: "Not clear: to be on the safe side",
    Why.PAST: "It is long past, or help is there already",
    Why.OTHERS: "It is about somebody else, who has help",
    Why.FIGURE: "A figure of speech, a quotation or a joke",
    Why.MISTAKEN: "Flagged by mistake, or to annoy",
}
_WORSE: Final = frozenset({Why.SAID, Why.POINTS, Why.UNCLEAR})
_LESS: Final = frozenset({Why.SAID, Why.POINTS, Why.PAST, Why.OTHERS, Why.FIGURE})
_NONE: Final = frozenset({Why.PAST, Why.OTHERS, Why.FIGURE, Why.MISTAKEN})
FITS: Final[dict[Choice, frozenset[Why]]] = {
    Choice.CONFIRM: _WORSE,
    Choice.RAISE: _WORSE,
    Choice.LOWER: _LESS,
    Choice.FALSE_ALARM: _NONE,
}


def fits(choice: Choice, why: str) -> bool:
    """Say whether this code is a reason for this choice."""
    return why in FITS[choice]
