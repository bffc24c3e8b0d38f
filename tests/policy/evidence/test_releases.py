"""What may leave the site as a file: named in advance, 5 units a person, noise, 100 people, a budget."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bedside.policy.evidence import releases as rules
from bedside.policy.evidence.release_files import COLUMNS, dictionary_csv, figures_csv, licence_txt
from bedside.policy.evidence.releases import Named, Scales, Unit, bounded, released, sums
from bedside.policy.vocabulary import builtin_names

TEA, WALKS = Named("depression", "tea"), Named("depression", "walks")
CELLS = st.builds(Named, st.sampled_from(["a", "b"]), st.sampled_from(list("uvwxyz")))
UNITS = st.lists(st.builds(Unit, st.integers(0, 9), CELLS, st.integers(0, 4)))
EPSILONS = st.integers(1, 40).map(lambda tenths: Decimal(tenths) / 10)


def test_cells_are_named_from_the_vocabulary_each_once() -> None:
    cells = rules.named_cells()
    assert len(cells) == len(set(cells)) > 200
    assert {cell.condition for cell in cells} <= set(builtin_names())
    assert list(cells) == sorted(cells)
    assert rules.digest_of_cells(cells) != rules.digest_of_cells(cells[1:])


def test_a_unit_has_the_noise_of_the_spec() -> None:
    assert rules.scales_of_a_unit(1) == Scales(count=2, total=4)
    assert rules.scales_of_a_unit(0.5) == Scales(count=4, total=8)


def test_epsilon_is_that_of_a_person_who_gives_five() -> None:
    assert rules.scales(Decimal(1)) == Scales(count=10, total=20)
    assert rules.scales(Decimal(4)) == Scales(count=2.5, total=5)


@pytest.mark.parametrize(
    ("epsilon", "cells", "least"),
    [("1", 1, 100), ("1", 267, 100), ("0.5", 267, 190), ("0.1", 267, 950), ("4", 100_000, 100), ("1", 0, 100)],
)
def test_from_how_many_people_on(epsilon: str, cells: int, least: int) -> None:
    assert rules.threshold(Decimal(epsilon), cells=cells) == least


@given(UNITS, st.binary(min_size=1, max_size=8))
def test_nobody_gives_more_than_five_and_each_cell_once(units: list[Unit[int]], key: bytes) -> None:
    kept = bounded(units, key=key)
    assert set(kept) <= set(units)
    for person in range(10):
        given_cells = [unit.cell for unit in kept if unit.person == person]
        had = {unit.cell for unit in units if unit.person == person}
        assert len(given_cells) == len(set(given_cells)) == min(len(had), rules.MOST_UNITS)


@given(UNITS, st.integers(0, 9))
def test_leaving_one_person_out_changes_her_units_only(units: list[Unit[int]], gone: int) -> None:
    both = bounded(units, key=b"k"), bounded([unit for unit in units if unit.person != gone], key=b"k")
    assert [unit for unit in both[0] if unit.person != gone] == both[1]
    cells = sorted({unit.cell for unit in units})
    with_her, without = (sums(some, cells) for some in both)
    assert sum(abs(a - b) for a, b in zip(with_her.people, without.people, strict=True)) <= 5
    assert sum(abs(a - b) for a, b in zip(with_her.totals, without.totals, strict=True)) <= 10


def test_another_release_draws_anew() -> None:
    units = [Unit(1, Named("a", str(number)), 3) for number in range(40)]
    chosen = {tuple(unit.cell for unit in bounded(units, key=bytes([key]))) for key in range(20)}
    assert len(chosen) > 10


def test_levels_are_added_up_around_the_middle() -> None:
    units = [Unit(1, TEA, 4), Unit(2, TEA, 0), Unit(3, TEA, 3), Unit(1, WALKS, 1), Unit(1, Named("x", "y"), 4)]
    assert sums(units, (TEA, WALKS)) == rules.Sums(people=(3, 1), totals=(1, -1))
    with pytest.raises(ValueError, match="between 0 and 4"):
        sums([Unit(1, TEA, 5)], (TEA,))


def test_a_line_says_its_own_noise() -> None:
    [line] = released((TEA, WALKS), (200, 99), (100.0, 99.0), epsilon=Decimal(1))
    assert (line.cell, line.people, line.effect) == (TEA, 200, 2.5)
    assert (line.people_sd, line.effect_sd) == (14.1, 0.141)


def test_the_noise_of_a_mean_is_what_the_spec_says_of_one_unit() -> None:
    for people, sd in ((100, 0.057), (1000, 0.006), (30, 0.19)):
        assert abs(2**0.5 * rules.scales_of_a_unit(1).total / people - sd) < 0.002


@given(st.lists(st.tuples(st.integers(-500, 5000), st.floats(-1e5, 1e5)), max_size=20), EPSILONS)
def test_no_line_is_under_the_threshold_or_out_of_range(rows: list[tuple[int, float]], epsilon: Decimal) -> None:
    cells = [Named("depression", str(number)) for number in range(len(rows))]
    lines = released(cells, [n for n, _ in rows], [total for _, total in rows], epsilon=epsilon)
    least = rules.threshold(epsilon, cells=len(cells))
    assert len(lines) == sum(n >= least for n, _ in rows)
    assert all(line.people >= least >= 100 and 0 <= line.effect <= 4 for line in lines)


@given(st.lists(EPSILONS, max_size=60))
def test_a_year_is_never_overspent(wishes: list[Decimal]) -> None:
    spent: list[Decimal] = []
    for wish in wishes:
        if rules.may_spend(wish, spent=spent):
            spent.append(wish)
    assert sum(spent) <= 4
    assert rules.left(spent) == 4 - sum(spent) >= 0
    assert not any(rules.may_spend(wish, spent=spent) for wish in wishes if wish > rules.left(spent))


@pytest.mark.parametrize("wrong", ["0", "-1", "0.05", "1.25", "4.1", "NaN", "Infinity"])
def test_what_is_no_epsilon_is_never_spent(wrong: str) -> None:
    assert not rules.is_epsilon(Decimal(wrong))
    assert not rules.may_spend(Decimal(wrong), spent=[])


def test_ten_tenths_are_one() -> None:
    assert rules.left([Decimal("0.1")] * 40) == 0
    assert not rules.may_spend(Decimal("0.1"), spent=[Decimal("0.1")] * 40)


def test_the_dictionary_explains_every_column_of_the_figures() -> None:
    lines = released((TEA,), (200,), (100.0,), epsilon=Decimal(1))
    [head, row] = csv.reader(io.StringIO(figures_csv(lines)))
    assert row == ["depression", "tea", "200", "14.1", "2.5", "0.141"]
    explained = list(csv.reader(io.StringIO(dictionary_csv())))[1:]
    assert [line[0] for line in explained] == head == [column.name for column in COLUMNS]
    assert all(line[3] for line in explained)


def test_the_licence_says_that_it_is_final_and_noisy() -> None:
    said = licence_txt(site="Here", made=date(2026, 11, 23), epsilon=Decimal("0.5"), facts={"cells named": 267})
    for words in ("Here, 2026-11-23", "Epsilon is 0.5 for one person", "A release is final", "noise", "CC0", "267"):
        assert words in said
