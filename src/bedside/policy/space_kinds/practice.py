"""A practice: its public page, written by its team. Private channels are another part of the house."""

from bedside.policy.space_kinds.model import Door, SpaceKind, Who

KIND = SpaceKind(
    key="practice",
    name="Practice",
    seen_by=Who.ANYONE,
    read_by=Who.ANYONE,
    written_by=Who.MEMBERS,
    members_seen_by=Who.ANYONE,
    doors=(Door(kinds=frozenset({"clinician", "organisation"}), role="member", asks=True),),
    audiences=("public",),
    consent=False,
    tags=False,
    who_reads="Anyone can read it, also without an account.",
)
