"""Treatments side by side."""

import pytest

from bedside.policy.disclosure import TOO_FEW, Figure, Share, Tier
from bedside.policy.evidence.comparing import Difference, side_by_side
from bedside.policy.evidence.flags import Flag


def share(low: int, high: int) -> Figure:
    return Figure(tier=Tier.SHARE, people=90, share=Share(percent=(low + high) // 2, low=low, high=high, prior=50))


COUNT = Figure(tier=Tier.COUNT, people=15)


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        pytest.param(share(40, 60), share(60, 80), "a and b can't be told apart.", id="intervals that touch"),
        pytest.param(share(40, 60), share(45, 55), "a and b can't be told apart.", id="one inside the other"),
        pytest.param(share(40, 60), share(65, 80), "More people say b helped", id="b above a"),
        pytest.param(share(65, 80), share(40, 60), "More people say a helped", id="a above b"),
        pytest.param(
            share(20, 40), Figure(tier=Tier.AT_LEAST, people=40, bound=70), "More people say b", id="at least"
        ),
        pytest.param(share(50, 70), Figure(tier=Tier.AT_MOST, people=40, bound=30), "More people say a", id="at most"),
        pytest.param(share(50, 70), COUNT, "Too few people told us about b", id="a count only"),
        pytest.param(TOO_FEW, share(50, 70), "Too few people told us about a", id="too few"),
    ],
)
def test_what_is_said_of_two(one: Figure, other: Figure, said: str) -> None:
    sentences = side_by_side({"a": one, "b": other}).sentences
    assert len(sentences) == 1
    assert sentences[0].startswith(said)


def test_of_four_each_pair_is_spoken_of_once() -> None:
    told = side_by_side({"a": share(10, 20), "b": share(15, 35), "c": share(40, 60), "d": TOO_FEW})
    assert told.alike == (("a", "b"),)
    assert told.differences == (Difference("c", "a"), Difference("c", "b"))
    assert told.too_few == ("d",)


def test_nothing_is_called_best_and_a_difference_is_no_trial() -> None:
    told = " ".join(side_by_side({"a": share(10, 20), "b": share(60, 80)}).sentences)
    assert "no trial" in told
    assert "best" not in told
    assert "better" not in told


def test_doubts_come_before_differences() -> None:
    figures = {"a": share(10, 20), "b": share(60, 80), "c": TOO_FEW}
    sentences = side_by_side(figures, flags={"b": [Flag.HABIT_FORMING]}).sentences
    assert [sentence.split()[0] for sentence in sentences] == ["b:", "Too", "More"]


@pytest.mark.parametrize(
    ("flags", "cautions"),
    [
        ({}, 0),
        ({"a": [Flag.HABIT_FORMING]}, 1),
        ({"a": [Flag.HABIT_FORMING], "b": [Flag.HABIT_FORMING]}, 0),
        ({"a": [Flag.HABIT_FORMING], "b": [Flag.BOXED_WARNING]}, 2),
        ({"a": [Flag.OFF_LABEL_HERE]}, 0),
    ],
)
def test_different_kinds_of_medicine_are_compared_with_a_caution(flags: dict[str, list[Flag]], cautions: int) -> None:
    assert len(side_by_side({"a": share(40, 60), "b": share(40, 60)}, flags=flags).cautions) == cautions


@pytest.mark.parametrize("count", [0, 1, 5])
def test_two_to_four_are_put_side_by_side(count: int) -> None:
    with pytest.raises(ValueError, match="Two to four"):
        side_by_side({f"t{i}": COUNT for i in range(count)})
