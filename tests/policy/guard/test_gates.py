"""Patterns are read only in texts that hold what every match of them holds. No text with a match may be turned away."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from itertools import product

import pytest

from bedside.policy.guard import addresses, telephone
from bedside.policy.guard.detectors import account_no, age_over_89, date, device, postal, ssn, vehicle
from bedside.policy.guard.model import Facts
from bedside.policy.guard.openings import places_of, tried_at
from bedside.policy.guard.text import Doc

Gate = Callable[[str], object]
GROUPS = ("0", "07", "+49", "(030)", "555", "0142", "12345", "600000", "ext 12", "x3", "4", "(+44)", "98", "2210")
SEPARATORS = ("", " ", "-", ".", "/", "  ", " - ", ", ", ") ", "; ")
GATES: dict[str, tuple[re.Pattern[str], Gate, tuple[str, ...]]] = {
    **{
        f"telephone {form} {fewest}": (pattern, telephone._EIGHT_DIGITS.search, GROUPS)
        for form, pattern, fewest, _ in telephone._SHAPES
    },
    "plates": (vehicle._PLATE, vehicle._LETTER_AND_DIGIT.search, ("AB", "C", "XYZ", "12", "7", "345", "1234")),
    "VIN": (
        vehicle._VIN,
        lambda text: Doc(text, Facts()).longest >= vehicle._LENGTH_OF_VIN,
        ("1M8GDM9AXKP042788", "AB", "4"),
    ),
    "IBAN": (account_no._IBAN, account_no._LIKE_IBAN.search, ("GB82", "de12", "WEST", "1234", "56", "X")),
    "network cards": (
        device._MAC,
        device._may_hold_mac,
        ("0a:1b:2c:", "3d:4e:5f", "aabb", "0A-1B-2C", "3D-4E-5F", "12"),
    ),
    "three words": (
        postal._NAMED_WORDS,
        postal._THREE_WORDS_NAMED.search,
        ("what3words", "What 3 Words", "WHAT THREE WORDS", "w3w", "aa.bb.cc", " is ", "x"),
    ),
    "years of months": (date._MONTH_YEAR, date._A_YEAR.search, ("March", "May ", "of ", "2019", "1899", "5")),
    "years of holidays": (date._HOLIDAY, date._A_YEAR.search, ("Easter", "Eid", " of ", "2020", "1950", "1")),
    "days of weekdays": (date._WEEKDAY_DAY, date._AN_ORDINAL.search, ("Tuesday", "sat", " the ", "3rd", "21ST", "4")),
}


def texts(pieces: tuple[str, ...]) -> list[str]:
    """Give texts put together from the pieces at random, the same ones each time."""
    chance = random.Random(11)
    return [
        "".join(chance.choice((*pieces, *pieces, chance.choice(SEPARATORS))) for _ in range(chance.randint(2, 9)))
        for _ in range(4_000)
    ]


@pytest.mark.parametrize("name", GATES)
def test_no_text_with_a_match_is_turned_away(name: str) -> None:
    pattern, gate, pieces = GATES[name]
    matched = [text for text in texts(pieces) if pattern.search(text) and _counts(name, text)]
    assert len(matched) > 5
    assert [text for text in matched if not gate(text)] == []


def _counts(name: str, text: str) -> bool:
    """Say whether a match would be looked at: a telephone number needs eight digits."""
    return not name.startswith("telephone") or Doc(text, Facts()).digits >= telephone._FEWEST


@pytest.mark.parametrize("name", GATES)
def test_a_plain_text_is_turned_away(name: str) -> None:
    assert not GATES[name][1]("We rounded at 8, gave 5 mg and went home.")


@pytest.mark.parametrize(
    "before", ["She is ", "He turned ", "my nan, ", "nana (", "oldest: ", "at ", "x/", "$", "F ", "_"]
)
@pytest.mark.parametrize(
    "behind", ["yo", "F", ", she", ".", ")", " and still", "rd birthday", "/F", "-year-old", ", 5"]
)
@pytest.mark.parametrize("age", ["93", "104", "ninety-one"])
def test_every_age_that_is_told_is_looked_at(before: str, behind: str, age: str) -> None:
    text = f"{before}{age}{behind}"
    patterns = (age_over_89._OLD, age_over_89._IN_ONE_WORD, *(pattern for pattern, *_ in age_over_89._AGES))
    told = {match.span() for pattern in patterns for match in pattern.finditer(text)}
    read = {span for start, end in age_over_89._windows(text) for span in _told(patterns, text, start, end)}
    assert read == told


BEFORE_AGES = (
    "She is ", "my nan turned ", "age: ", "he's just ", "my nan, ", "Nana (", "a lady of ", "our oldest today: ",
    "a centenarian, ", "pushing ", "", "She fell. ", "x/", "M, ", "he lived to see the day at ", "him ", "1, her ",
    "She just hit ", "nearly ", "pt, ", "\u0130 he is ", "on his ", "in her ",
)  # fmt: skip
BEHIND_AGES = (
    "", ".", ", and", ")", ", lives alone", " and still sharp", " but never ill", " today", " on Monday", "th birthday",
    "rd year", "/M ", " F with", ", him 91", "th, with cake", "%", ".5", " mg",
)  # fmt: skip


def test_no_age_stands_where_its_pattern_is_not_tried() -> None:
    matched = dict.fromkeys(age_over_89._AGES, 0)
    for before, age, behind in product(BEFORE_AGES, ("94", "101", "ninety-two", "A hundred"), BEHIND_AGES):
        text = f"{before}{age}{behind}"
        for pattern, variant, held in age_over_89._AGES:
            if pattern.search(text):
                matched[pattern, variant, held] += 1
                assert held is None or held.search_in(text, 0, len(text)), (pattern.pattern[:40], text)
    assert min(matched.values()) > 5


@pytest.mark.parametrize("begin", ["", "on ", "\u0130 on ", "Easter or "])
@pytest.mark.parametrize("name", date._HOLIDAYS)
def test_every_holiday_is_found_where_one_can_begin(name: str, begin: str) -> None:
    text = f"{begin}{name.title()} 2019, not {name} 2020"
    found = [match.span() for match in date._matches(date._HOLIDAY, text)]
    assert found == [match.span() for match in date._HOLIDAY.finditer(text)] != []


DATE_PIECES = (
    "Mon", "tues", "Saturday", ", ", "the ", "4", "21st", "3RD", " of ", "March", "mar.", "SEPT", "may", "december",
    " 2019", " to ", "-", "at 5:00",
)  # fmt: skip


def test_no_written_date_stands_where_its_pattern_is_not_tried() -> None:
    matched = [0, 0]
    for text in texts(DATE_PIECES):
        found = [match.span() for match in date._MONTH_DAY.finditer(text)]
        assert [match.span() for match in date._matches(date._MONTH_DAY, text)] == found
        is_day_first = date._DAY_MONTH.search(text) is not None
        assert date._MONTH_BEHIND.search(text) or not is_day_first
        matched = [matched[0] + bool(found), matched[1] + is_day_first]
    assert min(matched) > 100


ROMANCE_PIECES = ("12", "Via ", "via ", "CALLE ", "Rue ", "C/ ", "de la ", "del ", "Roma", "Aa", " ", ", ", "7", ". ")


def test_no_street_with_its_word_before_it_is_passed_over() -> None:
    keys = next(keys for keys, patterns in addresses._KEYS if patterns == (addresses._ROMANCE,))
    tried = [text for text in texts(ROMANCE_PIECES) if not keys.isdisjoint(_words_of(text))]
    held = {
        text: addresses._may_hold(text, keys=keys, patterns=(addresses._ROMANCE,), words=_words_of(text))
        for text in tried
    }
    assert [text for text in tried if held[text] != bool(addresses._ROMANCE.search(text))] == []
    assert 100 < sum(held.values()) < len(tried) - 100


def _words_of(text: str) -> frozenset[str]:
    return Doc(text, Facts()).words


@pytest.mark.parametrize(
    "label", ["SSN ", "ss #", "SS no ", "Social ", "socials ", "soc sec ", "ITIN ", "tin ", "Taxpayer ID "]
)
def test_every_label_of_a_tax_number_is_one_of_its_words(label: str) -> None:
    text = f"{label}219 09 9999"
    assert ssn._LABELLED.search(text)
    assert not ssn._LABEL_WORDS.isdisjoint(_words_of(text))


def _told(patterns: tuple[re.Pattern[str], ...], text: str, start: int, end: int) -> set[tuple[int, int]]:
    return {match.span() for pattern in patterns for match in pattern.finditer(text, start, end)}


@pytest.mark.parametrize(
    "text",
    [
        "My address is 12 Hill 5 now",
        "ADDRESS: 12 Hill 5, and she lives at 4 Elm 12",
        "house is at 4 Elm 7; moved to 12 Oak 3",
        "pick her up at 9 Fern 21",
        "met us at 12 Oak 3",
        "sent it to 7 Lark 4",
        "\u0130 live at 4 Elm 12",
    ],
)
def test_an_address_is_found_where_it_is_announced(text: str) -> None:
    words = frozenset(re.findall(r"[^\W\d_]+", text.lower()))
    places = places_of(addresses._CUE_WORDS & words, text)
    found = [match.span() for match in tried_at(addresses._ANNOUNCED, text, places)]
    assert found == [match.span() for match in addresses._ANNOUNCED.finditer(text)] != []
