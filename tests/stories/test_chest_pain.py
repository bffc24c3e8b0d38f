"""Chest pain at 2 a.m. under a doctor's post: the card at once, the doctor's three presses, an answer in private.

Without JavaScript from beginning to end: it is night, the telephone is old.
"""

import pytest
from playwright.sync_api import Browser

from tests.stories.house import House
from tests.stories.person import person

pytestmark = pytest.mark.browser
PAIN = "I have crushing chest pain that goes into my left arm and jaw, and I am sweating. Is that the new tablet?"


def test_chest_pain_under_a_doctors_post(browser: Browser, site: House) -> None:
    article = site.world["article"]
    with person(browser, site, actor="patient", script=False) as her:
        her.goes(f"/posts/{article}/reply/")
        her.fills(Your_reply=PAIN)
        her.presses("Publish my reply")
        her.sees("What you wrote may be an emergency.")
        path = her.page.url.removeprefix(site.address)
        number = her.main.get_by_role("link", name="Call 1").first.get_attribute("href")
        assert number == "tel:112"  # her country is not known, so the number that most of the world answers
        her.sees("It is up, as you wrote it. Only you see this page.")
    post_id = path.split("/")[2]
    with person(browser, site, actor="clinician", script=False) as doctor:
        doctor.goes(f"/posts/{post_id}/")
        doctor.sees_nothing_of("Only you see this box.")
        doctor.follows("Take this off the public channel")
        doctor.sees("We have written to the author privately.")
        doctor.ticks("It is urgent")
        doctor.presses("Send")
        doctor.sees("This is now with the duty team; you need do nothing more.")
    with person(browser, site, actor="safety_lead", script=False) as duty:
        duty.goes("/board/")
        duty.follows("Emergency")
        duty.presses("Read the post")
        duty.sees("crushing chest pain")
        duty.ticks("It is said in plain words")
        duty.presses("It is that: Emergency")
        duty.presses("Send it now")
        duty.sees("The author has the message")
    with person(browser, site, actor="patient", script=False) as her:
        her.goes(path)
        her.follows("Open the private messages")
        her.sees("Are you safe?")
        her.fills(Your_answer="I have called. They are on their way.")
        her.presses("Send")
        her.presses("Somebody takes care of me")
        her.sees("You said that somebody takes care of you")
    with person(browser, site, actor="clinician", script=False) as doctor:
        doctor.goes(f"/posts/{post_id}/")
        doctor.sees("We have written to the author privately.")
        doctor.sees_nothing_of("They are on their way.")
