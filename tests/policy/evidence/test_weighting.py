"""Weights towards everybody with the condition."""

from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bedside.policy.disclosure import TOO_FEW, Estimate, Figure, figure
from bedside.policy.evidence.shrinkage import Prior
from bedside.policy.evidence.weighting import (
    BadMargins,
    CannotBeWeighted,
    Margin,
    Weights,
    rake,
    read_margins,
    weighted_share,
)


def margin(variable: str, **shares: float) -> Margin:
    return Margin(variable=variable, shares=shares, source="a registry", year=2025)


SEX = margin("sex", woman=0.5, man=0.5)
AGE = margin("age", young=0.2, middle=0.3, old=0.5)


def people(**counts: int) -> list[str]:
    return [name for name, count in counts.items() for _ in range(count)]


def spread(weights: Weights, levels: list[str]) -> dict[str, float]:
    total = weights.values.sum()
    return {name: weights.values[[one == name for one in levels]].sum() / total for name in dict.fromkeys(levels)}


def test_weights_bring_one_variable_to_its_margin() -> None:
    sexes = people(woman=75, man=25)
    weights = rake({"sex": sexes}, [SEX])
    assert spread(weights, sexes) == pytest.approx({"woman": 0.5, "man": 0.5})
    assert weights.effective == pytest.approx(100**2 / (75 * (2 / 3) ** 2 + 25 * 4))


def test_weights_bring_two_variables_to_their_margins_at_once() -> None:
    sexes = people(woman=60, man=40)
    ages = people(young=20, middle=25, old=15) + people(young=12, middle=13, old=15)
    weights = rake({"sex": sexes, "age": ages}, [SEX, AGE])
    assert spread(weights, sexes) == pytest.approx({"woman": 0.5, "man": 0.5}, abs=1e-5)
    assert spread(weights, ages) == pytest.approx({"young": 0.2, "middle": 0.3, "old": 0.5}, abs=1e-5)


def test_people_who_are_like_everybody_weigh_one() -> None:
    weights = rake({"sex": people(woman=50, man=50)}, [SEX])
    assert weights.values == pytest.approx(np.ones(100))
    assert weights.effective == pytest.approx(100)


def test_who_does_not_say_keeps_the_weight_of_one() -> None:
    sexes = people(woman=60, man=20, unsaid=20)
    weights = rake({"sex": sexes}, [SEX])
    assert weights.values[80:] == pytest.approx(np.ones(20))
    assert weights.values[:60].sum() == pytest.approx(weights.values[60:80].sum())


def test_no_weight_is_more_than_five_times_the_mean_by_much() -> None:
    weights = rake({"sex": people(woman=289, man=11)}, [SEX])
    assert weights.values.max() / weights.values.min() <= 25
    assert weights.values.max() < 0.5 * 300 / 11


@pytest.mark.parametrize("small", [0, 1, 10])
def test_a_small_group_is_weighted_together_with_its_neighbour(small: int) -> None:
    ages = people(young=40, middle=40, old=small)
    weights = rake({"age": ages}, [AGE])
    both = weights.values[40:]
    assert both == pytest.approx(np.full(len(both), both[0]))
    assert both.sum() / weights.values.sum() == pytest.approx(0.8)


@pytest.mark.parametrize(
    "levels",
    [
        pytest.param({"sex": people(woman=50, man=10)}, id="a small group without neighbours"),
        pytest.param({"sex": people(woman=50)}, id="an empty one"),
        pytest.param({"age": people(young=90, middle=5, old=5)}, id="one group is left"),
        pytest.param({"age": []}, id="nobody"),
        pytest.param({"severity": people(mild=50)}, id="no margin for it"),
    ],
)
def test_some_cannot_be_weighted(levels: dict[str, list[str]]) -> None:
    with pytest.raises(CannotBeWeighted):
        rake(levels, [SEX, AGE][:: 1 if "sex" in levels else -1][:1])


def test_margins_that_contradict_who_answered_are_refused() -> None:
    """All women are young and all men old, but the registry knows half of each and one in ten young."""
    contrary = margin("age", young=0.1, old=0.9)
    with pytest.raises(CannotBeWeighted, match="contradict"):
        rake({"sex": people(woman=50, man=50), "age": people(young=50, old=50)}, [SEX, contrary])


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(11, 80), min_size=3, max_size=3), st.integers(11, 89))
def test_weights_keep_the_number_of_people_and_are_never_worth_more(counts: list[int], women: int) -> None:
    ages = people(young=counts[0], middle=counts[1], old=counts[2])
    weights = rake({"age": ages}, [margin("age", young=women / 100, middle=0.05, old=0.95 - women / 100)])
    assert weights.values.mean() == pytest.approx(1)
    assert weights.effective <= len(ages) + 1e-6


def dealt(counts: list[int]) -> dict[str, list[str]]:
    """People by sex and age, so many of each of the six groups."""
    both = [(sex, age) for sex in ("woman", "man") for age in ("young", "middle", "old")]
    each = [pair for pair, count in zip(both, counts, strict=True) for _ in range(count)]
    return {"sex": [sex for sex, _ in each], "age": [age for _, age in each]}


shares = st.integers(2, 12)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(11, 60), min_size=6, max_size=6), shares, shares, shares, shares, shares)
def test_the_laws_of_raking(counts: list[int], w: int, m: int, young: int, middle: int, old: int) -> None:
    """Margins are met where nothing was trimmed; no two weights are further apart than trimming lets them; the people
    are worth no more than they are; and equal people weigh the same.
    """
    told, ages = dealt(counts), young + middle + old
    margins = [
        margin("sex", woman=w / (w + m), man=m / (w + m)),
        margin("age", young=young / ages, middle=middle / ages, old=old / ages),
    ]
    weights = rake(told, margins)
    values = weights.values
    assert values.mean() == pytest.approx(1)
    assert values.max() <= 25 * values.min() * (1 + 1e-9)
    assert 0 < weights.effective <= len(values) * (1 + 1e-9)
    if values.max() < 4 and values.min() > 1 / 4:  # nothing was trimmed
        for one in margins:
            assert spread(weights, told[one.variable]) == pytest.approx(one.shares, abs=1e-4)
    alike = {}
    for sex, age, value in zip(told["sex"], told["age"], values, strict=True):
        assert alike.setdefault((sex, age), value) == pytest.approx(value)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(11, 60), min_size=6, max_size=6), st.randoms(use_true_random=False))
def test_in_which_order_people_come_changes_nothing(counts: list[int], chance: Random) -> None:
    told = dealt(counts)
    order = list(range(sum(counts)))
    chance.shuffle(order)
    mixed = {name: [levels[i] for i in order] for name, levels in told.items()}
    assert rake(mixed, [SEX, AGE]).values == pytest.approx(rake(told, [SEX, AGE]).values[order], rel=1e-4)


PLAIN = figure(people=100, helped=60, estimate=Estimate(share=0.6, low=0.5, high=0.7, prior=0.5))
PRIOR = Prior(mean=0.5, weight=10)


def test_the_weighted_share_stands_beside_the_plain_one() -> None:
    """Of 75 women 45 were helped, of 25 men 5: plain 50 %, weighted (60 + 20) / 2 = 40 %, then drawn a little to 50."""
    weights = rake({"sex": people(woman=75, man=25)}, [SEX])
    helped = [True] * 45 + [False] * 30 + [True] * 5 + [False] * 20
    told = weighted_share(PLAIN, weights, helped, prior=PRIOR)
    assert told is not None
    assert (told.share.percent, told.effective) == (40, 75)
    assert told.share.low < 40 < told.share.high


@pytest.mark.parametrize(
    ("plain", "values"),
    [
        pytest.param(TOO_FEW, np.ones(100), id="no plain figure"),
        pytest.param(figure(people=500, helped=3, estimate=Estimate(share=0.6, low=0.5, high=0.7, prior=0.5)),
                     np.ones(100), id="a bound only"),
        pytest.param(PLAIN, np.array([500.0] * 4 + [0.1] * 96), id="weights worth four people"),
    ],
)  # fmt: skip
def test_a_weighted_share_needs_a_plain_one_and_weights_worth_23(plain: Figure, values: np.ndarray) -> None:
    assert weighted_share(plain, Weights(values=values), [True] * 60 + [False] * 40, prior=PRIOR) is None


HEADER = "condition,variable,level,share,source,year"


def test_margins_are_read_by_condition_in_the_order_of_their_levels() -> None:
    lines = [HEADER, "als,age,young,0.25,a registry,2025", "als,age,old,0.75,a registry,2025", "ms,sex,woman,1,b,2024"]
    told = read_margins(lines)
    assert list(told) == ["als", "ms"]
    assert told["als"] == [Margin(variable="age", shares={"young": 0.25, "old": 0.75}, source="a registry", year=2025)]


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["condition,level,share"], "first line"),
        ([], "first line"),
        ([HEADER, "als,height,tall,1,a,2025"], "Line 2: the variable"),
        ([HEADER, "als,sex,woman,many,a,2025"], "Line 2: a level"),
        ([HEADER, "als,sex,woman,1.5,a,2025"], "Line 2: a level"),
        ([HEADER, "als,sex,woman,nan,a,2025"], "Line 2: a level"),
        ([HEADER, "als,sex,woman,1,,2025"], "Line 2: a level"),
        ([HEADER, "als,sex,woman,1"], "Line 2: a level"),
        ([HEADER, "als,sex,woman,0.5,a,2025"], "add up to 1"),
        ([HEADER, "als,sex,woman,0.5,a,2025", "als,sex,woman,0.5,a,2025"], "stands twice"),
    ],
)
def test_a_bad_file_of_margins_is_refused_with_its_place(lines: list[str], words: str) -> None:
    with pytest.raises(BadMargins, match=words):
        read_margins(lines)
