"""What is typed is on the server within two seconds, and a crash of the browser loses none of it."""

import time

import pytest
from playwright.sync_api import Browser, expect

from tests.stories.house import House
from tests.stories.person import PATIENCE, person

pytestmark = pytest.mark.browser

WORDS = "The first half of a long thought about cushions."
WITHIN = 2.0  # seconds after the last key, as accessibility.md F3 promises


def test_typed_words_are_kept_within_two_seconds_and_survive_the_browser(browser: Browser, site: House) -> None:
    with person(browser, site, actor="draftsman", look=False) as her:
        her.goes("/compose/")
        with her.page.expect_request(lambda request: "/compose/check/" in request.url) as saving:
            her.main.get_by_label("Your text").press_sequentially(WORDS)
            typed = time.monotonic()
        asked = time.monotonic() - typed
        assert asked < WITHIN
        answer = saving.value.response()
        assert answer is not None
        assert answer.status == 200
        expect(her.page.locator("#saved")).to_have_text("Saved.", timeout=PATIENCE)
    with person(browser, site, actor="draftsman", look=False) as again:
        again.goes("/drafts/")
        again.sees(WORDS)
        again.follows("The first half")
        assert again.main.get_by_label("Your text").input_value() == WORDS
