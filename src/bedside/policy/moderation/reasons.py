"""Why somebody reports something: one table. The words are the reporter's choice, `told` is what its author reads.

`told` speaks of the text and never of the person, and says "may": who reads it may have meant no harm. Two reasons are
no reports at all but a call for care (spec: client-api.md, end of section 7): of a post they begin an escalation.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Thing(StrEnum):
    """What can be reported."""

    POST = "post"
    PERSONA = "persona"
    SPACE = "space"
    MESSAGE = "message"


class Desk(StrEnum):
    """Who looks at a report: the stewards of the space it stands in, or the site's moderators."""

    STEWARD = "steward"
    MODERATOR = "moderator"


@dataclass(frozen=True)
class Reason:
    """One reason. `care` is the escalation's own word for it, "" for a matter of the rules."""

    code: str
    words: str
    told: str = ""
    desk: Desk = Desk.STEWARD
    care: str = ""
    of: frozenset[Thing] = frozenset(Thing)


_ALL = (
    Reason("danger", "Someone may be in danger", desk=Desk.MODERATOR, care="urgent"),
    Reason("private", "This is too private for public", care="sensitive", of=frozenset({Thing.POST})),
    Reason("names_other", "It tells who somebody else is", "It may tell who somebody else is."),
    Reason("harms", "It could harm somebody's health", "Somebody who does what it says may come to harm."),
    Reason("unkind", "It attacks or hurts somebody", "It may hurt the people it speaks to, or speaks of."),
    Reason("sells", "It sells or advertises something", "It may sell or advertise something."),
    Reason("spam", "It is the same thing over and over", "The same words were posted several times."),
    Reason("not_them", "They are not who they say", "It may say that it comes from somebody else.", Desk.MODERATOR),
    Reason("law", "It may be against the law", "It may be against the law.", Desk.MODERATOR),
    Reason("rules", "It breaks a rule of this place", "It does not fit the rules of this place."),
    Reason("other", "Something else", "It does not fit here for another reason, given below."),
)
REASONS: Final[Mapping[str, Reason]] = {one.code: one for one in _ALL}
CARE: Final = frozenset(code for code, one in REASONS.items() if one.care)
FOR_ACTS: Final = frozenset(REASONS) - CARE
"""The codes that an act can have: a call for care is no reason to act against a post."""


def reasons_for(thing: Thing) -> tuple[Reason, ...]:
    """Return the reasons for which such a thing can be reported, those of care first."""
    return tuple(one for one in REASONS.values() if thing in one.of)


@dataclass(frozen=True)
class Place:
    """Where a reported thing stands. `stewards`: how many could look at it, its own author left out."""

    in_square: bool = False
    stewards: int = 0
    author_is_steward: bool = False


def desk_of(reason: str, *, thing: Thing, place: Place) -> Desk:
    """Return who looks at a report.

    Stewards look at posts of their own space. Everything else, what a moderator has to decide, and what a steward wrote
    goes to the site's moderators: nobody judges a colleague of the same desk.
    """
    if thing is not Thing.POST or place.in_square:
        return Desk.MODERATOR
    if REASONS[reason].desk is Desk.MODERATOR or place.author_is_steward or place.stewards < 1:
        return Desk.MODERATOR
    return Desk.STEWARD


def main_reason(codes: Mapping[str, int]) -> str:
    """Return the reason that stands for a case: a call for care first, else the most frequent, the table breaking ties.

    `codes` counts the reports by code; ValueError when there are none.
    """
    order = list(REASONS)
    return min(codes, key=lambda code: (code not in CARE, -codes[code], order.index(code)))
