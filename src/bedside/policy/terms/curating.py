"""What curators may see of words that no vocabulary knows, and what they may decide about them.

A word comes into the queue when three people have used it: then it tells of nobody. The queue never says who, and says
how many only as a band.
"""

from enum import StrEnum

from bedside.policy.guard.inspection import inspect
from bedside.policy.guard.model import Facts
from bedside.policy.vocabulary import normalise

FEWEST_PEOPLE = 3
LONGEST = 80  # characters: a name of something, not a story
MOST_WORDS = 8
BANDS: tuple[tuple[int, str], ...] = ((51, "more than 50"), (11, "11 to 50"), (FEWEST_PEOPLE, "3 to 10"))
# Of what the guard finds, these say nothing of a person when a word or two stand alone.
_TITLES = frozenset({"dr", "doctor", "prof", "professor", "mr", "mrs", "miss", "nurse", "sister", "pastor"})
MOST_DIGITS = 4  # a year, or a number of a type; more is somebody's
_TELLS_OF_NOBODY = frozenset({"recency", "relation"})


class Choice(StrEnum):
    """What a curator may decide about a word."""

    MAP = "map"  # means this term, wherever members wrote it
    ALIAS = "alias"  # the same, and offered to others who begin to type it
    PURPOSE = "purpose"  # no illness: what people take something for
    LEAVE = "leave"  # stays free text


NEEDS_TERM = frozenset({Choice.MAP, Choice.ALIAS})


def band(people: int) -> str:
    """Return in words about how many people used a word; "" for fewer than three, who are nobody's business."""
    return next((words for least, words in BANDS if people >= least), "")


def may_be_shown(text: str) -> bool:
    """Say whether a word may come before a curator: short, and nothing in it that the guard takes for a person.

    Members write "john smith" as readily as "John Smith", so both spellings are looked at.
    """
    plain = normalise(text)
    words = plain.split()
    if not words or len(text) > LONGEST or len(words) > MOST_WORDS or "@" in text:
        return False
    if _TITLES & set(words) or sum(letter.isdigit() for letter in plain) > MOST_DIGITS:
        return False
    return not any(_tells(version) for version in {text, text.lower(), text.title()})


def _tells(text: str) -> bool:
    found = inspect(text, Facts(role="clinician", audience="public")).findings
    return any(finding.kind not in _TELLS_OF_NOBODY for finding in found)
