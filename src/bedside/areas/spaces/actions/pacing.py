"""Slowing a space down for a while, so that all can follow."""

from django.db import transaction

from bedside.areas.people.viewer import Viewer
from bedside.areas.spaces.actions import steps
from bedside.areas.spaces.models import Space
from bedside.kit.errors import Refused
from bedside.policy import permissions
from bedside.policy.moderation.spam import pace_fits


@transaction.atomic
def set_pace(*, by: Viewer, space: Space, seconds: int) -> None:
    """Let each member but the stewards post once in so many seconds, 0 for as often as they like.

    Raises NotHere for all but stewards of the space, Refused for a pace that is not offered.
    """
    steps.steward_with("set the pace", by=by, space=space)
    if not pace_fits(seconds):
        raise Refused("Choose one of the answers.", code="unknown_choice", field="pace")
    steps.hold(space)
    space.pace = seconds
    space.save(update_fields=["pace"])
    steps.note_down("space.pace", by=by, space=space, role=permissions.STEWARD)
