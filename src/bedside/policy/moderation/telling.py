"""What is told of a decision, and to whom. Who reported something is told to nobody, staff included."""

from dataclasses import dataclass
from typing import Final

from bedside.policy.moderation.acts import ACTS
from bedside.policy.moderation.cases import APPEAL_WITHIN, State
from bedside.policy.moderation.reasons import REASONS, Thing


@dataclass(frozen=True)
class Told:
    """What an author reads: what was done, why, what can be done about it. `words` are the moderator's own."""

    what: str
    why: str
    way: str
    words: str = ""


APPEAL: Final = f"If you see it differently, say so within {APPEAL_WITHIN.days} days. Another person looks at it."
APPEALED: Final = "You have asked for a second look. Somebody else than before decides."
UPHELD: Final = "Another person looked at it, and it stays so."
OVERTURNED: Final = "It was taken back. Everything is as it was before."
OVER: Final = "The time for a second look is over."


def author_told(*, act: str, reason: str, state: State, can_appeal: bool, words: str = "") -> Told:
    """Return what is told to whom an act meets. Nothing in it depends on who reported it, or how many did."""
    ways = {State.APPEALED: APPEALED, State.UPHELD: UPHELD, State.OVERTURNED: OVERTURNED}
    way = ways.get(state, APPEAL if can_appeal else OVER)
    return Told(what=ACTS[act].told, why=REASONS[reason].told, way=way, words=words)


LOOKED: Final = "Somebody of this site looks at it soon."
REPORTER: Final = {
    State.OPEN: LOOKED,
    State.CLAIMED: LOOKED,
    State.ACTED: "We looked at it and did something about it.",
    State.APPEALED: "We looked at it and did something about it.",
    State.UPHELD: "We looked at it and did something about it.",
    State.OVERTURNED: "We looked at it twice. It stays as it was.",
    State.DISMISSED: "We looked at it. It stays as it is.",
    State.LAPSED: "It is no longer there.",
}
"""An appeal is not told to reporters: it would say that the author objects."""

WHAT: Final = {
    Thing.POST: "A post",
    Thing.PERSONA: "A person's page",
    Thing.SPACE: "A space",
    Thing.MESSAGE: "A message to you",
}


def reporter_told(state: State) -> str:
    """Return what somebody hears about a report of theirs."""
    return REPORTER[state]


def label_words(reason: str) -> str:
    """Return the line that readers see on a labelled post, and on the fold of a hidden one."""
    return REASONS[reason].told
