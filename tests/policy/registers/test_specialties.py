"""Our plain words for fields of work."""

import pytest

from bedside.policy.registers import specialties


def test_there_are_some_eighty_and_each_has_a_profession() -> None:
    found = specialties.by_name()
    assert 75 <= len(found) <= 95
    assert all(one.profession and one.name == one.name.strip() for one in found.values())


@pytest.mark.parametrize(
    ("text", "profession"),
    [("Neurology", "Physician"), (" mental-health  counsellor ", "Counsellor"), ("student in training", "Student")],
)
def test_a_name_is_found_whatever_its_capitals_and_blanks(text: str, profession: str) -> None:
    found = specialties.named(text)
    assert found is not None
    assert found.profession == profession


def test_what_is_not_on_the_list_is_nothing() -> None:
    assert specialties.named("wizardry") is None
