"""The desk of reports by the keyboard: J and K step, Enter opens; L, B, F and H pick an act, only Enter sends."""

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.stories.house import House
from tests.stories.person import Person, person

pytestmark = pytest.mark.browser


def test_j_and_k_step_through_the_reports_and_enter_opens_one(browser: Browser, site: House) -> None:
    with person(browser, site, actor="moderator", look=False) as mod:
        mod.goes("/queue/")
        steps = mod.page.locator("[data-step]")
        assert steps.count() > 1
        for key, at in (("j", 0), ("j", 1), ("k", 0), ("k", 0)):
            mod.page.keyboard.press(key)
            expect(steps.nth(at)).to_be_focused()
        target = steps.first.get_attribute("href")
        with mod.page.expect_navigation():
            mod.page.keyboard.press("Enter")
        assert mod.page.url.endswith(target or "?")


def test_letters_pick_an_act_and_none_of_them_sends(browser: Browser, site: House) -> None:
    with person(browser, site, actor="moderator", look=False) as mod:
        _takes_one(mod)
        here = mod.page.url
        for key, act in (("l", "nothing"), ("b", "label"), ("f", "hide"), ("h", "hold")):
            mod.page.keyboard.press(key)
            expect(_choice(mod, act)).to_be_checked()
            assert mod.page.url == here
        mod.main.get_by_label("Your words to the author").fill("")
        mod.main.get_by_label("Your words to the author").press_sequentially("half full")
        expect(mod.main.get_by_label("Your words to the author")).to_have_value("half full")
        expect(_choice(mod, "hold")).to_be_checked()  # letters typed into words pick nothing
        mod.presses("Give it back")


def test_who_turns_the_keys_off_types_without_effect(browser: Browser, site: House) -> None:
    with person(browser, site, actor="moderator", look=False) as mod:
        mod.goes("/queue/")
        mod.main.locator("[data-keys] button").click()
        mod.page.keyboard.press("j")
        assert mod.page.locator("[data-step]:focus").count() == 0


def _choice(mod: Person, act: str) -> Locator:
    return mod.page.locator(f"input[name=act][value={act}]")


def _takes_one(mod: Person) -> None:
    """Open a report of a post that nobody has, and take it with T."""
    mod.goes("/queue/")
    for path in [link.get_attribute("href") for link in mod.page.locator("[data-step]").all()]:
        mod.goes(path or "")
        if mod.page.locator("[data-key=t]").count():
            with mod.page.expect_navigation():
                mod.page.keyboard.press("t")
            if _choice(mod, "hold").count():
                return
    raise AssertionError("no report to take")
