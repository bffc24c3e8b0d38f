"""A friend request from a patient: it becomes a follow, a message shows other ways, and a line can be drawn by her."""

import pytest
from playwright.sync_api import Browser

from tests.stories.house import House
from tests.stories.person import person

pytestmark = pytest.mark.browser

KIND_TEXT = "Clinicians here keep one professional page. You now follow it."


def test_a_friend_request_from_a_patient(browser: Browser, site: House) -> None:
    with person(browser, site) as her:
        her.logs_in("heron@mail.example")
        her.goes("/@castellane/")
        her.presses("Connect")
        her.sees(KIND_TEXT)
        her.sees("Not a place for your own care")

        her.goes("/compose/")
        her.fills(Your_text="Dear @castellane, may I ask about my tablets?")
        her.ticks("Only people I name with @")
        assert her.presses("Publish") == 422
        her.sees("Direct messages don't reach clinicians here")
        her.sees("Ask in public, in general words")
        her.sees("Get urgent help")
        her.follows("Ask in public, in general words")
        assert "may I ask about my tablets?" in her.main.get_by_label("Your text").first.input_value()

    with person(browser, site) as doctor:
        doctor.logs_in("castellane@mail.example")
        doctor.goes("/notices/")
        doctor.sees_nothing_of("Heron")
        doctor.goes("/contacts/?list=followers")
        doctor.sees_nothing_of("@heron")
        doctor.goes("/@heron/")
        doctor.sees("Before you open this page")
        doctor.main.get_by_label("Why do you look?").fill("She wrote of great distress under my post.")
        doctor.presses("Open the page")
        doctor.sees("@heron")
        doctor.follows("Follow")
        doctor.ticks("Yes")
        doctor.presses("Go on")
        doctor.sees("You don't follow this person. Your answer is not kept.")
        doctor.goes("/settings/boundaries/")
        doctor.sees("She wrote of great distress under my post.")
        doctor.sees(KIND_TEXT)

    with person(browser, site) as her:
        her.logs_in("heron@mail.example")
        her.goes("/@castellane/")
        her.main.get_by_text("Keep a distance").click()
        her.presses("Not my doctor")
        her.sees("They no longer see you. Nobody is told.")
        her.goes("/settings/boundaries/")
        her.sees("1 person")

    with person(browser, site) as doctor:
        doctor.logs_in("castellane@mail.example")
        doctor.goes("/@heron/")
        doctor.sees("There is nothing here for you")
        doctor.goes("/settings/boundaries/")
        doctor.sees("A page that is no longer here")
        doctor.sees_nothing_of("@heron")
