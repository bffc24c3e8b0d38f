"""The guard holds a clinician's draft back, and shows the way on."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.stories.house import House
from tests.stories.person import PATIENCE, person

pytestmark = pytest.mark.browser

DRAFT = "A humbling morning: MRN 00482917, a 93yo who had been giddy for a week. It was the new eye drops."


def test_a_clinician_is_held_back_and_publishes_the_safer_wording(browser: Browser, site: House) -> None:
    with person(browser, site) as her:
        her.logs_in("castellane@mail.example")
        her.goes("/compose/?space=neurology")
        her.main.get_by_label("Your text").press_sequentially(DRAFT)
        found = her.main.get_by_role("list", name="What the guard found")
        expect(found).to_contain_text("A record number", timeout=PATIENCE)
        expect(found).to_contain_text("An age over 89", timeout=PATIENCE)
        assert her.presses(re.compile("^(Publish to Neurology|Check my text again)")) == 422
        her.sees("nobody else has seen it")
        her.main.get_by_role("button", name="Use this wording").click()
        text = her.main.get_by_role("textbox", name="Your text")
        expect(text).not_to_have_value(re.compile("00482917"), timeout=PATIENCE)
        her.presses("Publish to Neurology")
        her.sees("Your post is published.")
        her.sees("It was the new eye drops.")
        her.sees_nothing_of("00482917")
        her.sees_nothing_of("93yo")


def test_a_clinician_may_not_tell_in_the_open_who_is_her_patient(browser: Browser, site: House) -> None:
    with person(browser, site, actor="clinician") as her:
        her.goes(f"/posts/{site.world['own_post']}/reply/")
        her.fills(Your_reply="As I told you at your visit, the kettle can wait.")
        assert her.presses("Publish my reply") == 422
        her.sees("Words that tell who is whose patient")
        her.goes(f"/posts/{site.world['own_post']}/")
        her.sees_nothing_of("the kettle can wait")
