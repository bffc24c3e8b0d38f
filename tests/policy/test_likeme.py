"""People like me: what of a record is compared, and when an edit counts."""

from datetime import UTC, datetime, timedelta

import pytest

from bedside.policy.dates import UNSURE, part
from bedside.policy.likeme import Kept, Marked, added, candidates, in_force, only, onset_band, profile_of, within
from bedside.policy.similarity import Profile

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
KEPT = Kept(
    conditions=["Migraine", "MIGRAINE ", "?"], courses=["LDN"], symptoms=["Fog"], onsets=[part("2013")], age="40-49"
)


def has(*facts: str) -> Profile:
    return Profile(facts=frozenset(facts))


@pytest.mark.parametrize(
    ("fields", "facts", "traits"),
    [
        ([], set(), set()),
        (["conditions"], {"conditions:migraine"}, set()),
        (["courses", "symptoms"], {"courses:ldn", "symptoms:fog"}, set()),
        (["onset", "age_band"], set(), {"onset:2010-2014", "age_band:40-49"}),
    ],
)
def test_only_what_is_marked_is_in_a_profile(fields: list[str], facts: set[str], traits: set[str]) -> None:
    assert profile_of(KEPT, fields) == Profile(facts=frozenset(facts), traits=frozenset(traits))


def test_an_age_that_is_no_band_is_left_out() -> None:
    assert profile_of(Kept(age="43"), ["age_band"]) == Profile()


@pytest.mark.parametrize(
    ("onsets", "band"),
    [
        ([], ""),
        ([UNSURE], ""),
        ([part("2014-12-31")], "2010-2014"),
        ([part("2015"), UNSURE], "2015-2019"),
        ([part("2021"), part("2009-05")], "2005-2009"),
    ],
)
def test_the_onset_is_that_of_the_first_illness_in_five_years(onsets: list, band: str) -> None:
    assert onset_band(onsets) == band


def test_candidates_share_an_illness_that_eleven_have() -> None:
    ten = {n: has("conditions:migraine", "courses:ldn") for n in range(10)}
    assert candidates(has("conditions:migraine", "courses:ldn"), ten) == []
    eleven = ten | {10: has("conditions:migraine"), 11: has("courses:ldn"), 12: has("conditions:gout")}
    found = [number for number, _profile in candidates(has("conditions:migraine", "conditions:gout"), eleven)]
    assert found == list(range(11))


def test_what_is_taken_out_counts_no_more() -> None:
    whole = profile_of(KEPT, ["conditions", "courses", "age_band"])
    assert only(whole, ["courses"]) == has("courses:ldn")
    assert within(whole, has("courses:ldn", "courses:other")) == has("courses:ldn")


def test_the_week_keeps_its_profile_and_its_sliders() -> None:
    first = Marked(at=MONDAY - timedelta(days=9), profile=has("a"))
    later = Marked(at=MONDAY - timedelta(days=1), profile=has("a", "b"), have=4, when=1)
    today = Marked(at=MONDAY + timedelta(days=1), profile=has("c"))
    assert in_force([first, later, today], now=MONDAY + timedelta(days=2)) is later
    assert in_force([first, later, today], now=MONDAY + timedelta(days=7)) is today
    assert in_force([today], now=MONDAY + timedelta(days=2)) is today
    assert in_force([], now=MONDAY) is None
    assert (later.weights.facts, later.weights.traits, later.weights.course) == (0.8, 0.2, 0.0)


def test_only_what_changed_is_saved_and_the_oldest_are_let_go() -> None:
    history: tuple[Marked, ...] = ()
    for n in range(30):
        history = added(history, Marked(at=MONDAY + timedelta(days=n), profile=has(str(n // 2))))
    assert [sorted(one.profile.facts) for one in history] == [[str(n)] for n in range(15)]
    for n in range(30):
        history = added(history, Marked(at=MONDAY + timedelta(days=40 + n), profile=has(str(100 + n))))
    assert len(history) == 20
