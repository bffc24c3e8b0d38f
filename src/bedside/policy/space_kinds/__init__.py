"""What each kind of space allows: one kind a file, data and no branches."""

from bedside.policy.space_kinds import community, practice, room, square
from bedside.policy.space_kinds.model import Door, SpaceKind, Who

KINDS: dict[str, SpaceKind] = {kind.key: kind for kind in (square.KIND, community.KIND, room.KIND, practice.KIND)}

__all__ = ["KINDS", "Door", "SpaceKind", "Who"]
