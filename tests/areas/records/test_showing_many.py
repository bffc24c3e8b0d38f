"""What is worked out for all pages of a build together is what each page would have found by itself."""

import numpy as np
import pytest

from bedside.areas.records import cells, showing
from bedside.areas.records.cells import Key, shown_cells
from bedside.areas.records.facts import Facts
from bedside.areas.records.showing import LEVELS, few_stopped
from bedside.areas.records.showing_many import Foreseen
from bedside.policy.evidence.headline import Headline
from bedside.policy.evidence.purpose import Count
from bedside.policy.evidence.staying import shown_points
from bedside.policy.evidence.survival import spells


def a_page(rng: np.random.Generator, treatment: str) -> Facts:
    """The counts of one treatment; some have splits, some have reasons that do not add up."""
    reasons = {int(number): int(rng.choice([0, 2, 5, 11, 12, 30])) for number in rng.permutation([1, 2, 3, 4, 5])}
    stopped = sum(reasons.values()) + int(rng.random() < 0.2)
    still_on, silent, remembered = (int(n) for n in rng.choice([0, 3, 10, 11, 15, 60], 3))
    everybody = stopped + still_on + silent + remembered
    people = int(rng.integers(0, everybody + 1))
    helped = int(rng.integers(0, people + 1))
    levels = rng.multinomial(int(rng.integers(max(0, people - 12), people + 1)), [0.3, 0.3, 0.2, 0.1, 0.1])
    ends = np.repeat(list(reasons), list(reasons.values()))
    leave = np.concatenate([rng.choice([10, 60, 150, 300, 700], len(ends)), np.full(still_on, 800)])
    return Facts(
        purpose="Migraine",
        treatment=treatment,
        people=people,
        helped=helped,
        side_effects=tuple(int(n) for n in levels),
        headline=Headline(still_on=still_on, stopped=stopped, silent=silent, remembered=remembered),
        reasons={number: n for number, n in reasons.items() if n},
        unwanted={"nausea": int(levels[2])},
        spells=spells(np.zeros(len(leave)), leave, [*ends, *[0] * still_on]),
        splits={name: dealt(rng, people, helped, LEVELS[name]) for name in LEVELS if rng.random() < 0.4},
    )


def dealt(rng: np.random.Generator, people: int, helped: int, levels: tuple[str, ...]) -> dict[str, Count]:
    """Deal people out over levels, some of them empty; now and then somebody is forgotten."""
    weights = rng.choice([0, 1, 5, 40], len(levels)) + 0.01
    of = rng.choice(len(levels), people, p=weights / weights.sum())
    lost = int(rng.random() < 0.05 and people > helped)
    order = [int(place) for place in rng.permutation(len(levels))]
    return {levels[i]: Count(int((of[: people - lost] == i).sum()), int((of[:helped] == i).sum())) for i in order}


def test_pages_made_together_are_those_made_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(5)
    facts: dict[Key, Facts] = {(f"c{n % 3}", f"t{n}"): a_page(rng, f"t{n}") for n in range(400)}
    together = shown_cells(facts)
    monkeypatch.setattr(cells, "foreseen", lambda pages: [alone(page) for page in pages])
    assert shown_cells(facts) == together
    asked = [cell.more for cell in together.values()]
    assert all(any(name in more for more in asked) for name in ("reasons", "points", "moderate", "splits"))
    assert {name for more in asked for name in more.get("splits", {})} == set(LEVELS)


def test_nothing_is_left_for_a_page_to_ask_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(6)
    facts: dict[Key, Facts] = {("c", f"t{n}"): a_page(rng, f"t{n}") for n in range(120)}
    monkeypatch.setattr(showing, "visible", lambda _counts, _sums: pytest.fail("A page asked by itself."))
    assert any("splits" in cell.more for cell in shown_cells(facts).values())


def alone(facts: Facts) -> Foreseen:
    """Nothing is foreseen but the curve, by the plain rule."""
    points = () if facts.spells is None or few_stopped(facts) else shown_points(facts.spells)
    return Foreseen(points=points)
