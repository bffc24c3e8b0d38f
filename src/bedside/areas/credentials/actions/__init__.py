"""What is done to credentials."""

from bedside.areas.credentials.actions.granting import Check, Facts, grant, issue, revoke

__all__ = ("Check", "Facts", "grant", "issue", "revoke")
