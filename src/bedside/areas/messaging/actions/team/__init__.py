"""The team's verbs, one a file. Each asks `queries.seat.gate` first: who may not open a thread does nothing with it."""

from bedside.areas.messaging.actions.team.answering import answer, write_first
from bedside.areas.messaging.actions.team.assigning import assign, hand_on, put_back, take
from bedside.areas.messaging.actions.team.calling import ask_call, record_call, withdraw_call
from bedside.areas.messaging.actions.team.closing import close, lift_window, reopen, snooze
from bedside.areas.messaging.actions.team.marking import mark_sensitive, tag_part2
from bedside.areas.messaging.actions.team.opening import open_thread
from bedside.areas.messaging.actions.team.saying import comment

__all__ = (
    "answer",
    "ask_call",
    "assign",
    "close",
    "comment",
    "hand_on",
    "lift_window",
    "mark_sensitive",
    "open_thread",
    "put_back",
    "record_call",
    "reopen",
    "snooze",
    "tag_part2",
    "take",
    "withdraw_call",
    "write_first",
)
