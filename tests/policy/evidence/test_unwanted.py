"""Unwanted effects: how many, and which."""

import pytest

from bedside.policy.disclosure import Figure, Tier
from bedside.policy.evidence.purpose import Count
from bedside.policy.evidence.unwanted import Named, at_least_moderate, named, sentence


def test_moderate_severe_and_extremely_severe_count() -> None:
    found = at_least_moderate({"a": [40, 20, 20, 15, 5]})["a"]
    assert found.share is not None
    assert found.share.percent == 40


def test_the_share_is_pulled_to_that_of_its_class() -> None:
    """Two mild and two harsh treatments; the small one of the harsh class is expected to be harsh."""
    levels = {
        "mild": [90, 0, 10, 0, 0],
        "soft": [85, 0, 15, 0, 0],
        "harsh": [20, 0, 80, 0, 0],
        "new": [15, 0, 15, 0, 0],
    }
    classes = {"mild": "one", "soft": "one", "harsh": "other", "new": "other"}
    plain, classed = at_least_moderate(levels)["new"].share, at_least_moderate(levels, classes=classes)["new"].share
    assert plain is not None
    assert classed is not None
    assert classed.prior > plain.prior
    assert classed.percent > plain.percent


@pytest.mark.parametrize(
    ("levels", "words"),
    [
        ([1, 1, 1, 1, 1], "Too few to say."),
        ([10, 0, 5, 0, 0], "About 15 people told us. That is too few to say how many had side effects."),
        ([30, 0, 5, 0, 0], "About 35 people told us. At most 35 of 100 had moderate or worse side effects."),
        ([5, 0, 30, 0, 0], "About 35 people told us. At least 65 of 100 had moderate or worse side effects."),
        ([20, 0, 20, 0, 0], "50 of 100 had moderate or worse side effects. The true number may lie between 3"),
    ],
)
def test_each_tier_has_its_sentence_about_side_effects(levels: list[int], words: str) -> None:
    assert words in sentence(at_least_moderate({"a": levels})["a"])


def test_a_figure_without_its_share_is_refused() -> None:
    with pytest.raises(ValueError, match="must hold a share"):
        sentence(Figure(tier=Tier.SHARE, people=40))


def test_a_side_effect_is_named_as_about_25_of_about_90() -> None:
    assert named("a", {"a": Count(92, 25)}, "headache") == Named(
        effect="headache", about=25, of=90, percent=25, low=15, high=40
    )


@pytest.mark.parametrize(("people", "who_named_it"), [(92, 10), (92, 0), (92, 82), (20, 11), (0, 0)])
def test_a_side_effect_of_few_or_of_all_but_few_is_not_named(people: int, who_named_it: int) -> None:
    assert named("a", {"a": Count(people, who_named_it)}, "headache") is None
