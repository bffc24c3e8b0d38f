"""What the rows of a practice ask. Here alone a relation is known: the table itself says for which the row holds."""

from bedside.policy.boundaries.model import Answer, Facts, Guard


def code_or_forms(facts: Facts) -> Answer | None:
    """B55: a code of the practice, or administrative matters only."""
    return None if facts.code_ok else only_forms(facts)


def only_forms(facts: Facts) -> Answer | None:
    """H42, H43: before a code, and after somebody left the practice."""
    if facts.administrative:
        return None
    what = "Without a code you can ask about forms, bills and dates."
    return Answer(what, "Get a code from the practice, by phone or on paper.")


def in_an_open_line(facts: Facts) -> Answer | None:
    """B57: the patient opened it, and a notice outside says nothing of the matter."""
    if not facts.channel_open:
        return Answer("This patient has no open line to you.", "Use the phone, or give them a code.")
    if not facts.content_free:
        return Answer("The notice outside must not say what it is about.", "Send it without the words.")
    return None


def has_a_part_in_it(facts: Facts) -> Answer | None:
    """B59: a role on the team, at work; what is marked as sensitive needs a reason."""
    if not (facts.role and facts.at_work):
        return Answer("There is nothing here for you to see.", "Ask the owner of the practice for a role.")
    if facts.sensitive and not facts.reason.strip():
        return Answer("This line is marked as more private.", "Write down why you open it.")
    return None


def carer_may_know(facts: Facts) -> Answer | None:
    """B60: the scope to message; without it the practice only listens."""
    if "message" in facts.scopes and facts.ends:
        return None
    what = "The practice can read what you write, but can't tell you anything."
    return Answer(what, "Ask the patient to allow it.", options=("listen_only",))


def risk_was_told(facts: Facts) -> Answer | None:
    """B61: warned, and a dated yes (78 FR 5634); else a link and nothing more."""
    if facts.risk_accepted:
        return None
    what = "There is no dated yes to plain messages."
    return Answer(what, "A link is sent instead, without details.", options=("link_only",))


def hidden_not_gone(_facts: Facts) -> Answer | None:
    """B64."""
    what = "It is hidden for you. The practice keeps its copy."
    return Answer(what, "The law asks it to, for some years. You can take a copy first.", became="hidden")


def team_lets_in(facts: Facts) -> Answer | None:
    """H38."""
    if facts.invited:
        return None
    return Answer("The practice's team says yes first.", "Ask them, or use the link they gave you.")


def patient_signed(facts: Facts) -> Answer | None:
    """H49: by who works in a practice that she named, as long as what she signed holds."""
    if facts.role and facts.at_work and facts.consented and facts.ends:
        return None
    return Answer("There is nothing here for you to see.", "Ask your patient to sign for it.")


GUARDS: dict[str, Guard] = {
    "B55": code_or_forms,
    "B57": in_an_open_line,
    "B59": has_a_part_in_it,
    "B60": carer_may_know,
    "B61": risk_was_told,
    "B64": hidden_not_gone,
    "H38": team_lets_in,
    "H42": only_forms,
    "H43": only_forms,
    "H49": patient_signed,
}
