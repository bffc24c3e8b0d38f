"""A room for verified clinicians. For everybody else it does not exist (spec clinicians.md section 3).

A room that its steward opened to students is a teaching room: checked students (level S) come in too (B53).
"""

from dataclasses import replace

from bedside.policy.personas import READS_ROOMS, WRITES_IN_ROOMS
from bedside.policy.space_kinds.model import Door, SpaceKind, Who

KIND = SpaceKind(
    key="room",
    name="Clinicians' room",
    seen_by=Who.ELIGIBLE,
    read_by=Who.MEMBERS,
    written_by=Who.MEMBERS,
    members_seen_by=Who.MEMBERS,
    doors=(Door(kinds=frozenset({"clinician"}), levels=READS_ROOMS, role="member"),),
    audiences=("space",),
    consent=False,
    tags=False,
    who_reads="Only verified clinicians in this room can read it.",
    reads_with=READS_ROOMS,
    writes_with=WRITES_IN_ROOMS,
)

TEACHING = replace(
    KIND,
    name="Teaching room",
    doors=(*KIND.doors, Door(kinds=frozenset({"student"}), levels=frozenset({"S"}), role="member")),
    who_reads="Only verified clinicians and checked students in this room can read it.",
    reads_with=READS_ROOMS | {"S"},
    writes_with=WRITES_IN_ROOMS | {"S"},
)
