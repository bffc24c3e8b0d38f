"""What learning and research ask."""

from bedside.policy.boundaries.guards.community import too_small
from bedside.policy.boundaries.model import Answer, Facts, Guard


def learner_agreed(facts: Facts) -> Answer | None:
    """B69: the learner's own yes, or an enrolment by the school of both."""
    if facts.consented or facts.enrolled:
        return None
    return Answer("Results are private.", "Ask the learner to share them with you.")


def counts_only(facts: Facts) -> Answer | None:
    """B70: 11 people or more, and members can see what was asked."""
    if not facts.logged:
        return Answer("A question is written down for members first.", "Send it again by the form for counts.")
    return too_small(facts)


GUARDS: dict[str, Guard] = {"B69": learner_agreed, "B70": counts_only}
