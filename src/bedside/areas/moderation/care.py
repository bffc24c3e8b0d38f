"""Calls for care go to the escalations: what can't wait is put in no queue."""

from bedside.areas.escalations import actions as escalations
from bedside.areas.people.viewer import Viewer
from bedside.policy.moderation.reasons import REASONS, Thing


def flagged(*, by: Viewer, kind: Thing, subject_id: int, reason: str) -> bool:
    """Begin an escalation of a post, and say whether that was done; every other call for care is a case."""
    care = REASONS[reason].care
    if not care or kind is not Thing.POST:
        return False
    escalations.flag(by=by, post_id=subject_id, reason=care)
    return True
