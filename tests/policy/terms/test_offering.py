"""The order of what is offered, and what is looked for at all."""

import pytest

from bedside.policy.terms.model import NameKind, System
from bedside.policy.terms.offering import CLOSE, LENGTHS, MOST, Found, asked, closeness, longest_alike, offers


def found(label, name="", *, kind=NameKind.LABEL, system=System.DO, alike=0.0, term_id=1):
    return Found(term_id, system, "condition", label, name or label, kind, alike)


def order(*names, wanted):
    return [offer.label for offer in offers(names, wanted=wanted)]


def test_exact_then_alias_then_beginnings_then_likeness():
    names = (
        found("gouf", alike=0.6),
        found("acute gout"),
        found("gouty kidney"),
        found("toe illness", "gout", kind=NameKind.LAY),
        found("gout"),
    )
    assert order(*names, wanted="gout") == ["gout", "toe illness", "gouty kidney", "acute gout", "gouf"]


def test_the_most_alike_comes_first_and_a_label_only_once():
    names = found("measels", alike=0.4), found("measles", alike=0.7), found("Measles", system=System.HPO, alike=0.7)
    assert order(*names, wanted="meazles") == ["measles", "measels"]


def test_no_more_than_seven():
    assert len(offers([found(f"gout {at}") for at in range(20)], wanted="gout")) == MOST


@pytest.mark.parametrize(
    ("typed", "looked_for"), [("", ""), ("a", ""), (" -- ", ""), ("ME/CFS", "me cfs"), ("UTI", "uti")]
)
def test_too_little_is_not_looked_for(typed, looked_for):
    assert asked(typed) == looked_for


@pytest.mark.parametrize(
    ("typed", "longest"), [("migrane", 20), ("hypertention", 30), ("diabetes type 2", 30), ("x" * 90, 40)]
)
def test_names_are_compared_up_to_twice_the_length_of_what_is_typed(typed, longest):
    assert longest_alike(typed) == longest
    assert longest in LENGTHS


@pytest.mark.parametrize(
    ("typed", "close", "longest"),
    [("x" * 12, 0.6, 20), ("x" * 13, 0.6, 30), ("x" * 18, 0.6, 30), ("x" * 19, 0.6, 40), ("x" * 13, 0.45, 30)],
)
def test_what_is_close_is_sought_among_names_of_its_length(typed: str, close: float, longest: int) -> None:
    assert longest_alike(typed, close=close) == longest


def test_a_short_text_is_compared_once_and_a_longer_one_with_close_names_first() -> None:
    assert closeness("migrane") == (CLOSE[-1],)
    assert closeness("fibromyalga") == CLOSE == tuple(sorted(CLOSE, reverse=True))
