"""Every change of a channel. The patient's verbs and the team's stand in files of their own."""

from bedside.areas.messaging.actions.codes import make_code, withdraw_code
from bedside.areas.messaging.actions.handing_off import receive_hand_off
from bedside.areas.messaging.actions.minding import close_thread, hide_thread, note_seen, reopen_thread
from bedside.areas.messaging.actions.opening import end_channel, open_by_code, open_with_code, reopen_channel
from bedside.areas.messaging.actions.sending import Begun, CallInstead, begin_thread, write

__all__ = (
    "Begun",
    "CallInstead",
    "begin_thread",
    "close_thread",
    "end_channel",
    "hide_thread",
    "make_code",
    "note_seen",
    "open_by_code",
    "open_with_code",
    "receive_hand_off",
    "reopen_channel",
    "reopen_thread",
    "withdraw_code",
    "write",
)
