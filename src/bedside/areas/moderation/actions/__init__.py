"""Every write of moderation, and every read under an emergency access: no look without its line in the log."""

from bedside.areas.moderation.actions.acting import Choice, act, dismiss, lift
from bedside.areas.moderation.actions.answering import allow, decline, tell_due
from bedside.areas.moderation.actions.appealing import appeal, decide
from bedside.areas.moderation.actions.asking import ask
from bedside.areas.moderation.actions.claiming import Taken, claim, release
from bedside.areas.moderation.actions.flooding import act_on_wave, dismiss_wave, undo
from bedside.areas.moderation.actions.reading import EmergencyPage, EmergencyPost, open_list, open_post
from bedside.areas.moderation.actions.reporting import Reported, report
from bedside.areas.moderation.actions.reviewing import review
from bedside.areas.moderation.actions.settling import tell_settled
from bedside.areas.moderation.actions.taking_back import take_back

__all__ = [
    "Choice",
    "EmergencyPage",
    "EmergencyPost",
    "Reported",
    "Taken",
    "act",
    "act_on_wave",
    "allow",
    "appeal",
    "ask",
    "claim",
    "decide",
    "decline",
    "dismiss",
    "dismiss_wave",
    "lift",
    "open_list",
    "open_post",
    "release",
    "report",
    "review",
    "take_back",
    "tell_due",
    "tell_settled",
    "undo",
]
