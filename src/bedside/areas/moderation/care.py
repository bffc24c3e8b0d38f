"""Calls for care go to the escalations, where the site has that area: what can't wait is put in no queue."""

from importlib import import_module

from django.apps import apps

from bedside.areas.people.viewer import Viewer
from bedside.policy.moderation.reasons import REASONS, Thing

ESCALATIONS = "bedside.areas.escalations"


def flagged(*, by: Viewer, kind: Thing, subject_id: int, reason: str) -> bool:
    """Begin an escalation of a post, and say whether that was done; every other call for care is a case."""
    care = REASONS[reason].care
    if not care or kind is not Thing.POST or not apps.is_installed(ESCALATIONS):
        return False
    import_module(f"{ESCALATIONS}.actions").flag(by=by, post_id=subject_id, reason=care)
    return True
