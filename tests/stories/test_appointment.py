"""The appointment: three questions written down beforehand, a page made of them, a link that a clinician opens once."""

import re

import pytest
from playwright.sync_api import Browser

from bedside.kit.clock import now
from tests.stories.house import House
from tests.stories.person import person

pytestmark = pytest.mark.browser


def test_somebody_goes_to_an_appointment_with_her_questions(browser: Browser, site: House) -> None:
    with person(browser, site, actor="newcomer", look=False) as her:
        her.goes("/record/")
        her.follows("Your allergies and intolerances")
        her.follows("Add an allergy")
        her.main.get_by_label("What are you allergic to?").fill("Larkspurine")
        her.presses("Keep it")
        her.goes("/record/")
        her.follows("Your appointments")
        her.follows("Add an appointment")
        her.main.get_by_label("With whom?").fill("Dr Lark")
        her.main.get_by_label("When?", exact=True).fill(now().date().isoformat())
        her.main.get_by_label("At what time?").fill("9.05")
        her.main.get_by_label("What matters most to ask?").fill("Why am I dizzy?")
        her.main.get_by_label("The second question").fill("May I drive?")
        her.main.get_by_label("The third question").fill("When do we look again?")
        assert her.presses("Keep it") == 200
        her.sees("Kept. You can undo it for 30 seconds.")
        her.follows("Make the page for this visit")
        her.fills(The_name_on_it="N. C.")
        her.presses("Make a link")
        found = re.search(r"/s/[A-Za-z0-9_-]{43}/", her.main.get_by_label("Or give them this address").input_value())
        assert found is not None
    with person(browser, site, look=False) as clinician:
        clinician.goes(found[0])
        for words in ("Why am I dizzy?", "May I drive?", "When do we look again?", "Larkspurine"):
            clinician.sees(words)
        with person(browser, site, actor="newcomer", look=False) as her:
            her.goes("/visit/links/")
            her.sees("Opened once.")
            her.presses("End it now")
        clinician.goes(found[0])
        clinician.sees("There is nothing here for you")
