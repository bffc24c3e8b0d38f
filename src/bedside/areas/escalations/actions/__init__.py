"""Every write of escalations and of the rota, one noun or verb a file."""

from bedside.areas.escalations.actions.clocks import mend, sweep
from bedside.areas.escalations.actions.ending import decide, leave_it, post_gone, resolve, take_details_out
from bedside.areas.escalations.actions.flagging import flag, hint
from bedside.areas.escalations.actions.glass import agree_glass, break_glass, decline_glass
from bedside.areas.escalations.actions.handing import hand_off
from bedside.areas.escalations.actions.looking import OpenedPost, contact, open_post, pass_on, triage
from bedside.areas.escalations.actions.planning import (
    add_shift,
    add_week,
    away,
    back,
    drop_shift,
    offer,
    publish_rota,
    take,
)
from bedside.areas.escalations.actions.reviewing import agree_review, ask_review
from bedside.areas.escalations.actions.steps import MovedOn
from bedside.areas.escalations.actions.talking import answer, read_thread, write

__all__ = [
    "MovedOn",
    "OpenedPost",
    "add_shift",
    "add_week",
    "agree_glass",
    "agree_review",
    "answer",
    "ask_review",
    "away",
    "back",
    "break_glass",
    "contact",
    "decide",
    "decline_glass",
    "drop_shift",
    "flag",
    "hand_off",
    "hint",
    "leave_it",
    "mend",
    "offer",
    "open_post",
    "pass_on",
    "post_gone",
    "publish_rota",
    "read_thread",
    "resolve",
    "sweep",
    "take",
    "take_details_out",
    "triage",
    "write",
]
