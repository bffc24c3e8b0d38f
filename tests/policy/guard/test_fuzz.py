"""Twenty thousand random and mutated texts are read without a fault. `make fuzz-guard` reads a million."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bedside.policy.guard import Facts, inspect, inspection
from bedside.policy.guard.model import Hit
from bedside.policy.guard.text import Doc
from tests.policy.guard import fuzz

COUNT = 20_000
SHORT = 16


def test_any_text_is_read_without_a_fault() -> None:
    assert fuzz.run(count=COUNT, seed=20261122, longest=SHORT) == []


def test_the_same_seed_gives_the_same_texts() -> None:
    first, again = (list(fuzz.texts(count=50, seed=3, longest=SHORT)) for _ in range(2))
    assert first == again
    assert len({text for text, _facts in first}) > 40


def test_the_shares_of_a_run_are_all_of_it_and_differ() -> None:
    parts = fuzz.shares(count=60_000, seed=3, longest=SHORT)
    assert sum(size for size, _seed, _longest in parts) == 60_000
    assert len({seed for _size, seed, _longest in parts}) == len(parts) == 3


class Broken:
    """A detector that fails on texts with a digit."""

    KIND = "phone"
    RULES = ("phone.nanp",)

    def find(self, doc: Doc) -> Iterator[Hit]:
        if doc.has_digit:
            raise ZeroDivisionError
        yield from ()


def test_a_detector_that_fails_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inspection, "READERS", (Broken(),))
    assert fuzz.faults("room 7", inspect("room 7", Facts())) == ["not read"]
    assert fuzz.run(count=30, seed=1, longest=SHORT)
