"""What may be done about a report, by whom, where, and how it ends: one table.

Removing a post is not in it: "deleted means gone" (docs/decisions/0005) leaves nothing that an appeal could bring back.
It stays the last step of stewards in their space and of moderators in the square.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bedside.policy.moderation.reasons import FOR_ACTS, Desk, Thing
from bedside.policy.permissions import ADMINISTRATOR, STEWARD, may

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Act:
    """One act: upon what, by which desks, for how many days at most (None: until it is lifted).

    `choices` are the days that can be chosen, none where nothing is to choose. Every act can be lifted by who may do it
    and appealed by whom it meets: that is its way back, whether it has an end or not.
    """

    code: str
    words: str
    told: str
    on_posts: bool
    desks: frozenset[Desk]
    choices: tuple[int, ...] = ()

    @property
    def ends(self) -> bool:
        """Whether it ends by itself."""
        return bool(self.choices)


BOTH: Final = frozenset(Desk)
SITE: Final = frozenset({Desk.MODERATOR})
_ALL = (
    Act("label", "Put a line of words on it", "A line of words stands on your post.", True, BOTH),
    Act("hide", "Fold it behind a press", "Your post is folded. Who presses can read it.", True, BOTH),
    Act("hold", "Take it out of sight for some days", "Only you see your post for now.", True, BOTH, (7, 14, 30)),
    Act(
        "limit",
        "Limit its author for some days",
        "For some days you post less often, and you are not found in searches.",
        False,
        SITE,
        (1, 7, 30),
    ),
    Act("suspend", "Suspend its author's account", "Your account is suspended.", False, SITE),
)
ACTS: Final[Mapping[str, Act]] = {one.code: one for one in _ALL}


@dataclass(frozen=True)
class Hand:
    """Who wants to act, and towards what.

    `steward_here`: a steward of the very space that the thing stands in. `desk`: at which desk its case is.
    `own`: the thing, or its author, belongs to the acting account. `author_is_staff`: of the site.
    """

    staff: frozenset[str] = frozenset()
    steward_here: bool = False
    desk: Desk = Desk.MODERATOR
    own: bool = False
    author_is_staff: bool = False


def handles(hand: Hand) -> bool:
    """Say whether somebody works at the desk that a case is on. Nobody handles what is their own."""
    if hand.own:
        return False
    if hand.desk is Desk.STEWARD:
        return hand.steward_here and may("look at reports in the space", roles=frozenset({STEWARD}))
    return may("look at reports", roles=hand.staff)


def may_act(act: str, *, hand: Hand, thing: Thing) -> bool:
    """Say whether this hand may do this act about such a thing."""
    if not handles(hand) or hand.desk not in ACTS[act].desks:
        return False
    if ACTS[act].on_posts:
        return thing is Thing.POST
    if thing is Thing.SPACE:
        return False  # nobody wrote it
    return not hand.author_is_staff or ADMINISTRATOR in hand.staff


def acts_for(hand: Hand, *, thing: Thing) -> tuple[Act, ...]:
    """Return what this hand may do, the mildest first."""
    return tuple(one for code, one in ACTS.items() if may_act(code, hand=hand, thing=thing))


def until(act: str, *, at: datetime, days: int) -> datetime | None:
    """Return when an act done `at` ends, None for one that lasts until lifted; ValueError for days not offered."""
    one = ACTS[act]
    if not one.ends:
        return None
    if days not in one.choices:
        raise ValueError(f"{days} days are not offered for {act}")
    return at + days * DAY


def reason_fits(code: str) -> bool:
    """Say whether an act can have this reason."""
    return code in FOR_ACTS
