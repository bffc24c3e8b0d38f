"""Beside which posts a declared interest is told."""

from datetime import date

import pytest

from bedside.policy.verification.interests import Interest, may_end, told_with

DAY = date(2026, 6, 1)
PAID = Interest(
    "Acme Pharma Inc.", "payment", date(2026, 1, 1), date(2026, 12, 31), ("Sleepwell", "#mecfs", "Néurolix")
)


def told(text: str, *tags: str, day: date = DAY, interest: Interest = PAID) -> bool:
    return bool(told_with([interest], text=text, tags=tags, day=day))


@pytest.mark.parametrize(
    "text",
    [
        "Acme Pharma has a new trial.",
        "ACME PHARMA's trial",
        "I like acme pharma!",
        "So does Acme Pharma Inc.",
        "Take Sleepwell at night.",
        "Ask about sleepwell®.",
        "Neurolix, or Néurolix, as they write it",
        "\uff21\uff23\uff2d\uff25 \uff30harma",
        "From acmepharma",
    ],
)
def test_a_post_that_names_the_payer_or_the_product_shows_the_interest(text: str) -> None:
    assert told(text)


@pytest.mark.parametrize(
    "text", ["Acme", "Pharma companies", "Acme makes pharma", "Sleepwells are wells", "Sleep well", ""]
)
def test_a_post_that_names_neither_shows_nothing(text: str) -> None:
    assert not told(text)


@pytest.mark.parametrize("tag", ["mecfs", "MECFS", "sleepwell", "acmepharma"])
def test_a_hashtag_of_what_it_concerns_shows_it(tag: str) -> None:
    assert told("Nothing said.", tag)
    assert not told("Nothing said.", tag + "s")


@pytest.mark.parametrize("text", ["Rest well with mecfs.", "mecfs"])
def test_what_it_concerns_as_a_hashtag_is_no_ordinary_word(text: str) -> None:
    assert not told(text)


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        (date(2025, 12, 31), False),
        (date(2026, 1, 1), True),
        (date(2026, 12, 31), True),
        (date(2027, 1, 1), False),
    ],
)
def test_it_counts_for_posts_of_its_own_days(day: date, shown: bool) -> None:
    assert told("Acme Pharma", day=day) is shown


def test_what_has_no_end_still_counts() -> None:
    assert told("Acme", day=date(2040, 1, 1), interest=Interest("Acme", "shares", DAY))


def test_a_payer_that_is_called_by_a_legal_form_alone_is_still_found() -> None:
    assert told("I work with Group.", interest=Interest("Group", "employment", DAY))


def test_a_payer_without_letters_is_named_by_nothing() -> None:
    assert not told("... and !!!", interest=Interest("!!!", "payment", DAY))


@pytest.mark.parametrize(
    ("begun", "ended", "years"),
    [
        (date(2026, 1, 1), date(2026, 3, 1), "2026"),
        (date(2024, 1, 1), date(2026, 3, 1), "2024 to 2026"),
        (date(2024, 5, 1), None, "since 2024"),
    ],
)
def test_its_years_are_told_in_words(begun: date, ended: date | None, years: str) -> None:
    assert Interest("Acme", "payment", begun, ended).years == years


@pytest.mark.parametrize(
    ("ended", "may"),
    [
        (date(2026, 6, 1), True),
        (date(2026, 5, 1), True),
        (date(2026, 4, 30), False),  # would clear what was written since
        (date(2026, 6, 2), False),
    ],
)
def test_an_end_lies_close_to_the_day_it_is_said(ended: date, may: bool) -> None:
    assert may_end(ended=ended, begun=date(2025, 1, 1), today=DAY) is may


def test_nothing_ends_before_it_began() -> None:
    assert not may_end(ended=date(2026, 5, 20), begun=date(2026, 5, 25), today=DAY)
