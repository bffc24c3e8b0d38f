"""Somebody who reads all that is published at once can work out nothing that is hidden."""

import random

import pytest

from bedside.areas.records import actions
from bedside.areas.records.cells import Key, shown_cells
from bedside.areas.records.facts import Facts
from bedside.areas.records.models import Cell
from bedside.areas.records.queries.auditing import Place, audited, read_at_once
from bedside.areas.records.tables import illness_table, purpose_total, purposes
from bedside.policy.disclosure_audit import Fault
from bedside.policy.evidence.headline import Headline
from bedside.policy.evidence.purpose import Count
from tests.areas.records.people import answer

SEXES, AGES = ("female", "male", ""), ("<30", "30-44", "45-59", "60-74", "75+", "")
SEVERITIES = ("mild", "moderate", "severe", "")
CONDITIONS, TREATMENTS = ("als", "ms", "migraine"), ("tea", "walks", "sleep", "hats")


def invented(chance: random.Random) -> dict[Key, Facts]:
    """Pairs of all sizes, with small groups wherever there can be some."""
    return {(c, t): _facts(c, t, chance) for c in CONDITIONS for t in TREATMENTS}


def _facts(condition: str, treatment: str, chance: random.Random) -> Facts:
    size = chance.choice([3, 9, 14, 30, 60, 150])
    stand = [_some(chance, size) for _ in range(4)]
    splits = {level: (n := _some(chance, size), chance.randint(0, n)) for level in SEVERITIES}
    people = sum(n for n, _ in splits.values())
    missing = max(0, people - sum(stand))
    stand[0] += missing
    stopped, spoke = stand[1], chance.randint(0, people)
    first = chance.randint(0, stopped)
    return Facts(
        purpose=condition,
        treatment=treatment,
        people=people,
        helped=sum(k for _, k in splits.values()),
        side_effects=(spoke, 0, 0, 0, 0),
        headline=Headline(still_on=stand[0], stopped=stopped, silent=stand[2], remembered=stand[3]),
        reasons={1: first, 5: stopped - first},
        splits={
            "sex": _spread(people, sum(k for _, k in splits.values()), SEXES, chance),
            "age_band": _spread(people, sum(k for _, k in splits.values()), AGES, chance),
            "severity": {level: Count(n, k) for level, (n, k) in splits.items()},
        },
    )


def _spread(people: int, helped: int, levels: tuple[str, ...], chance: random.Random) -> dict[str, Count]:
    """Deal the same people out once more, over other levels; most of them to few of these."""
    weights = [chance.choice([0, 1, 5, 40]) for _ in levels[:-1]] + [1]
    dealt = [chance.choices(levels, weights=weights)[0] for _ in range(people)]
    said = dealt[:helped]
    return {level: Count(dealt.count(level), said.count(level)) for level in levels}


def _some(chance: random.Random, size: int) -> int:
    return chance.choice([0, chance.randint(1, 12), chance.randint(0, size)])


def faults(pairs: dict[Key, Facts]) -> tuple[tuple[Place, Fault], ...]:
    cells = shown_cells(pairs)
    memory = {"|".join(("cell", *key)): facts.vector() for key, facts in pairs.items()}
    others = []
    for treatment, counts in purposes(pairs).items():
        shows = frozenset(purpose for purpose in counts if (purpose, treatment) in cells)
        total = purpose_total(counts, shows)
        memory[f"c11|{treatment}"] = {"people": counts}
        others += [("c11", treatment, total)] if total else []
    return read_at_once(cells, others, memory).faults


@pytest.mark.parametrize("seed", range(40))
def test_nothing_hidden_can_be_worked_out_of_random_figures(seed: int) -> None:
    assert faults(invented(random.Random(seed))) == ()


def test_random_figures_show_something_of_every_table() -> None:
    """Or the test above would prove nothing."""
    made = [cell for seed in range(40) for cell in shown_cells(invented(random.Random(seed))).values()]
    assert {name for cell in made for name in cell.more} >= {"reasons", "splits", "moderate"}
    assert any(cell.headline for cell in made)
    assert {name for cell in made for name in cell.more.get("splits", {})} == {"sex", "age_band", "severity"}


def test_the_auditor_finds_a_part_that_only_its_absence_protects() -> None:
    """60 = 53 + 7, with the 7 left out and the rest shown."""
    pairs = {("ms", "tea"): _whole(still_on=53, stopped=7)}
    cell = shown_cells(pairs)["ms", "tea"]
    assert "still_on" not in cell.headline
    cell.headline["still_on"] = 55
    memory = {"cell|ms|tea": pairs["ms", "tea"].vector()}
    found = read_at_once({("ms", "tea"): cell}, [], memory).faults
    assert (("ms", "tea", "stopped"), Fault.EXPOSED) in found


def _whole(*, still_on: int, stopped: int) -> Facts:
    people = still_on + stopped
    stand = Headline(still_on=still_on, stopped=stopped, silent=0, remembered=0)
    return Facts(purpose="ms", treatment="tea", people=people, helped=people // 2, headline=stand)


def test_one_small_purpose_takes_the_sum_away_and_no_page() -> None:
    pairs = {(c, "tea"): _whole(still_on=n, stopped=0) for c, n in (("als", 40), ("ms", 30), ("migraine", 7))}
    counts = purposes(pairs)["tea"]
    assert purpose_total(counts, frozenset({"als", "ms"})) is None
    assert set(shown_cells(pairs)) == {("als", "tea"), ("ms", "tea")}
    assert purpose_total({"als": 40, "ms": 30}, frozenset({"als", "ms"})) == {"people": 70}


def test_how_sure_people_are_shows_no_small_group() -> None:
    assert illness_table({"diagnosed": 5}) is None
    assert illness_table({"diagnosed": 41, "likely": 12, "own": 7}) == {"people": 60, "sure": {"diagnosed": 40}}


@pytest.mark.django_db
def test_what_a_build_publishes_is_sound_also_when_it_stays_from_the_night_before() -> None:
    for treatment, people in (("tea", 40), ("walks", 12), ("hats", 9)):
        for purpose in ("depression", "migraine"):
            answer(treatment, people=people, purpose=purpose, side_effects=2, unwanted=("nausea",))
            answer(treatment, people=people // 2, purpose=purpose, effect=0, stopped_before_telling=True)
    actions.build()
    assert audited().faults == ()
    answer("tea", people=2)
    answer("hats", people=4)
    actions.build()
    found = audited()
    assert found.faults == ()
    assert found.tables >= 4
    Cell.objects.filter(treatment="tea").update(people=42)
    assert (("depression", "tea", "answered"), Fault.SMALL) in audited().faults
