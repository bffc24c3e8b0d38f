"""Figures, read in a browser: too few to say; the drug that only looks good; what I take back is gone at once.

That the figures follow a withdrawal, and when, is told where the nights pass: tests/doors/web/test_figures_stories.py.
"""

import pytest
from playwright.sync_api import Browser

from tests.stories.house import House
from tests.stories.person import Person, person

pytestmark = pytest.mark.browser


def test_figures_say_when_they_cannot_say(browser: Browser, site: House) -> None:
    with person(browser, site) as visitor:
        visitor.goes("/treatments/nerve-pain/cats/")
        visitor.sees("Too few to say.")
        visitor.goes("/treatments/nerve-pain/tramadol/")
        visitor.sees("higher than trials do")
        before = [visitor.main.inner_text().index(words) for words in ("Unwanted effects", "How many said it helped")]
        assert before == sorted(before)
        visitor.sees("We cannot say yet whether it helped more than waiting would have.")
        visitor.follows("Print this page")
        visitor.sees("People who are very pleased or very angry write more often than others.")
        visitor.follows("Back to the page")
        visitor.sees("Print this page")


def test_what_i_take_back_is_gone_at_once(browser: Browser, site: House) -> None:
    with person(browser, site, actor="newcomer", look=False) as her:
        her.goes("/treatments/nerve-pain/tramadol/")
        before = figures_of(her)
        her.follows("Tell us how it went for you")
        her.main.get_by_label("Month you started").select_option("3")
        her.fills(Year_you_started="2024")
        her.ticks("Yes, I still take it")
        her.main.get_by_role("group", name="How much did it help").get_by_role("radio").nth(3).check()
        her.ticks("Count my answers in this site's figures")
        her.presses("Keep my answers")
        her.sees("Tramadol, for nerve pain")
        her.follows("Tramadol, for nerve pain")
        her.follows("Delete my answers")
        her.sees("Figures follow within 30 days.")
        her.presses("Delete my answers")
        her.sees("Your answers are deleted.")
        her.sees_nothing_of("Tramadol, for nerve pain")
        her.goes("/treatments/nerve-pain/tramadol/")
        assert figures_of(her) == before
        her.sees("Tell us how it went for you")


def figures_of(her: Person) -> str:
    return her.main.inner_text()
