"""Every write to practices."""

from bedside.areas.practice.actions.hours import close_days, drop_closure, set_hours
from bedside.areas.practice.actions.opening import Facts, change_facts, open_desk
from bedside.areas.practice.actions.rota import add_shift, come_back, delegate, drop_shift, end_delegation, go_away
from bedside.areas.practice.actions.staffing import add_member, end_role
from bedside.areas.practice.actions.templates import approve_template, retire_template, write_template

__all__ = (
    "Facts",
    "add_member",
    "add_shift",
    "approve_template",
    "change_facts",
    "close_days",
    "come_back",
    "delegate",
    "drop_closure",
    "drop_shift",
    "end_delegation",
    "end_role",
    "go_away",
    "open_desk",
    "retire_template",
    "set_hours",
    "write_template",
)
