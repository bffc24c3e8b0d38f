"""In which order entries stand, and why each is there, in words: nothing about how many follow or like somebody.

First how well the name fits, then what was checked, then how often the topic that was asked for stood in posts of the
last 90 days, then the name (clinicians.md 2).
"""

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Final

from bedside.policy.directory.asking import Question
from bedside.policy.directory.places import languages


class Kind(StrEnum):
    """What an entry is."""

    VERIFIED = "verified"  # a member whose licence and identity were checked
    LISTED = "listed"  # somebody who posts elsewhere, from a list that was taken in
    REGISTER = "register"  # a row of a public register


class Match(IntEnum):
    """How well a name fits what was typed; the better stands first."""

    NAME = 0
    WORDS = 1
    BEGINNINGS = 2
    LIKE = 3


RANK: Final = {Kind.VERIFIED: 0, Kind.LISTED: 1, Kind.REGISTER: 2}
LEVEL_RANK: Final = {"V4": 0, "V3": 1}
LISTED_RANK: Final = 2
REGISTER_RANK: Final = 3
LIKE_FROM_LETTERS: Final = 4  # shorter words are like too many others
BY_NUMBER: Final = "This is the number you typed."
SAID: Final = {
    Match.NAME: "This is the name you typed.",
    Match.WORDS: "All words you typed are in the name.",
    Match.BEGINNINGS: "What you typed is the beginning of the name, or its initials.",
    Match.LIKE: "The name is spelt much like what you typed.",
}


@dataclass(frozen=True)
class Fit:
    """How an entry fits a question: `in_topic` counts the posts of the last 90 days with the topic that was asked for.

    `specialty_checked` tells that the specialty was checked; otherwise the person says so, or a list does.
    """

    match: Match
    rank: int
    in_topic: int
    name_key: str
    specialty_checked: bool = False

    @property
    def order(self) -> tuple[int, int, int, str]:
        """The key by which entries are sorted, the smallest first."""
        return int(self.match), self.rank, -self.in_topic, self.name_key


def why(asked: Question, fit: Fit, *, kind: Kind) -> str:
    """Return in words why an entry is in the answer."""
    if asked.number:
        return BY_NUMBER
    said = [SAID[fit.match]] if asked.words else []
    if asked.specialty:
        said.append(_specialty(fit, kind))
    if asked.place and kind is not Kind.LISTED:
        said.append("The place fits.")
    if asked.place and kind is Kind.LISTED:
        said.append("The country fits.")
    if asked.language:
        said.append(f"Speaks {languages()[asked.language]}.")
    if asked.topic:
        said.append(f"Wrote about #{asked.topic} in the last 90 days.")
    if asked.accepts:
        said.append("Answers questions in general.")
    return " ".join(said)


def _specialty(fit: Fit, kind: Kind) -> str:
    if kind is Kind.VERIFIED and fit.specialty_checked:
        return "The specialty fits, and it was checked."
    if kind is Kind.VERIFIED:
        return "The specialty fits. It is their own word."
    return "The specialty fits. We did not check it."


def match_of(words: tuple[str, ...], name_key: str) -> Match | None:
    """Say how well typed `words` fit the words of a name; None when they don't, spelling aside.

    Each word has to be a word of the name, or the beginning of one. A letter alone stands for a name that begins with
    it, on either side: "U Haddad" finds Uma Haddad, and "Uma Haddad" finds U. Haddad; one more word has to fit then.
    """
    named = name_key.split()
    if sorted(words) == sorted(named):
        return Match.NAME
    if all(word in named for word in words):
        return Match.WORDS
    some = any(len(word) > 1 and _begins(word, named) for word in words)
    fits = some and all(_begins(word, named) or word[:1] in named for word in words)
    return Match.BEGINNINGS if fits else None


def _begins(word: str, named: list[str]) -> bool:
    return any(one.startswith(word) for one in named)
