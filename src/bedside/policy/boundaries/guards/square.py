"""What the rows of the public square ask, for members, clinicians, students and practices."""

from typing import Final

from bedside.policy.boundaries.model import Answer, Facts, Guard

RECENT: Final = 30  # days: what happened later than that is told only with a permission (B11, B21; GMC-NOPT, MS-ROUNDS)
IN_GENERAL, DOOR, EMERGENCY, GET_HELP = "ask_in_general", "practice_door", "emergency_card", "how_to_get_help"
GENERAL_WORDS: Final = "general_information"


def becomes_a_follow(_facts: Facts) -> Answer | None:
    """B02: the kind neutral text is the same for everybody, patient of this clinician or not."""
    what = "Clinicians here keep one professional page. You now follow it."
    return Answer(what, "If you need care, open the door of a practice.", became="follow")


def becomes_a_plain_follow(_facts: Facts) -> Answer | None:
    """H09: students, researchers and organisations keep one page too."""
    return Answer("They keep one page here. You now follow it.", "You can read what they write.", became="follow")


def other_ways(facts: Facts) -> Answer | None:
    """B04: nothing is sent; the practice's door is offered where there is one, the emergency card always."""
    what = "Direct messages don't reach clinicians here, so that none is lost."
    door = (DOOR,) if facts.door_open else ()
    return Answer(what, "Choose one of these ways.", options=(IN_GENERAL, *door, EMERGENCY))


def knows_it_stays(facts: Facts) -> Answer | None:
    """B05: asked once; afterwards it is always her own choice."""
    if facts.saw_notice:
        return None
    return Answer("What you post can be read and kept by others.", "Choose who may read it, then publish.")


def they_agreed(facts: Facts) -> Answer | None:
    """B06: somebody else's health needs that person's yes; a child's name or picture is not published at all."""
    if facts.guard_clear:
        return None
    if facts.about_minor:
        return Answer("A child's name or picture can't be published.", "Take it out. Your text is kept.")
    if facts.agreed:
        return None
    return Answer("This tells about somebody else's health.", "Ask if they agree, or take them out. Your text is kept.")


def speaks_to_all(facts: Facts) -> Answer | None:
    """B08: general, not personal."""
    if facts.tells_relation or facts.speaks_to_one:
        return Answer("This speaks to one person's case.", "Write it in general words, for all who read it.")
    return None


def three_ways(facts: Facts) -> Answer | None:
    """B09: what is written for all goes out as it is; advice for one is offered in three other forms."""
    if not (facts.speaks_to_one or facts.tells_relation):
        return None
    what = "This gives advice to one person in public."
    return Answer(what, "Choose one of these ways. Your text is kept.", options=(GENERAL_WORDS, GET_HELP, DOOR))


def case_may_show(facts: Facts) -> Answer | None:
    """B11: nothing that tells who it is, the list gone through, its source named, and not fresh."""
    if not facts.guard_clear:
        return Answer("Something in this could tell who it is about.", "Change what is marked. Your text is kept.")
    if not facts.source:
        return Answer("Say what makes this right to show.", "Choose: nothing tells who it is, permission, or invented.")
    return _case_is_backed(facts)


def _case_is_backed(facts: Facts) -> Answer | None:
    if facts.source == "authorisation" and not facts.authorised:
        return Answer("There is no live permission for this.", "Ask the patient to sign one first. Your text is kept.")
    if facts.source == "de_identified" and not facts.checklist:
        return Answer("The list of 18 things is not done yet.", "Go through it, then publish. Your text is kept.")
    if facts.source == "de_identified" and (facts.days_since is None or facts.days_since < RECENT):
        return Answer("This may be too fresh: people know who was there.", "Wait until 30 days have passed.")
    return None


def picture_may_show(facts: Facts) -> Answer | None:
    """B12: a live permission, and pictures that were cleaned and confirmed one by one."""
    if not facts.authorised:
        return Answer("There is no live permission for this picture.", "Ask the patient to sign one first.")
    if not facts.images_clean:
        return Answer("A face or hidden data may still be in it.", "Look at each picture, then publish.")
    return None


def not_my_patient(facts: Facts) -> Answer | None:
    """B13: the clinician's own answer counts and is forgotten; nothing that is stored is looked at."""
    if facts.own_patient == "no":
        return None
    if facts.own_patient == "yes":
        return Answer("Then it is better not to follow.", "Your answer is not kept. They can reach your practice.")
    return Answer("First a question that only you see.", "Say if this person is a patient of yours.")


def has_a_reason(facts: Facts) -> Answer | None:
    """B15: every clinician alike is asked; the reason goes to the clinician's own log."""
    if facts.reason.strip():
        return None
    what = "Is there a reason of care or safety to look?"
    return Answer(what, "Write it down. It stays in your own log.")


def told_in_private_first(facts: Facts) -> Answer | None:
    """B16."""
    if facts.saw_notice:
        return None
    return Answer("This speaks of a colleague by name.", "Tell them in private first. Then you can publish it.")


def ties_are_told(facts: Facts) -> Answer | None:
    """B17, B52."""
    if facts.interest_told:
        return None
    return Answer("Say if you have ties to it.", "Fill in the field about money and other ties. None is an answer too.")


def has_waited(facts: Facts) -> Answer | None:
    """B21: 30 days, and the guard's yes."""
    if facts.days_waited < RECENT:
        return Answer("What you saw on a placement waits 30 days.", "You can change it or take it back until then.")
    if not facts.guard_clear:
        return Answer("Something in this could tell who it is about.", "Change what is marked. Your text is kept.")
    return None


def is_a_student(facts: Facts) -> Answer | None:
    """B22: the badge comes from a check, and it opens no way to give advice."""
    if facts.level == "S":
        return None
    return Answer("The student badge comes from a check.", "Get verified as a student in Settings.")


def tells_no_care(facts: Facts) -> Answer | None:
    """B23: one of our texts, or other words that a second person and the guard have passed."""
    if facts.from_template or (facts.approved and facts.guard_clear):
        return None
    what = "An answer must not tell if somebody is a patient."
    return Answer(
        what, "Use one of our texts, or send yours to a second person.", options=("template", "second_person")
    )


def story_may_show(facts: Facts) -> Answer | None:
    """B24."""
    if facts.authorised and facts.labelled:
        return None
    if facts.authorised:
        return Answer("It has to say that it is shared with permission.", "Add the words, then publish.")
    return Answer("There is no live permission for this story.", "Ask the patient to sign one first.")


def second_person(facts: Facts) -> Answer | None:
    """B25."""
    return None if facts.approved else Answer("A second person has to say yes first.", "Send it to them. It is kept.")


def marked_as_paid(facts: Facts) -> Answer | None:
    """B26."""
    if facts.targets_health:
        return Answer("Readers can't be picked by their health.", "Write it for all who follow you.")
    return (
        None if facts.labelled else Answer("This has to be marked as paid or industry.", "Add the mark, then publish.")
    )


def study_is_named(facts: Facts) -> Answer | None:
    """B28."""
    if facts.ethics and facts.contact and facts.ends:
        return None
    return Answer("A study needs its approval, a contact and a last day.", "Fill in all three, then publish.")


GUARDS: dict[str, Guard] = {
    "B02": becomes_a_follow,
    "B04": other_ways,
    "B05": knows_it_stays,
    "B06": they_agreed,
    "B08": speaks_to_all,
    "B09": three_ways,
    "B11": case_may_show,
    "B12": picture_may_show,
    "B13": not_my_patient,
    "B15": has_a_reason,
    "B16": told_in_private_first,
    "B17": ties_are_told,
    "B21": has_waited,
    "B22": is_a_student,
    "B23": tells_no_care,
    "B24": story_may_show,
    "B25": second_person,
    "B26": marked_as_paid,
    "B28": study_is_named,
    "H05": not_my_patient,
    "H09": becomes_a_plain_follow,
    "H13": other_ways,
    "H25": has_a_reason,
    "H26": three_ways,
    "H28": speaks_to_all,
}
