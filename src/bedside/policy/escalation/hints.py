"""What the guard's reading of a text means here: a class, and whether it is sure enough to ask people to look.

A plain hint shows a card and costs nobody's time. Sure are two rules of the same graver kind about the writer herself,
each of its own: of 415 posts that no rule had seen that held for 19 of 212 grave ones and for 1 of 194 routine ones
(one rule alone: 72 and 12). What only the model of small signs suspects is never sure.
"""

from dataclasses import dataclass
from typing import Final

from bedside.policy.escalation.moves import HINTS, PAUSED
from bedside.policy.escalation.table import Klass
from bedside.policy.guard.model import SELF_ROLES, Urgency

SURE_FROM: Final = 2
_OF_THE_MODEL: Final = ".likely"


@dataclass(frozen=True)
class Hint:
    """What a text suggests: its class, the rule that weighs most, and whether people should look."""

    klass: Klass
    rule: str
    sure: bool


def hint_of(urgency: Urgency, *, kind: str) -> Hint | None:
    """Return what the reading of a text by a persona of this `kind` suggests; None where no card is shown.

    Who writes of others in care gets none but for her own despair: a lesson on stroke is no emergency.
    """
    klass = HINTS[urgency.cls]
    about_herself = [one for one in urgency.hints if one.about == "self"]
    if klass is Klass.ROUTINE or (kind not in SELF_ROLES and not (klass is Klass.SELF_HARM and about_herself)):
        return None
    rules = {one.rule for one in about_herself if HINTS[one.cls] in PAUSED and not one.rule.endswith(_OF_THE_MODEL)}
    return Hint(klass, urgency.hints[0].rule, klass in PAUSED and len(rules) >= SURE_FROM)
