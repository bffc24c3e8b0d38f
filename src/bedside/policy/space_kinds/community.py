"""A community around a condition: patients and carers, with verified clinicians as guests.

Rows B31, B32, B34, B37 and B40 of boundaries.csv: joining is an explicit choice; a guest is let in by a steward or
invited; an organisation comes by a dated invitation alone, and reads.
"""

from bedside.policy.personas import CARRIES_TITLE
from bedside.policy.space_kinds.model import Door, SpaceKind, Who

KIND = SpaceKind(
    key="community",
    name="Community",
    seen_by=Who.ANYONE,
    read_by=Who.MEMBERS,
    written_by=Who.MEMBERS,
    members_seen_by=Who.MEMBERS,
    doors=(
        Door(kinds=frozenset({"patient", "carer", "personal"}), role="member"),
        Door(kinds=frozenset({"clinician"}), levels=CARRIES_TITLE, role="guest", asks=True),
        Door(kinds=frozenset({"organisation"}), role="guest", asks=True, invited_only=True, reads_only=True),
    ),
    audiences=("space",),
    consent=True,
    tags=False,
    who_reads="Only members of this community can read it.",
)
