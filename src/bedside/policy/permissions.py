"""Staff rights: one table that reads like English. What is not in it, nobody may.

A steward's rights hold in the one space of the stewardship. No right here opens members' private words by itself: staff
read what members of the same standing read (security.md, P074). "emergency" needs a second person each time:
`break_glass.py`.
"""

ADMINISTRATOR, MODERATOR, SAFETY_LEAD, STEWARD = "administrator", "moderator", "safety_lead", "steward"

RIGHTS: dict[str, frozenset[str]] = {
    "change the site": frozenset({ADMINISTRATOR}),
    "give staff roles": frozenset({ADMINISTRATOR}),
    "open a space": frozenset({ADMINISTRATOR}),
    "name stewards": frozenset({STEWARD, ADMINISTRATOR}),
    "hold an account": frozenset({ADMINISTRATOR}),
    "record a credential": frozenset({ADMINISTRATOR}),
    "suspend a credential": frozenset({ADMINISTRATOR, MODERATOR}),
    "tighten boundaries": frozenset({ADMINISTRATOR}),
    "keep the employers' list": frozenset({ADMINISTRATOR}),
    "review claims": frozenset({ADMINISTRATOR, MODERATOR}),
    "suspend an account": frozenset({ADMINISTRATOR, MODERATOR}),
    "remove a post from the square": frozenset({ADMINISTRATOR, MODERATOR}),
    "look at reports": frozenset({ADMINISTRATOR, MODERATOR}),
    "look after the directory": frozenset({ADMINISTRATOR, MODERATOR}),
    "keep the help lines": frozenset({ADMINISTRATOR, MODERATOR, SAFETY_LEAD}),
    "curate words": frozenset({ADMINISTRATOR, MODERATOR}),
    "release figures": frozenset({ADMINISTRATOR}),
    "see the staff pages": frozenset({ADMINISTRATOR, MODERATOR, SAFETY_LEAD}),
    "emergency": frozenset({ADMINISTRATOR, SAFETY_LEAD}),
    "delay telling a member": frozenset({SAFETY_LEAD}),
    "review an emergency": frozenset({ADMINISTRATOR}),
    # Who is on the rota looks by being on duty; these stand in for it when nobody is, or when a clock ran out.
    "stand in on duty": frozenset({ADMINISTRATOR, SAFETY_LEAD}),
    "be on the rota": frozenset({ADMINISTRATOR, MODERATOR, SAFETY_LEAD}),
    "plan the rota": frozenset({ADMINISTRATOR, SAFETY_LEAD}),
    "break the glass": frozenset({MODERATOR, SAFETY_LEAD}),
    "review an escalation": frozenset({SAFETY_LEAD}),
    "let people in": frozenset({STEWARD}),
    "invite": frozenset({STEWARD}),
    "ban from the space": frozenset({STEWARD}),
    "open the room to students": frozenset({STEWARD}),
    "look at reports in the space": frozenset({STEWARD}),
    "set the pace": frozenset({STEWARD}),
    "pin a post": frozenset({STEWARD}),
    "remove a post from the space": frozenset({STEWARD}),
    "change the space": frozenset({STEWARD, ADMINISTRATOR}),
}


def may(right: str, *, roles: frozenset[str]) -> bool:
    """Say whether somebody with `roles` has `right`. An unknown right is a mistake in the code: KeyError."""
    return bool(RIGHTS[right] & roles)
