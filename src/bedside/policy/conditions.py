"""What a member keeps of an illness of her own: which words there are, what cannot be true, what may be the same one.

spec/records.md, section 2. Her own words stay as she typed them; a term of a vocabulary is only added.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from bedside.policy.dates import UNSURE, DatePart, in_order
from bedside.policy.vocabulary import normalise

MOST_CONDITIONS: Final = 200
"""How many one account keeps (section 1)."""
LONGEST_TEXT: Final = 300


class Confidence(StrEnum):
    """How sure its owner is of it."""

    DIAGNOSED = "diagnosed"
    LIKELY = "likely"
    OWN = "own"
    RULED_OUT = "ruled_out"


class Status(StrEnum):
    """How it stands."""

    ACTIVE = "active"
    REMISSION = "remission"
    RESOLVED = "resolved"


class Severity(StrEnum):
    """How bad it is, in its owner's eyes."""

    MILD = "mild"
    MODERATE = "moderate"
    SEVERE = "severe"
    VERY_SEVERE = "very_severe"


class Side(StrEnum):
    """On which side of the body."""

    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"


@dataclass(frozen=True, kw_only=True)
class Illness:
    """A condition as its owner tells of it. `severity` and `side` are "" where she said nothing of them.

    `entered_by` is "owner" or "import"; `source_id` is what the import called it, by which it knows it again.
    """

    text: str
    term_id: int | None = None
    onset: DatePart = UNSURE
    diagnosed: DatePart = UNSURE
    confidence: Confidence = Confidence.DIAGNOSED
    status: Status = Status.ACTIVE
    severity: Severity | None = None
    side: Side | None = None
    primary: bool = False
    entered_by: str = "owner"
    source_id: str = ""


@dataclass(frozen=True)
class Fault:
    """Why something cannot be kept as it is: the field that is meant, and a sentence for people."""

    field: str
    what: str


def fault(illness: Illness, *, today: date) -> Fault | None:
    """Return what cannot be true of an illness; None where all can. A date known by its year alone is left in doubt."""
    if not normalise(illness.text):
        return Fault("text", "The name needs at least one letter.")
    for field, when in (("onset", illness.onset), ("diagnosed", illness.diagnosed)):
        if when.lo is not None and when.lo > today:
            return Fault(field, "This date lies in the future.")
    if not in_order(illness.onset, illness.diagnosed):
        return Fault("diagnosed", "You were diagnosed before it began. Check both dates.")
    return None


def same_ones(illness: Illness, kept: Iterable[tuple[int, Illness]]) -> tuple[int, ...]:
    """Return which of the `kept` (id, illness) may be the same one: by their term, or by their words.

    It is asked and never decided: two fractures are two illnesses.
    """
    words = normalise(illness.text)
    return tuple(
        number
        for number, other in kept
        if normalise(other.text) == words or (illness.term_id is not None and other.term_id == illness.term_id)
    )


def is_counted(confidence: Confidence) -> bool:
    """Say whether an illness may count in a figure or for finding people alike: one that was ruled out never does."""
    return confidence is not Confidence.RULED_OUT
