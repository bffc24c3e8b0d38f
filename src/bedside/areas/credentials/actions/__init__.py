"""What is done to credentials."""

from bedside.areas.credentials.actions.granting import Check, Facts, grant, issue, revoke
from bedside.areas.credentials.actions.showing import show_licence
from bedside.areas.credentials.actions.signing import change_key, distrust, make_ready

__all__ = ("Check", "Facts", "change_key", "distrust", "grant", "issue", "make_ready", "revoke", "show_licence")
