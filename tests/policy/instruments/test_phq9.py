"""PHQ-9: the vectors of records.md section 3."""

import pytest

from bedside.policy.instruments.model import BadAnswer
from bedside.policy.instruments.phq9 import INSTRUMENT
from bedside.policy.instruments.rules.answering import needs_help
from bedside.policy.instruments.rules.scoring import band, score

LINKS = [item.link_id for item in INSTRUMENT.items]


def all_of(value: int) -> list[tuple[str, int | None]]:
    return [(link, value) for link in LINKS]


def adding_up_to(total: int) -> list[tuple[str, int | None]]:
    """Nine answers with this sum."""
    threes, rest = divmod(total, 3)
    values = [3] * threes + [rest] + [0] * 9
    return list(zip(LINKS, values[:9], strict=True))


def test_it_has_the_items_of_its_panel_in_order() -> None:
    assert LINKS == [
        "44250-9",
        "44255-8",
        "44259-0",
        "44254-1",
        "44251-7",
        "44258-2",
        "44252-5",
        "44253-3",
        "44260-8",
    ]
    assert (INSTRUMENT.loinc_panel, INSTRUMENT.loinc_score) == ("44249-1", "44261-6")
    for item in INSTRUMENT.items:
        assert [(o.code, o.value) for o in item.options] == [
            ("LA6568-5", 0),
            ("LA6569-3", 1),
            ("LA6570-1", 2),
            ("LA6571-9", 3),
        ]


@pytest.mark.parametrize(("value", "total", "named"), [(0, 0, "minimal"), (3, 27, "severe")])
def test_the_ends_of_the_scale(value: int, total: int, named: str) -> None:
    found = score(INSTRUMENT, all_of(value))
    assert (found.value, found.band, found.complete, found.prorated, found.missing) == (total, named, True, False, 0)


@pytest.mark.parametrize(
    ("total", "named"),
    [
        (4, "minimal"),
        (5, "mild"),
        (9, "mild"),
        (10, "moderate"),
        (14, "moderate"),
        (15, "moderately severe"),
        (19, "moderately severe"),
        (20, "severe"),
    ],
)
def test_the_edges_of_the_bands(total: int, named: str) -> None:
    found = score(INSTRUMENT, adding_up_to(total))
    assert (found.value, found.band) == (total, named)
    assert band(INSTRUMENT, total) == named


@pytest.mark.parametrize("missing", LINKS)
def test_one_missing_item_is_filled_with_the_mean_of_the_others(missing: str) -> None:
    found = score(INSTRUMENT, [pair for pair in all_of(2) if pair[0] != missing])
    assert (found.value, found.prorated, found.complete, found.missing) == (18, True, False, 1)


def test_two_missing_items_give_no_score() -> None:
    found = score(INSTRUMENT, all_of(2)[2:])
    assert (found.value, found.band, found.prorated, found.missing) == (None, "", False, 2)


def test_rather_not_say_is_missing_and_never_zero() -> None:
    declined = [*all_of(2)[:-1], (LINKS[-1], None)]
    assert score(INSTRUMENT, declined).value == 18
    assert score(INSTRUMENT, [*all_of(2)[:-2], (LINKS[-2], None), (LINKS[-1], None)]).value is None


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ([*all_of(1)[:-1], ("44260-8", 4)], "not_an_option"),
        ([*all_of(1)[:-1], ("44260-8", -1)], "not_an_option"),
        ([*all_of(1), ("99999-9", 1)], "unknown_item"),
        ([*all_of(1), ("44250-9", 2)], "answered_twice"),
        ([*all_of(1), ("44250-9", 1)], "answered_twice"),
    ],
)
def test_what_is_no_answer_is_refused(given: list[tuple[str, int | None]], code: str) -> None:
    with pytest.raises(BadAnswer) as refused:
        score(INSTRUMENT, given)
    assert refused.value.code == code


@pytest.mark.parametrize(("value", "helps"), [(0, False), (1, True), (2, True), (3, True), (None, False)])
def test_item_nine_alone_asks_for_help_whatever_else_is_answered(value: int | None, helps: bool) -> None:
    assert needs_help(INSTRUMENT, {"44260-8": value}) is helps
    assert needs_help(INSTRUMENT, {**dict(adding_up_to(0)), "44260-8": value}) is helps


def test_without_item_nine_nothing_asks_for_help() -> None:
    assert not needs_help(INSTRUMENT, dict.fromkeys(LINKS[:-1], 3))
