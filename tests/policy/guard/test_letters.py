"""Each letter of Safe Harbor that text can hold: a find, a near miss, and the letter as the regulation prints it."""

from __future__ import annotations

import re

import pytest

from bedside.policy.guard import Facts, inspect
from bedside.policy.guard.detectors import DETECTORS
from bedside.policy.guard.model import KINDS
from bedside.policy.guard.tables import text_of

# letter: (kind, a text that tells it, a text that only looks like it). A name is the tagger's, a face the painter's.
SHOWN = {
    "B": ("place", "she lives at 418 Larkspur Lane", "she walks 418 steps a day"),
    "C": ("date", "she was admitted on March 9th", "she has 3/9 pain"),
    "D": ("phone", "ring her on (555) 014-7719", "her dose is 555 mg, not 014"),
    "E": ("fax", "fax it to (555) 013-6604, she said", "she sent 555 faxes in 2024"),
    "F": ("email", "write to dana.w@example.org", "at 5 @ 2 mg"),
    "G": ("ssn", "her number, 321-54-9876", "a score of 3-2-4"),
    "H": ("record_no", "MRN 00482917", "MRN audit 2024"),
    "I": ("plan_no", "member id XQZ88420917", "member since 2019"),
    "J": ("account_no", "claim CLM-7730152", "I claim 5000 dollars"),
    "K": ("licence_no", "driver's licence D418-7720-9935", "a licence since 2004"),
    "L": ("vehicle", "plate KTR 4821", "plate 3 agar"),
    "M": ("device", "SN PJ40871133", "Medtronic 670G"),
    "N": ("url", "https://photos.example.net/u/rob-79", "https://www.nejm.org/doi/full/10.1056/NEJMoa2034577"),
    "O": ("ip", "the log shows 203.0.113.48", "client 4.12.0.3 drops"),
    "P": ("biometric", "fingerprint id FP-88213", "we took her fingerprints"),
    "R": ("other_id", "badge 4471", "a badge of honour"),
}
NOT_OF_A_PATTERN = {"A", "Q"}
LETTERS = dict(re.findall(r'^ {2}([A-R]): "(.*)"$', text_of("safe_harbor.yaml"), re.MULTILINE))


def test_the_regulation_has_eighteen_letters() -> None:
    assert "".join(LETTERS) == "ABCDEFGHIJKLMNOPQR"


def test_every_letter_that_a_pattern_can_find_is_shown() -> None:
    assert set(SHOWN) | NOT_OF_A_PATTERN == set(LETTERS)


@pytest.mark.parametrize("letter", sorted(SHOWN))
def test_a_find_bears_its_letter(letter: str) -> None:
    kind, text, _ = SHOWN[letter]
    assert letter in LETTERS
    assert (kind, letter) in {(finding.kind, finding.letter) for finding in inspect(text, Facts()).findings}


@pytest.mark.parametrize("letter", sorted(SHOWN))
def test_what_only_looks_like_it_is_silent(letter: str) -> None:
    kind, _, text = SHOWN[letter]
    assert kind not in {finding.kind for finding in inspect(text, Facts()).findings}


def test_every_kind_that_bears_a_letter_bears_one_of_the_regulation() -> None:
    assert {facts.letter for facts in KINDS.values() if facts.letter} == set(LETTERS)


def test_no_two_detectors_share_a_rule() -> None:
    rules = [rule for detector in DETECTORS for rule in detector.RULES]
    assert len(rules) == len(set(rules))
