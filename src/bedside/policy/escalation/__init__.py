"""Escalation: from a post to a private, human answer (docs/moderators/escalation.md).

`table` reads and checks what is shipped as data, `moves` says who may press what, `clocks` what is due when, `words`
what is told.
"""

from bedside.policy.escalation.clocks import MISSED, NOTHING, Rung, Standing, due, next_at, rungs
from bedside.policy.escalation.hints import Hint, hint_of
from bedside.policy.escalation.moves import (
    ENDS,
    FLAGS,
    HINTS,
    MOVES,
    PAUSED,
    Choice,
    Move,
    Stays,
    To,
    Who,
    after,
    graver,
    may,
    may_break,
    needs_review,
    queues,
    refuses_practice,
)
from bedside.policy.escalation.table import (
    Ack,
    BrokenTable,
    Klass,
    State,
    Table,
    Trigger,
    read,
    shipped,
    tightened,
)

__all__ = [
    "ENDS",
    "FLAGS",
    "HINTS",
    "MISSED",
    "MOVES",
    "NOTHING",
    "PAUSED",
    "Ack",
    "BrokenTable",
    "Choice",
    "Hint",
    "Klass",
    "Move",
    "Rung",
    "Standing",
    "State",
    "Stays",
    "Table",
    "To",
    "Trigger",
    "Who",
    "after",
    "due",
    "graver",
    "hint_of",
    "may",
    "may_break",
    "needs_review",
    "next_at",
    "queues",
    "read",
    "refuses_practice",
    "rungs",
    "shipped",
    "tightened",
]
