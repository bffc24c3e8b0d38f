"""What is done to credentials."""

from bedside.areas.credentials.actions.granting import Check, Facts, grant, issue, revoke
from bedside.areas.credentials.actions.profile import (
    Wish,
    declare,
    declare_none,
    drop_topic,
    end_interest,
    save_profile,
    take_back_interest,
)
from bedside.areas.credentials.actions.showing import show_licence
from bedside.areas.credentials.actions.signing import change_key, distrust, make_ready, seal_anew
from bedside.areas.credentials.actions.vouching import (
    answer_vouch,
    ask_to_vouch,
    begin_vouching,
    end_vouching,
    withdraw_vouch,
)

__all__ = (
    "Check",
    "Facts",
    "Wish",
    "answer_vouch",
    "ask_to_vouch",
    "begin_vouching",
    "change_key",
    "declare",
    "declare_none",
    "distrust",
    "drop_topic",
    "end_interest",
    "end_vouching",
    "grant",
    "issue",
    "make_ready",
    "revoke",
    "save_profile",
    "seal_anew",
    "show_licence",
    "take_back_interest",
    "withdraw_vouch",
)
