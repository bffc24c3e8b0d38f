"""Students: what they write of a placement waits (spec clinicians.md 1.1; boundaries.csv B21; MS-ROUNDS).

A student is asked each time whether a post for the open is from a placement. Said or plain from the words, it waits 30
days and passes the guard again. In a teaching room, which is closed and has a steward, nothing waits.
"""

import re
from datetime import datetime, timedelta
from typing import Final, Literal

DELAY: Final = timedelta(days=30)
OPEN_SPACES: Final = frozenset({"square", "practice"})  # kinds of spaces that anybody reads

Said = Literal["", "no", "yes"]
Answer = Literal["publish", "wait", "ask"]

# Somebody's time in a clinic, told by who was there; "my placement starts in May" is no such telling.
_PLACE = re.compile(
    r"\b(?:placements?|rotations?|rounds?|wards?|clerkships?|attachments?|clinics?|shift|theatre|bedside|on call|"
    r"a\s?(?:&|and|n)\s?e|emergency department|icu|nicu|gp surgery|preceptor)\b",
    re.IGNORECASE,
)
_SEEN = re.compile(
    r"\b(?:(?:i|we)\s+(?:just\s+|also\s+|first\s+)?(?:saw|met|watched|assisted|helped|clerked|examined|held|treated|"
    r"stitched|scrubbed|took|admitted|spoke|did)|saw|met|(?:my|our|a|the|this|one)\s+(?:first\s+)?(?:\w+\s+)?patient)\b",
    re.IGNORECASE,
)


def tells_of_placement(text: str) -> bool:
    """Say whether the words tell what was seen on a placement, so far as words can show it."""
    return bool(_PLACE.search(text) and _SEEN.search(text))


def asked(*, kind: str, space_kind: str) -> bool:
    """Say whether somebody who writes there is asked at all: a student, for the open."""
    return kind == "student" and space_kind in OPEN_SPACES


def answer(*, kind: str, space_kind: str, said: Said, text: str) -> Answer:
    """Say what becomes of a post: published, made to wait, or asked about once more.

    Who says no to words that tell of a placement is asked: to change the words, or to let them wait.
    """
    if not asked(kind=kind, space_kind=space_kind):
        return "publish"
    if said == "yes":
        return "wait"
    if said == "no" and not tells_of_placement(text):
        return "publish"
    return "ask"


def out_on(sent_at: datetime) -> datetime:
    """Return when a post from a placement may be published at the earliest."""
    return sent_at + DELAY
