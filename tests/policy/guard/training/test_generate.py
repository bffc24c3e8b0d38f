"""The generator of training text, and how the guard does on what is kept for tests."""

from __future__ import annotations

import pytest

from bedside.policy.guard.training.generate import generate, in_lower_case, templates
from bedside.policy.guard.training.origins import ORIGINS, names
from bedside.policy.guard.training.report import figures
from bedside.policy.guard.training.shape import Row

KEPT = tuple(generate(420, seed=3, held_out=True))


def test_the_same_seed_gives_the_same_text() -> None:
    assert list(generate(30, seed=5, held_out=False)) == list(generate(30, seed=5, held_out=False))


def test_another_seed_gives_other_text() -> None:
    assert list(generate(30, seed=5, held_out=False)) != list(generate(30, seed=6, held_out=False))


def test_every_span_stands_on_a_word_without_blank_edges() -> None:
    for row in generate(300, seed=9, held_out=False):
        for span in row.spans:
            words = row.text[span.start : span.end]
            assert words == words.strip() != ""


def test_no_slot_is_left_open() -> None:
    assert not any("{" in row.text or "}" in row.text for row in generate(300, seed=9, held_out=False))


def test_there_are_templates_enough() -> None:
    counts = {
        named: sum(len(templates(named=named, held_out=kept)) for kept in (True, False)) for named in (True, False)
    }
    assert counts[True] >= 150
    assert counts[False] >= 60


@pytest.mark.parametrize("named", [True, False])
def test_templates_kept_for_tests_are_not_trained_on(named: bool) -> None:
    assert not set(templates(named=named, held_out=True)) & set(templates(named=named, held_out=False))


@pytest.mark.parametrize("origin", sorted(ORIGINS))
def test_names_kept_for_tests_are_not_trained_on(origin: str) -> None:
    kept, trained = names(origin, held_out=True), names(origin, held_out=False)
    assert len(kept.first) > 40
    assert not set(kept.first) & set(trained.first)
    assert not set(kept.last) & set(trained.last)


def test_most_names_of_kept_texts_are_found_and_few_texts_without_are_alerted() -> None:
    found = figures(KEPT)
    assert found.names[0] >= 0.9 * found.names[1]
    assert found.alerts[0] <= 0.1 * found.alerts[1]


def test_lower_case_keeps_most_finds() -> None:
    upper, lower = figures(KEPT), figures(in_lower_case(iter(KEPT)))
    assert lower.names[0] >= 0.85 * upper.names[0]


def test_names_of_all_origins_are_found_alike() -> None:
    named = list(generate(900, seed=3, held_out=True, plain_share=0))
    rates = [_rate([row for row in named if row.origin == origin]) for origin in ORIGINS]
    assert max(rates) - min(rates) <= 0.10


def _rate(rows: list[Row]) -> float:
    found, every = figures(rows).names
    return found / every
