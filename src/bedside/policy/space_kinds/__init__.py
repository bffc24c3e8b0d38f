"""What each kind of space allows: one kind a file, data and no branches."""

from bedside.policy.space_kinds import community, practice, room, square
from bedside.policy.space_kinds.model import Door, SpaceKind, Who

KINDS: dict[str, SpaceKind] = {kind.key: kind for kind in (square.KIND, community.KIND, room.KIND, practice.KIND)}
OPENED_TO_STUDENTS: dict[str, SpaceKind] = {room.KIND.key: room.TEACHING}


def rules_of(key: str, *, students: bool) -> SpaceKind:
    """Return what a space of this kind allows; `students`: its steward opened it to them, where its kind can be."""
    return OPENED_TO_STUDENTS.get(key, KINDS[key]) if students else KINDS[key]


__all__ = ["KINDS", "OPENED_TO_STUDENTS", "Door", "SpaceKind", "Who", "rules_of"]
