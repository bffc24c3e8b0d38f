"""A bad week: a day in one press, a symptom in three, a crash from any page, and a month that calls no silence well."""

import pytest
from playwright.sync_api import Browser

from tests.stories.house import House
from tests.stories.person import person

pytestmark = pytest.mark.browser


def test_somebody_keeps_a_bad_week_with_a_few_presses(browser: Browser, site: House) -> None:
    with person(browser, site, actor="newcomer", look=False) as her:
        her.goes("/record/")
        her.main.get_by_role("button", name="Bad", exact=True).click()
        her.sees("Kept. You can stop here")
        her.goes("/record/symptoms/")
        her.main.get_by_label("What did you feel?").fill("Lamplight hurts")
        her.main.get_by_label("How strong?").select_option("none-severe:3")
        her.main.get_by_role("button", name="Keep it").last.click()
        her.sees("Today so far")
        her.main.get_by_role("button", name="Moderate", exact=True).click()
        her.sees("Kept. You can stop here")
        her.goes("/spaces/")
        her.page.locator("details.switch > summary").click()
        her.page.get_by_role("button", name="I'm in a crash").click()
        her.sees("Rest. Nothing here needs you.")
        her.main.get_by_role("button", name="Worst", exact=True).click()
        her.sees("Kept: Worst.")
        her.goes("/record/month/")
        her.sees("The day: Very bad")
        her.sees("Lamplight hurts: Severe")
        her.goes("/record/crash/")
        her.main.get_by_role("button", name="It is over").click()
        her.sees("Days without a word in it count as not asked")
