"""A week in the woods: pressed without a connection, kept on the device, and in the record once it is back."""

import pytest
from playwright.sync_api import Browser, expect

from tests.stories.house import House
from tests.stories.person import PATIENCE, person

pytestmark = pytest.mark.browser
READY = "navigator.serviceWorker.ready.then(() => true)"


def test_what_is_pressed_without_a_connection_is_in_the_record_afterwards(browser: Browser, site: House) -> None:
    with person(browser, site, actor="hurried", look=False) as her:
        her.goes("/record/")
        her.page.evaluate(READY)
        her.page.context.set_offline(True)
        her.page.goto(site.address + "/record/month/")
        her.sees("Without a connection")
        her.main.get_by_role("button", name="Bad", exact=True).click()
        her.sees("Waiting on this device: 1.")
        assert her.main.get_by_role("button", name="Bad", exact=True, pressed=True).count() == 1
        her.main.get_by_label("In your own words").fill("Resin headache")
        her.main.get_by_label("How strong?").select_option("none-severe:2")
        her.main.get_by_role("button", name="Keep it").click()
        her.sees("Waiting on this device: 2.")
        her.main.get_by_role("button", name="I'm in a crash").click()
        her.sees("Waiting on this device: 3.")
        her.page.context.set_offline(False)
        with her.page.expect_response(lambda answer: answer.url.endswith("/record/offline/entries/")):
            her.goes("/record/")
        her.sees("From this device into your record: 3.")
        her.goes("/record/month/")
        her.sees("Resin headache: Moderate")
        her.goes("/record/")
        expect(her.main.get_by_role("button", name="Bad", exact=True)).to_have_attribute(
            "aria-pressed", "true", timeout=PATIENCE
        )
        expect(her.page.locator("[data-waiting]")).to_be_hidden()
        her.sees("You are in a crash")
