"""How many people at least changed between two counts of one cell."""

import random

import pytest

from bedside.areas.records.facts import Facts, fewest_changes
from bedside.policy.evidence.headline import Headline


def stand(still_on: int) -> Headline:
    return Headline(still_on=still_on, stopped=0, silent=0, remembered=0)


@pytest.mark.parametrize(
    ("before", "after", "fewest"),
    [
        pytest.param({}, {}, 0, id="nobody"),
        pytest.param({"people": {"all": 30}}, {"people": {"all": 31}}, 1, id="one came"),
        pytest.param({"people": {"all": 30}}, {}, 30, id="all left"),
        pytest.param({"e": {"0": 5, "3": 9}}, {"e": {"0": 2, "3": 12}}, 3, id="three changed their answer"),
        pytest.param({"e": {"0": 5}, "f": {"x": 9}}, {"e": {"0": 7}, "f": {"x": 5}}, 4, id="the most of any facet"),
    ],
)
def test_vectors(before: dict[str, dict[str, int]], after: dict[str, dict[str, int]], fewest: int) -> None:
    assert fewest_changes(before, after) == fewest


@pytest.mark.parametrize("seed", range(20))
def test_it_is_never_more_than_truly_changed(seed: int) -> None:
    chance = random.Random(seed)
    people = {number: (chance.randrange(5), chance.randrange(3)) for number in range(60)}
    changed = chance.sample(range(60), 8)
    later = people | {number: (chance.randrange(5), chance.randrange(3)) for number in changed[:5]}
    later = {number: said for number, said in later.items() if number not in changed[5:]}
    assert fewest_changes(counted(people), counted(later)) <= 8


def counted(people: dict[int, tuple[int, int]]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {"first": {}, "second": {}}
    for one, other in people.values():
        found["first"][str(one)] = found["first"].get(str(one), 0) + 1
        found["second"][str(other)] = found["second"].get(str(other), 0) + 1
    return found


def test_of_a_small_cell_only_its_base_is_remembered() -> None:
    small = Facts(purpose="p", treatment="t", people=5, helped=2, effects=(1, 1, 1, 1, 1), headline=stand(6))
    assert set(small.vector()) == {"people", "helped", "standing"}
    large = Facts(purpose="p", treatment="t", people=15, helped=2, effects=(3, 3, 3, 3, 3), headline=stand(16))
    assert large.vector()["effects"] == {"0": 3, "1": 3, "2": 3, "3": 3, "4": 3}
