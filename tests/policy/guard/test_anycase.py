"""A pattern in any case finds what the engine finds when it ignores case, at the same places."""

from __future__ import annotations

import re

import pytest

from bedside.policy.guard import codes, setting, subject, telephone
from bedside.policy.guard.anycase import AnyCase
from bedside.policy.guard.detectors import age_over_89, date

TEXTS = (
    "",
    "My SISTER saw a Kiss of the sun",
    "k\u0131ss and k\u0130ss and \u212aiss and ki\u017fs",
    "\u0130\u0130 my kiss \U0001f600 KISS",
    "stra\u00dfe \u0395\u03a3 KISS \u03a3",
)
PATTERN = AnyCase(r"\bkiss\b|my [^\W\d_]{3}")
IN_USE = [
    (module.__name__.rpartition(".")[2], name)
    for module in (setting, subject, codes, telephone, date, age_over_89)
    for name, value in vars(module).items()
    if isinstance(value, AnyCase)
]
MODULES = {m.__name__.rpartition(".")[2]: m for m in (setting, subject, codes, telephone, date, age_over_89)}


def spans(pattern: AnyCase | re.Pattern[str], text: str) -> list[tuple[int, int]]:
    return [match.span() for match in pattern.finditer(text)]


@pytest.mark.parametrize("text", TEXTS, ids=ascii)
def test_all_matches_stand_where_the_engine_finds_them(text: str) -> None:
    assert spans(PATTERN, text) == spans(re.compile(r"\bkiss\b|my [^\W\d_]{3}", re.IGNORECASE), text)


def test_the_odd_letters_are_found_too() -> None:
    assert len(spans(PATTERN, TEXTS[2])) == 4


@pytest.mark.parametrize("text", TEXTS, ids=ascii)
def test_the_first_match_is_the_first_of_all(text: str) -> None:
    found = PATTERN.search(text)
    assert ([found.span()] if found else []) == spans(PATTERN, text)[:1]


@pytest.mark.parametrize("start", range(4))
@pytest.mark.parametrize("text", ["xkiss me", "a KISS", "kiss", "\u0131 k\u0131ss"], ids=ascii)
def test_a_search_in_a_part_sees_the_character_before_it(text: str, start: int) -> None:
    wanted = re.compile(r"\bkiss\b", re.IGNORECASE).search(text, start, 6)
    found = AnyCase(r"\bkiss\b").search_in(text, start, 6)
    assert (found is None) == (wanted is None)


@pytest.mark.parametrize(("module", "name"), IN_USE)
def test_no_pattern_asks_for_a_capital_letter(module: str, name: str) -> None:
    source = vars(vars(MODULES[module])[name])["_source"]
    assert not re.search(r"(?<!\\)(?<!\(\?)[A-Z]", source)


def test_many_patterns_are_looked_at() -> None:
    assert len(IN_USE) > 20
