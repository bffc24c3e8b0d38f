"""Which value a label takes, and how far it may stand off."""

from __future__ import annotations

import pytest

from bedside.policy.guard import labels
from bedside.policy.guard.labels import read


def values(text: str, kind: str) -> list[str]:
    """Give the values that labels of one kind take."""
    return [text[found.start : found.end] for found in read(text).get(kind, [])]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("MRN 4829173", "4829173"),
        ("M.R.N.: 4829173", "4829173"),
        ("MRN is on file as 4829173", "4829173"),
        ("MRN ends in 4471", "4471"),
        ("hospital number RXH 204 881", "RXH 204 881"),
        ("MRN 482 917 33, she said", "482 917 33"),
        ("4829173 is her MRN", "4829173"),
        ("the one with 4829173 (MRN)", "4829173"),
        ("scan_MRN_4829173_chest", "4829173"),
        ("MRN4829173", "4829173"),
    ],
)
def test_a_value_is_taken_whole(text: str, value: str) -> None:
    assert values(text, "record_no") == [value]


@pytest.mark.parametrize(
    "text",
    [
        "MRN and then a few more words 4829173",
        "MRN for 4829173",
        "MRN 2024",
        "MRN 12/03/2024",
        "MRN 482 mg",
        "MRN 4829 patients",
        "MRN 12",
        "MRN v4.829",
        "MRN",
        "",
    ],
)
def test_years_days_measures_and_far_numbers_are_no_values(text: str) -> None:
    assert values(text, "record_no") == []


def test_the_nearest_label_takes_the_value() -> None:
    assert values("my MRN, no, member id 4829173", "record_no") == []
    assert values("my MRN, no, member id 4829173", "plan_no") == ["4829173"]


def test_no_label_begins_inside_another() -> None:
    assert values("driver's license number is 2270-66-1551", "phone") == []


def test_a_word_for_number_gives_way_to_the_label_before_it() -> None:
    assert values("face template id 88120-3", "other_id") == []


@pytest.mark.parametrize(("text", "found"), [("plate KTR 4821", True), ("plate 12 of 40", False), ("plate 3", False)])
def test_a_plate_has_letters_and_figures_and_no_small_words(text: str, found: bool) -> None:
    assert bool(values(text, "vehicle")) is found


def test_every_label_is_found_by_its_first_two_words() -> None:
    every = {label.words for seconds in labels._table().values() for them in seconds.values() for label in them}
    missed = [words for words in every if words not in {found[0].words for found in _found(" ".join(words))}]
    assert (len(every) > 500, missed) == (True, [])


def test_a_label_of_one_word_is_found_whatever_else_its_word_could_begin() -> None:
    alone = [first for first, seconds in labels._table().items() if "" in seconds and len(seconds) > 1]
    missed = [first for first in alone if (first,) not in {found[0].words for found in _found(f"{first} xq")}]
    assert (len(alone) > 10, missed) == (True, [])


def _found(words: str) -> list[tuple[labels.Label, int, int]]:
    return list(labels._labels(f"{words} 4471922"))
