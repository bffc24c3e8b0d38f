"""What the rows of communities ask: of members, carers, guests, organisations, researchers and teens."""

from typing import Final

from bedside.policy.boundaries.guards.square import case_may_show, they_agreed, three_ways
from bedside.policy.boundaries.model import Answer, Facts, Guard
from bedside.policy.disclosure import FLOOR
from bedside.policy.personas import CARRIES_TITLE

TEEN_FROM, ADULT_FROM = 13, 18  # years (16 CFR 312; boundaries.csv B42, B43)
_INVITED: Final = "Guests come when the community invites them."


def said_yes(facts: Facts) -> Answer | None:
    """B31: joining tells something about one's health, so it takes a clear yes (GDPR Art. 9)."""
    if facts.consented:
        return None
    what = "Joining needs your clear yes."
    return Answer(what, "Read what others will know about you. Tick the box if you agree.")


def carer_said_yes(facts: Facts) -> Answer | None:
    """B32."""
    if facts.names_cared_for:
        return Answer("This names or shows the person you care for.", "Take the name or picture out.")
    return said_yes(facts)


def has_scope(facts: Facts) -> Answer | None:
    """B33: what was granted, and not a day longer."""
    if facts.scope and facts.scope in facts.scopes and facts.ends:
        return None
    return Answer("You can't do this for somebody else yet.", "Ask them to allow it. They choose what and until when.")


def invited_guest(facts: Facts) -> Answer | None:
    """B34: a verified clinician whom the community or its stewards let in."""
    if facts.level not in CARRIES_TITLE:
        return Answer("Guests are clinicians who were verified.", "Get verified in Settings. Then ask again.")
    if not facts.invited:
        return Answer(_INVITED, "Ask the stewards, or use the link they gave you.")
    return None


def warned_guest(facts: Facts) -> Answer | None:
    """B36: every guest alike, whether somebody they know is there or not."""
    if facts.saw_notice:
        return None
    what = "People you know may be here. That is no reason to act."
    return Answer(what, "Tick the box to say that you have read this.")


def dated_invitation(facts: Facts) -> Answer | None:
    """B40: the community's own invitation with a last day, marked, and to read only."""
    if not (facts.invited and facts.ends):
        return Answer("Organisations come when the community invites them.", "Ask its stewards for a link.")
    if not (facts.labelled and facts.read_only):
        return Answer("An organisation is marked, and it reads only.", "Go back, and come in by the link again.")
    return None


def each_member_says_yes(facts: Facts) -> Answer | None:
    """B41."""
    if not (facts.purpose and facts.ethics):
        return Answer("A study needs a purpose and its approval.", "Fill in both, then ask.")
    if not facts.opted_in:
        return Answer("Members say yes each time.", "Wait for those who want to take part.")
    return too_small(facts)


def too_small(facts: Facts) -> Answer | None:
    """No group below the floor is shown (`policy.disclosure`)."""
    if facts.people_in_cell >= FLOOR:
        return None
    return Answer("This group is too small to show.", "Ask about a larger one.")


def teen_place(facts: Facts) -> Answer | None:
    """B43: 13 to 17, in a space that is for them, with a clear yes."""
    if facts.age is None or not TEEN_FROM <= facts.age < ADULT_FROM:
        return Answer("This is for people of 13 to 17.", "Check the year of birth in Settings.")
    if not facts.for_teens:
        return Answer("This community is for adults.", "Look for one that is for teens.")
    return said_yes(facts)


GUARDS: dict[str, Guard] = {
    "B31": said_yes,
    "B32": carer_said_yes,
    "B33": has_scope,
    "B34": invited_guest,
    "B36": warned_guest,
    "B40": dated_invitation,
    "B41": each_member_says_yes,
    "B43": teen_place,
    "H45": they_agreed,
    "H46": three_ways,
    "H48": case_may_show,
}
