"""Somebody posts a picture with a number in it: it is read first, she covers the number, and then it is published.

The worker reads with the reader of `tests.eyes`: red is a line with a record number, blue a face.
"""

import io
import re

import pytest
from PIL import Image
from playwright.sync_api import Browser, FilePayload, expect

from tests import eyes
from tests.ops.site import until
from tests.stories.house import House
from tests.stories.person import PATIENCE, Person, person

pytestmark = pytest.mark.browser


def file(data: bytes) -> FilePayload:
    return {"name": "a.png", "mimeType": "image/png", "buffer": data}


def sends(her: Person, text: str, *pictures: bytes, where: str = "/compose/") -> None:
    """Write a post with pictures, and press the button that publishes."""
    her.goes(where)
    her.fills(Your_text=text)
    her.main.get_by_text("Add a warning, pictures or a poll").click()
    for n, data in enumerate(pictures, start=1):
        her.main.get_by_label(f"Picture {n}", exact=True).set_input_files(file(data))
        her.main.get_by_label(f"What picture {n} shows").fill(f"A chart, number {n}")
    her.presses(re.compile("^Publish"))


def comes_back(her: Person, to: str = "Look at your pictures before you publish") -> None:
    """Open the page again until the pictures were looked at, as without a script."""

    def there() -> bool:
        her.page.reload()
        return to in her.main.inner_text()

    until(there, limit=PATIENCE / 1000, what=lambda: f"no {to}: {her.main.inner_text()}")


def pixels_of(her: Person, site: House) -> Image.Image:
    """Return the first picture of the page, as the site hands it out."""
    address = her.main.locator("img").first.get_attribute("src")
    answer = her.page.request.get(f"{site.address}{address}")
    assert answer.ok
    return Image.open(io.BytesIO(answer.body())).convert("RGB")


def test_a_clinician_covers_a_record_number_and_publishes(browser: Browser, site: House) -> None:
    text = "How do you read this chart?"
    with person(browser, site, actor="clinician") as her:
        sends(her, text, eyes.block(eyes.NUMBER))
        her.sees("We are looking at your pictures")
        expect(her.main.get_by_role("link", name="See what to do")).to_be_visible(timeout=PATIENCE)
        her.follows("See what to do")
        her.sees("Your post is held, not published.")
        her.sees("A record number")
        assert her.main.get_by_role("button", name="Publish my post").count() == 0
        her.presses("Cover this")
        her.sees("1 place is covered.")
        assert eyes.place_of(pixels_of(her, site), eyes.RED) is None
        assert her.presses("Publish my post") == 422
        her.sees("Look at picture 1, and tick the box under it.")
        her.ticks("I have looked at this picture")
        her.presses("Publish my post")
        her.sees("Your post is published.")
        her.sees(text)
        assert eyes.place_of(pixels_of(her, site), eyes.RED) is None
        her.hears_of("Look at its pictures first.")


def test_without_a_script_it_is_the_same(browser: Browser, site: House) -> None:
    with person(browser, site, script=False, actor="clinician") as her:
        sends(her, "And how do you read this one?", eyes.block(eyes.NUMBER, eyes.FACE), eyes.block())
        comes_back(her)
        her.presses("Cover all")
        her.sees("2 places are covered.")
        for box in her.main.get_by_label(re.compile("^I have looked at this picture")).all():
            box.check()
        her.presses("Publish my post")
        her.sees("Your post is published.")


def test_all_of_it_is_done_from_the_keyboard(browser: Browser, site: House) -> None:
    with person(browser, site, look=False, actor="clinician") as her:
        sends(her, "By keyboard alone.", eyes.block(eyes.NUMBER))
        comes_back(her)
        for name in ("Cover this", "Publish my post"):
            button = her.main.get_by_role("button", name=name)
            if name.startswith("Publish"):
                her.main.get_by_label("I have looked at this picture").press("Space")
            button.focus()
            with her.page.expect_navigation():
                button.press("Enter")
        her.sees("Your post is published.")


@pytest.mark.parametrize("script", [True, False])
def test_a_patient_is_warned_of_her_own_face_and_publishes(browser: Browser, site: House, script: bool) -> None:
    with person(browser, site, script=script, look=script, actor="patient") as her:
        sends(her, f"My good day, {script}.", eyes.block(eyes.FACE))
        comes_back(her)
        her.sees("We found something in your pictures.")
        her.presses("Publish my post")
        her.sees("Your post is published.")


def test_a_picture_without_anything_is_published_by_itself(browser: Browser, site: House) -> None:
    text = "A plain wall, nothing else."
    with person(browser, site, look=False, actor="patient") as her:
        sends(her, text, eyes.block())
        expect(her.main.get_by_role("link", name="Read it")).to_be_visible(timeout=PATIENCE)
        her.follows("Read it")
        her.sees(text)


def test_nobody_else_sees_anything_of_it_until_it_is_published(browser: Browser, site: House) -> None:
    text = "Only for later eyes."
    with person(browser, site, look=False, actor="patient") as her, person(browser, site, look=False) as other:
        sends(her, text, eyes.block(eyes.FACE))
        comes_back(her)
        address, picture = her.page.url, her.main.locator("img").first.get_attribute("src")
        for path in (address.removeprefix(site.address), picture or ""):
            assert other.page.request.get(site.address + path, max_redirects=0).status in (302, 404)
        other.goes("/square/")
        other.sees_nothing_of(text)
        her.presses("Publish my post")
        other.goes("/square/")
        other.sees(text)
