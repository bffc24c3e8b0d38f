"""Every write to spaces, one verb or pair of verbs a file."""

from bedside.areas.spaces.actions.banning import ban, unban
from bedside.areas.spaces.actions.growing import set_for_teens
from bedside.areas.spaces.actions.inviting import invite, redeem
from bedside.areas.spaces.actions.joining import join, set_listed
from bedside.areas.spaces.actions.leaving import leave
from bedside.areas.spaces.actions.letting_in import let_in, turn_away
from bedside.areas.spaces.actions.looking import log_look_at_banned, log_looks
from bedside.areas.spaces.actions.naming_stewards import name_steward
from bedside.areas.spaces.actions.opening import open_space
from bedside.areas.spaces.actions.pacing import set_pace
from bedside.areas.spaces.actions.teaching import open_to_students

__all__ = [
    "ban",
    "invite",
    "join",
    "leave",
    "let_in",
    "log_look_at_banned",
    "log_looks",
    "name_steward",
    "open_space",
    "open_to_students",
    "redeem",
    "set_for_teens",
    "set_listed",
    "set_pace",
    "turn_away",
    "unban",
]
