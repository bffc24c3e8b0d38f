"""What waits for a look before anybody reports it, and how fast a place may be. The words never blame.

The same words several times within minutes, by one persona or by several new ones; many links from a new account; and a
pace that a steward sets for a space. The counts themselves are kept by `policy/limits.py`.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final

from bedside.policy.moderation.likeness import NEW_FOR, links, normalised

SHORTEST: Final = 40
"""Letters after normalising: "thank you so much" and "me too" are said often, and mean no harm."""
PACES: Final = {
    0: "As often as they like",
    60: "Once a minute",
    300: "Once in 5 minutes",
    900: "Once in 15 minutes",
    3600: "Once an hour",
}
"""Seconds between two posts of one person in a space, in the words of the choice."""


class Wait(StrEnum):
    """Why a post waits for a look."""

    NO = ""
    SAME = "same"
    LINKS = "links"


TOLD: Final = {
    Wait.SAME: "The same words were posted several times within minutes. Often that is an accident.",
    Wait.LINKS: "Posts with links from new accounts wait for a short look. Most of them come out soon.",
}


@dataclass(frozen=True)
class Facts:
    """What is known of a post that is being published. The first three say that a count of `policy.limits` is full."""

    same_by_author: bool = False
    same_by_new: bool = False
    links_of_new: bool = False
    for_many: bool = True  # more people read it than those who are named in it


def waits(facts: Facts) -> Wait:
    """Say whether a post waits for a look, and why. What only the people named in it read never waits."""
    if not facts.for_many:
        return Wait.NO
    if facts.same_by_author or facts.same_by_new:
        return Wait.SAME
    return Wait.LINKS if facts.links_of_new else Wait.NO


def is_new(age: timedelta) -> bool:
    """Say whether an account is new: a week, in which most waves of spam are over."""
    return age < NEW_FOR


def counts_as_same(text: str) -> str:
    """Return the form in which two texts count as the same, "" for one too short to be counted."""
    plain = normalised(text, numbers=True)
    return plain if len(plain) >= SHORTEST or links(text) else ""


def pace_fits(seconds: int) -> bool:
    """Say whether a steward can set this pace."""
    return seconds in PACES
