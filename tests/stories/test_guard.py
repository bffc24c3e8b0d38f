"""Somebody writes, the guard speaks up, and she mends her words: with a script and without one."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.stories.house import House
from tests.stories.person import PATIENCE, Person, person

pytestmark = pytest.mark.browser

DRAFT = "A humbling morning: MRN {number}, a 93yo who had been giddy. Ring 402-555-0142 to hear more."
MENDED = "A humbling morning: MRN, someone over 89 who had been giddy. Ring (number left out) to hear more."
OF_HERSELF = "I had my first infusion on 3 March 2026 and slept for {n} days."
HER_NUMBER = "My number is 402-555-0142, call me about the {n} walks."
FOUND = "What the guard found"
BOX = "one => { const box = one.getBoundingClientRect(); return [box.top + scrollY, box.left, box.width, box.height]; }"


def field(her: Person) -> str:
    return her.main.get_by_label("Your text").input_value()


def writes(her: Person, text: str) -> None:
    """Go to the composer of a room, throw away what was begun there before, and type."""
    her.goes("/compose/?space=neurology")
    her.fills(Your_text="")
    her.main.get_by_label("Your text").press_sequentially(text)


def mends_each(her: Person) -> None:
    """Press the first suggestion until none is left."""
    suggestion = her.main.get_by_role("list", name=FOUND).get_by_role("button")
    for left in range(3, 0, -1):
        expect(suggestion).to_have_count(left, timeout=PATIENCE)
        suggestion.first.click()
    expect(suggestion).to_have_count(0, timeout=PATIENCE)


def test_a_clinician_mends_her_post_press_by_press_while_she_writes(browser: Browser, site: House) -> None:
    with person(browser, site, actor="clinician") as her:
        writes(her, DRAFT.format(number="00482917"))
        expect(her.page.locator(".under mark")).to_have_count(3, timeout=PATIENCE)
        her.looks()
        mends_each(her)
        assert field(her) == MENDED
        expect(her.page.locator(".under mark")).to_have_count(0, timeout=PATIENCE)
        her.presses("Publish to Neurology")
        her.sees("Your post is published.")
        her.sees(MENDED)


def test_a_clinician_mends_her_post_without_a_script(browser: Browser, site: House) -> None:
    with person(browser, site, script=False, actor="clinician") as her:
        writes(her, DRAFT.format(number="00482918"))
        assert her.presses(re.compile("^Publish to Neurology")) == 422
        her.sees("Your post is held, not published")
        for _place in range(3):
            assert her.presses(re.compile("^(Replace with|Leave it out)")) == 200
        assert field(her) == MENDED
        her.presses("Publish to Neurology")
        her.sees("Your post is published.")


def test_what_was_taken_can_be_taken_back(browser: Browser, site: House) -> None:
    with person(browser, site, look=False, actor="clinician") as her:
        text = "She fell on 3 March 2026."
        writes(her, text)
        her.main.get_by_role("button", name=re.compile("^Replace with")).click()
        expect(her.main.get_by_label("Your text")).to_have_value("She fell in 2026.", timeout=PATIENCE)
        her.main.get_by_label("Your text").press("Control+z")
        assert field(her) == text


def test_nothing_above_or_at_the_button_moves_while_she_writes(browser: Browser, site: House) -> None:
    with person(browser, site, look=False, actor="clinician") as her:
        writes(her, "")
        text, button = her.main.get_by_label("Your text"), her.main.get_by_role("button", name="Publish to Neurology")
        before = text.evaluate(BOX), button.evaluate(BOX)
        text.press_sequentially("MRN 00482917")
        expect(her.main.get_by_role("list", name=FOUND)).to_be_visible(timeout=PATIENCE)
        assert (text.evaluate(BOX), button.evaluate(BOX)) == before
        box, mark = text.bounding_box(), her.page.locator(".under mark").bounding_box()
        assert box is not None
        assert mark is not None
        assert box["x"] < mark["x"] < box["x"] + box["width"]
        assert box["y"] < mark["y"] < box["y"] + box["height"]


@pytest.mark.parametrize("script", [True, False])
def test_a_patient_about_herself_is_warned_and_never_held(browser: Browser, site: House, script: bool) -> None:
    with person(browser, site, script=script, look=script, actor="patient") as her:
        her.goes("/compose/")
        her.fills(Your_text=OF_HERSELF.format(n=2 + script))
        if script:
            expect(her.main.get_by_text("Look at this before you publish.").first).to_be_visible(timeout=PATIENCE)
        her.presses("Publish to the public square")
        her.sees("Your post is published.")


@pytest.mark.parametrize("script", [True, False])
def test_a_patient_publishes_her_own_number_with_one_more_press(browser: Browser, site: House, script: bool) -> None:
    with person(browser, site, script=script, look=script, actor="patient") as her:
        her.goes("/compose/")
        her.fills(Your_text=HER_NUMBER.format(n=2 + script))
        assert her.presses("Publish to the public square") == 422
        her.sees("Look again before you publish")
        her.ticks("I have looked at it again")
        her.presses("Publish to the public square")
        her.sees("Your post is published.")
        her.sees("402-555-0142")
