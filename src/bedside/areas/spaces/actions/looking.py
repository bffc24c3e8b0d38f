"""Writing down what a steward was shown because of the stewardship alone."""

from collections.abc import Sequence

from bedside.areas.audit.actions import record, record_looks
from bedside.areas.people.viewer import Viewer
from bedside.areas.spaces.models import Space


def log_looks(*, by: Viewer, space: Space, persona_ids: Sequence[int]) -> None:
    """Say that `by` was shown who asks to join, with their words: each of them can see so."""
    if persona_ids:
        record_looks(
            "look.join_request",
            by=by.persona_id,
            role="steward",
            about=("space", space.id),
            subjects=persona_ids,
            purpose="moderation",
        )


def log_look_at_banned(*, by: Viewer, space: Space, shown: int) -> None:
    """Say that `by` was shown who is kept out. Without a subject: who is banned is not told so."""
    record(
        "look.banned",
        by=by.persona_id,
        role="steward",
        about=("space", space.id),
        purpose="moderation",
        shown=shown,
    )
