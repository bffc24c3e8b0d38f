"""What the guard says, and the text with its safer words."""

from __future__ import annotations

import re
from datetime import date

import pytest

from bedside.policy.guard import Facts, inspect, safer_text
from bedside.policy.guard.inspection import READERS
from bedside.policy.guard.messages import MESSAGES, urgency

FACTS = Facts(posted_on=date(2026, 1, 5), in_reply_to="patient")
TEXTS = [
    "Saw a 93yo beekeeper from Alder Creek, MRN 00482917.",
    "Write to dana.w@example.org or ring (555) 014-7719.",
    "He was admitted on 03/14/2024 and born in 1931.",
    "Her SSN is 321-54-9876, NHS number 943 476 5919.",
    "his album https://pics.example.org/u/rob-79",
    "You were our patient. Your chart says so.",
    "Glad your stitches held. If you were my patient I would wait.",
    "We hold no record of you here, @bluebird7.",
    "She turned 100 on March 9th.",
]


@pytest.mark.parametrize("rule", sorted({rule for reader in READERS for rule in reader.RULES}))
def test_every_rule_has_its_words(rule: str) -> None:
    assert rule in MESSAGES


def test_the_table_holds_no_words_without_a_rule() -> None:
    assert set(MESSAGES) - set(urgency.MESSAGES) == {rule for reader in READERS for rule in reader.RULES} | {
        "guard.failed"
    }


@pytest.mark.parametrize("text", TEXTS)
def test_messages_never_hold_the_found_words(text: str) -> None:
    for finding in inspect(text, FACTS).findings:
        said = f"{finding.why} {finding.safer or ''}".casefold()
        assert text[finding.start : finding.end].casefold() not in said


@pytest.mark.parametrize("rule", sorted(MESSAGES))
def test_a_reason_is_short_and_in_plain_words(rule: str) -> None:
    assert _grade(MESSAGES[rule].why) <= 7


@pytest.mark.parametrize("rule", sorted(MESSAGES))
def test_no_message_blames_or_begs(rule: str) -> None:
    message = MESSAGES[rule]
    assert not re.search(
        r"please|oops|!|violat|illegal|wrong|must not|you should", f"{message.why} {message.safer}", re.I
    )


@pytest.mark.parametrize("rule", [rule for rule in sorted(MESSAGES) if rule.startswith("rel.")])
def test_no_relation_message_says_whether_there_is_one(rule: str) -> None:
    message = MESSAGES[rule]
    assert not re.search(
        r"\b(?:is|was|were|are) (?:not )?(?:your|a|our) patient", f"{message.why} {message.safer}", re.I
    )


@pytest.mark.parametrize(
    ("text", "safer"),
    [
        ("Saw a 93yo beekeeper.", "Saw someone over 89, beekeeper."),
        ("95-year-old farmer, no pills", "Someone over 89, farmer, no pills"),
        ("Saw a 93F with a cough.", "Saw someone over 89 with a cough."),
        ("My pt: MRN 00482917.", "My pt: MRN."),
        ("K+ 6.8. MRN: 00482917 if anyone can look at him", "K+ 6.8. MRN if anyone can look at him"),
        ("Look (MRN 00482917) at him", "Look (MRN) at him"),
        ("He was admitted on 03/14/2024.", "He was admitted in 2024."),
        ("She had surgery on March 9th.", "She had surgery on a day in spring."),
        ("Ring him on (555) 014-7719, he said.", "Ring him on (number left out), he said."),
        ("She turned 100 today.", "She turned 90 or older today."),
        ("dana.w@example.org is hers", "(address left out) is hers"),
        ("Nothing to see here.", "Nothing to see here."),
        ("", ""),
    ],
)
def test_safer_words_are_put_in_and_the_rest_is_left_alone(text: str, safer: str) -> None:
    assert safer_text(text, inspect(text, Facts(posted_on=date(2026, 1, 5)))) == safer


def test_a_sentence_with_a_relation_phrase_is_replaced_whole() -> None:
    text = "Hello. You were our patient, remember. Salt matters."
    assert safer_text(text, inspect(text)) == (
        "Hello. This is not the place to talk about any one person. Your own clinic can help with questions."
        " Salt matters."
    )


def test_neighbouring_relation_sentences_become_one() -> None:
    text = "You were our patient. Your chart says so. We have your results."
    assert safer_text(text, inspect(text)).count("This is not the place") == 1


def test_information_needs_no_other_words() -> None:
    text = "He was admitted on 03/14/2024."
    assert safer_text(text, inspect(text, Facts(audience="practice"))) == text


@pytest.mark.parametrize("role", ["clinician", "student", "practice", "organisation"])
@pytest.mark.parametrize("text", TEXTS)
def test_the_safer_text_needs_no_second_round(text: str, role: str) -> None:
    facts = Facts(role=role, posted_on=FACTS.posted_on, in_reply_to="patient")  # type: ignore[arg-type]  # a role
    assert inspect(safer_text(text, inspect(text, facts)), facts).verdict == "pass"


def _grade(text: str) -> float:
    """Give the Flesch-Kincaid grade (Kincaid et al. 1975), syllables counted as groups of vowels."""
    sentences = max(1, len(re.findall(r"[.!?]", text)))
    words = re.findall(r"[A-Za-z']+", text)
    syllables = sum(max(1, len(re.findall(r"[aeiouy]+", re.sub(r"e\b", "", word.lower())))) for word in words)
    return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59
