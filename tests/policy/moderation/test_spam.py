"""What waits for a look by itself."""

from datetime import timedelta

import pytest

from bedside.policy import limits
from bedside.policy.moderation import spam
from bedside.policy.moderation.spam import Facts, Wait, waits

MINUTES = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("facts", "answer"),
    [
        (Facts(), Wait.NO),
        (Facts(same_by_author=True), Wait.SAME),
        (Facts(same_by_new=True), Wait.SAME),
        (Facts(links_of_new=True), Wait.LINKS),
        (Facts(same_by_author=True, links_of_new=True), Wait.SAME),
        (Facts(same_by_author=True, same_by_new=True, links_of_new=True, for_many=False), Wait.NO),
    ],
)
def test_what_waits(facts: Facts, answer: Wait) -> None:
    assert waits(facts) is answer


@pytest.mark.parametrize(("days", "new"), [(0, True), (6.9, True), (7, False), (400, False)])
def test_an_account_is_new_for_a_week(days: float, new: bool) -> None:
    assert spam.is_new(timedelta(days=days)) is new


@pytest.mark.parametrize("text", ["Thank you so much", "Me too!", "Same here, every night."])
def test_what_people_say_often_is_not_counted(text: str) -> None:
    assert spam.counts_as_same(text) == ""


def test_two_spellings_of_one_advertisement_count_together():
    first = spam.counts_as_same("Buy the herbal tea that healed me in 10 days, half price!")
    assert first
    assert first == spam.counts_as_same("BUY the herbal tea that healed me in 10 days — half price")


def test_two_days_of_a_diary_do_not_count_together():
    first, second = (f"Day {n}: walked to the mill and back, then slept all afternoon." for n in (12, 13))
    assert spam.counts_as_same(first) != spam.counts_as_same(second)


def test_a_short_text_with_a_link_is_counted():
    assert spam.counts_as_same("See https://tea.example/")


@pytest.mark.parametrize("why", [Wait.SAME, Wait.LINKS])
def test_the_words_do_not_blame(why: Wait) -> None:
    told = spam.TOLD[why].lower()
    assert [word for word in ("spam", "you ", "abuse", "suspic", "violat") if word in told] == []


def test_the_third_same_text_in_ten_minutes_waits_and_the_fifth_of_new_accounts():
    assert (limits.SAME_BY_ONE.tries, limits.SAME_BY_ONE.window) == (2, 10 * MINUTES)
    assert (limits.SAME_BY_NEW.tries, limits.SAME_BY_NEW.window) == (4, 10 * MINUTES)


@pytest.mark.parametrize(
    ("seconds", "fits"), [(0, True), (60, True), (3600, True), (1, False), (-60, False), (7200, False)]
)
def test_which_paces_a_steward_can_set(seconds: int, fits: bool) -> None:
    assert spam.pace_fits(seconds) is fits
