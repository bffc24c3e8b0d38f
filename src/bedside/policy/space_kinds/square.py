"""The public square: anyone reads, every confirmed persona writes."""

from bedside.policy.space_kinds.model import SpaceKind, Who

KIND = SpaceKind(
    key="square",
    name="Public square",
    seen_by=Who.ANYONE,
    read_by=Who.ANYONE,
    written_by=Who.SIGNED_IN,
    members_seen_by=Who.NOBODY,
    doors=(),
    audiences=("public", "followers", "mentioned"),
    consent=False,
    tags=True,
    who_reads="Anyone can read it, also without an account.",
    federates=True,
)
