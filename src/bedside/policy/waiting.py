"""When a post with pictures may be published: what each picture still needs, and what that makes of the post.

Sources: guard.md sections 6 (the verdict of a picture is that of the table) and 10 (a post is held until its pictures
were read, and a person confirms each picture of a case); boundary row B11 for who speaks of others.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from bedside.policy.guard.model import SELF_ROLES, Audience, Role, Verdict

TRIES: Final = 3  # how often a reader may die of a picture before it is left unread
# Where a picture of somebody else reaches nobody but the colleagues of a room, or the practice that cares for them.
NARROW: Final[frozenset[Audience]] = frozenset({"room", "class", "practice"})

# What the author has to do about a picture: nothing; see the findings and press on; say that she looked at it; say that
# the person shown agreed; or change it, because it can't be published as it is.
Need = Literal["nothing", "press", "look", "agree", "change"]
State = Literal["checking", "look", "ready"]


@dataclass(frozen=True)
class Picture:
    """One picture of a post that waits: whether its turn is over (read or given up), and what the guard says of it."""

    over: bool
    verdict: Verdict = "pass"


def must_look(*, role: Role, audience: Audience) -> bool:
    """Say whether each picture needs its author's word that she looked at it: where it may be of a case."""
    return role not in SELF_ROLES and audience not in NARROW


def need_of(verdict: Verdict, *, role: Role, audience: Audience, permitted: bool = False) -> Need:
    """Return what the author has to do before a picture with this verdict is published.

    `permitted`: the patient's permission is in force. Then a picture that would be held is looked at (B12): a person
    confirms each, also where nobody else reads it.
    """
    if verdict == "refuse":
        return "change"
    if permitted:
        return "look"
    if verdict == "hold":
        return "agree" if role in SELF_ROLES else "change"
    if verdict == "confirm" or must_look(role=role, audience=audience):
        return "look"
    return "press" if verdict == "advise" else "nothing"


def state_of(pictures: Iterable[Picture], *, role: Role, audience: Audience, permitted: bool = False) -> State:
    """Return the state of a post: its pictures are being read, its author has to look, or it is published."""
    pictures = list(pictures)
    if not all(picture.over for picture in pictures):
        return "checking"
    needs = {need_of(picture.verdict, role=role, audience=audience, permitted=permitted) for picture in pictures}
    return "ready" if needs <= {"nothing"} else "look"
