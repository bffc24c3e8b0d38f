"""What the rows of clinicians' rooms ask."""

from typing import Final

from bedside.policy.boundaries.guards.square import ties_are_told
from bedside.policy.boundaries.model import Answer, Facts, Guard

LEAST_RATINGS: Final = 20  # ratings of a drug before any figure is shown (spec clinicians.md section 3)


def reads_only(facts: Facts) -> Answer | None:
    """B46: a match in a register is not a person yet (V2)."""
    if facts.level == "V2":
        return None
    return Answer("This is open to clinicians whose number was found.", "Begin a check in Settings.")


def room_case(facts: Facts) -> Answer | None:
    """B47: as in the square, but a fresh case is a warning that was seen, not a bar."""
    if not facts.guard_clear:
        return Answer("Something in this could tell who it is about.", "Change what is marked. Your text is kept.")
    if not facts.source or (facts.source == "authorisation" and not facts.authorised):
        return Answer("Say what makes this right to show.", "Choose: nothing tells who it is, permission, or invented.")
    if facts.source == "de_identified" and not facts.checklist:
        return Answer("The list of 18 things is not done yet.", "Go through it, then publish. Your text is kept.")
    return None


def between_practices(_facts: Facts) -> Answer | None:
    """B50: the relation is checked there, with the patient's consent, and never in the room."""
    what = "This sounds like one patient that two of you know."
    return Answer(what, "Take it to a private line between your practices.", options=("practice_to_practice",))


def rated_enough(facts: Facts) -> Answer | None:
    """B52."""
    if facts.ratings and facts.ratings < LEAST_RATINGS:
        return Answer("Too few have rated this to show a figure.", "It shows once 20 have rated it.")
    return ties_are_told(facts)


def teaching_room(facts: Facts) -> Answer | None:
    """B53: a checked student, in a room that its steward opened to students."""
    if facts.level == "S" and facts.opened_to_students:
        return None
    return Answer("There is nothing here for you to see.", "Go back, or start from Home.")


def student_case(facts: Facts) -> Answer | None:
    """H44."""
    return teaching_room(facts) or room_case(facts)


GUARDS: dict[str, Guard] = {
    "B46": reads_only,
    "B47": room_case,
    "B50": between_practices,
    "B52": rated_enough,
    "B53": teaching_room,
    "H37": teaching_room,
    "H44": student_case,
}
