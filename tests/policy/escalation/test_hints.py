"""What a text suggests: who is shown a card, and when people look."""

import pytest

from bedside.policy.escalation import Hint, Klass, hint_of
from bedside.policy.escalation.words import FIRST, FOR_MINORS, check_in, first_message
from bedside.policy.guard import Hint as Sign
from bedside.policy.guard import Urgency


def urgency(cls: str, *rules: str, about: str = "self") -> Urgency:
    return Urgency(cls, tuple(Sign(cls, 0, 1, rule, "why", about) for rule in rules), "none")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("reading", "kind", "wanted"),
    [
        (Urgency(), "patient", None),
        (urgency("emergency", "chest.pain"), "patient", Hint(Klass.EMERGENCY, "chest.pain", False)),
        (urgency("emergency", "chest.pain", "breath.bad"), "patient", Hint(Klass.EMERGENCY, "chest.pain", True)),
        (urgency("emergency", "chest.pain", "chest.pain"), "patient", Hint(Klass.EMERGENCY, "chest.pain", False)),
        (urgency("emergency", "chest.pain", "signs.likely"), "carer", Hint(Klass.EMERGENCY, "chest.pain", False)),
        (urgency("emergency", "stroke", "seizure", about="other"), "carer", Hint(Klass.EMERGENCY, "stroke", False)),
        (urgency("selfharm", "sh.plan", "sh.means"), "personal", Hint(Klass.SELF_HARM, "sh.plan", True)),
        (urgency("sensitive", "private.abuse", "other"), "patient", Hint(Klass.SENSITIVE, "private.abuse", False)),
        (urgency("emergency", "stroke", "seizure"), "clinician", None),
        (urgency("selfharm", "sh.wish"), "clinician", Hint(Klass.SELF_HARM, "sh.wish", False)),
        (urgency("selfharm", "sh.other", about="other"), "clinician", None),
    ],
)  # fmt: skip
def test_a_reading_becomes_a_class_and_is_sure_only_by_two_rules(
    reading: Urgency, kind: str, wanted: Hint | None
) -> None:
    assert hint_of(reading, kind=kind) == wanted


@pytest.mark.parametrize("klass", FIRST)
def test_the_first_message_names_the_number_and_says_who_reads(klass: Klass) -> None:
    words = first_message(klass, number="999")
    assert "999" in words
    assert "obody else can read" in words
    assert FOR_MINORS not in words
    assert FOR_MINORS in first_message(klass, number="999", minor=True)


@pytest.mark.parametrize("which", ["DAY", "WEEK"])
def test_a_check_in_names_the_number(which: str) -> None:
    assert "112" in check_in(which, number="112")
