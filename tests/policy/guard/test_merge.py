"""One hit for each place."""

from __future__ import annotations

import random
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bedside.policy.guard.merge import merge
from bedside.policy.guard.model import Hit

HITS = st.lists(
    st.builds(
        lambda kind, start, length: Hit(kind, f"{kind}.rule", start, start + length),
        st.sampled_from(["ssn", "phone", "date", "relation", "record_no"]),
        st.integers(0, 30),
        st.integers(1, 8),
    ),
    max_size=12,
)


def test_the_longer_hit_wins() -> None:
    long, short = Hit("phone", "phone.nanp", 0, 12), Hit("ssn", "ssn.shape", 2, 6)
    assert merge([short, long]) == [long]


def test_of_equal_length_the_stricter_kind_wins() -> None:
    number, line = Hit("ssn", "ssn.nhs", 0, 12), Hit("phone", "phone.nanp", 0, 12)
    assert merge([line, number]) == [number]


def test_a_phrase_and_an_identifier_inside_it_both_stay() -> None:
    phrase, day = Hit("relation", "rel.visit", 0, 30), Hit("date", "date.iso", 20, 30)
    assert merge([day, phrase]) == [phrase, day]


def test_neighbours_that_only_touch_both_stay() -> None:
    one, two = Hit("phone", "phone.nanp", 0, 5), Hit("ssn", "ssn.shape", 5, 9)
    assert merge([two, one]) == [one, two]


@given(HITS, st.randoms(use_true_random=False))
def test_the_order_of_the_hits_changes_nothing(hits: list[Hit], chance: random.Random) -> None:
    shuffled = chance.sample(hits, k=len(hits))
    assert merge(shuffled) == merge(hits)


@given(HITS)
def test_no_two_identifiers_share_a_place(hits: list[Hit]) -> None:
    kept = [hit for hit in merge(hits) if hit.kind != "relation"]
    assert all(one.end <= two.start for one, two in pairwise(kept))
