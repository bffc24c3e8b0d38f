"""Every requirement of ASVS that is meant has a test or a reason, and the page about them says the same."""

from collections import Counter

import pytest

from tests.security.asvs.listing import (
    COUNTS,
    DOCUMENT,
    MAY_BEAR_TESTS,
    Evidence,
    Misplaced,
    evidence,
    in_file,
    requirements,
    wanted,
)
from tests.security.asvs.write import document

MARKED = frozenset(one.id for one in evidence())


def test_the_numbers_are_as_many_as_the_specification_counts():
    first = Counter(int(number.split(".")[0]) for number, level in wanted().items() if level == 1)
    second = Counter(int(number.split(".")[0]) for number, level in wanted().items() if level <= 2)
    assert {chapter: (first[chapter], second[chapter]) for chapter in COUNTS} == COUNTS
    assert (sum(first.values()), sum(second.values())) == (70, 253)


def test_no_number_is_missing_or_made_up_and_each_has_its_level():
    assert {one.id: one.level for one in requirements().values()} == wanted()


def test_each_says_what_it_asks():
    assert [one.id for one in requirements().values() if len(one.asks) < 15] == []


def test_a_state_has_its_reason():
    assert [one.id for one in requirements().values() if one.state and len(one.why.strip()) < 10] == []


def test_what_is_the_operators_is_said_in_docs_operators():
    lines = [one for one in requirements().values() if one.state == "operator"]
    assert [one.id for one in lines if "docs/operators" not in one.why] == []


def test_what_has_no_state_has_a_test():
    assert [one.id for one in requirements().values() if not one.state and one.id not in MARKED] == []


def test_what_is_met_in_part_has_a_test_for_that_part():
    assert [one.id for one in requirements().values() if one.state == "partly" and one.id not in MARKED] == []


def test_nothing_is_both_tested_and_not_there():
    others = [one.id for one in requirements().values() if one.state and one.state not in MAY_BEAR_TESTS]
    assert sorted(MARKED & set(others)) == []


def test_no_marker_names_a_number_that_is_not_meant():
    assert sorted(MARKED - set(wanted())) == []


def test_no_evidence_is_skipped():
    assert [one.test for one in evidence() if one.skipped] == []


def test_no_level_1_requirement_is_open():
    assert [one.id for one in requirements().values() if one.level == 1 and one.state == "open"] == []


def test_the_page_is_what_the_tests_say():
    assert DOCUMENT.read_text() == document(), "run `make docs`"


MODULE = """
import pytest
pytestmark = [pytest.mark.django_db, pytest.mark.asvs("1.1.1")]
@pytest.mark.asvs("2.2.1", "2.2.2")
@pytest.mark.nightly
def test_one(): pass
@pytest.mark.asvs("3.3.1")
class TestMore:
    @pytest.mark.asvs("3.3.2")
    @pytest.mark.skipif(True, reason="")
    def test_two(self): pass
@pytest.mark.asvs("4.1.1")
def test_three(): pytest.skip()
"""


def test_a_marker_is_read_wherever_it_may_stand():
    assert in_file("t.py", MODULE) == [
        Evidence("1.1.1", "t.py"),
        Evidence("2.2.1", "t.py::test_one", nightly=True),
        Evidence("2.2.2", "t.py::test_one", nightly=True),
        Evidence("3.3.1", "t.py::TestMore"),
        Evidence("3.3.2", "t.py::TestMore::test_two", skipped=True),
        Evidence("4.1.1", "t.py::test_three", skipped=True),
    ]


@pytest.mark.parametrize(
    "text",
    [
        'import pytest\n@pytest.mark.asvs("1.1.1")\ndef helper(): pass',
        'import pytest\nCASES = [pytest.param(1, marks=pytest.mark.asvs("1.1.1"))]',
        "import pytest\n@pytest.mark.asvs(NUMBER)\ndef test_one(): pass",
        "import pytest\n@pytest.mark.asvs()\ndef test_one(): pass",
    ],
)
def test_a_marker_elsewhere_is_told_and_not_passed_over(text: str) -> None:
    with pytest.raises(Misplaced):
        in_file("t.py", text)
