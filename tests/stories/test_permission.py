"""The author withdraws the photo: a patient permits a picture, sees where it is, and takes it away with one press.

"Author" is whose photo it is: she signs, she ends it, and nobody has to agree.
"""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, expect

from bedside.kit.clock import now
from tests import eyes
from tests.ops.site import until
from tests.stories.house import House
from tests.stories.person import PATIENCE, Person, person
from tests.stories.test_pictures import comes_back, file

pytestmark = pytest.mark.browser

WHAT = "The photo of the rash on your arm, with your face."
TEXT = "How it looked in the first week."


def asks(doctor: Person) -> str:
    """Ask juniper, and return the address of what is asked."""
    doctor.goes("/authorisations/")
    doctor.follows("Ask for a permission")
    doctor.main.get_by_label("Your patient's handle here").fill("@juniper")
    doctor.fills(What_is_shared=WHAT, Who_shares_it="Dr Castellane", Who_may_see_it="Everybody here.")
    doctor.fills(What_it_is_for="To teach other doctors.", Last_day=(now() + timedelta(days=60)).date().isoformat())
    doctor.main.get_by_label("Time zone of that midnight").select_option("America/Chicago")
    doctor.presses("Ask")
    doctor.sees("Not answered yet")
    return doctor.page.url


def signs(patient: Person, address: str) -> None:
    patient.goes(address)
    patient.sees(WHAT)
    patient.follows("Go on to sign")
    patient.fills(Your_full_name="Juno Ferreira")
    patient.presses("Sign")
    patient.sees("In force until")


def publishes(doctor: Person) -> str:
    """Publish the photo on the permission, and return the address of the post."""
    doctor.goes("/compose/")
    doctor.fills(Your_text=TEXT)
    doctor.main.get_by_text("Is a patient told of or shown?").first.click()
    doctor.ticks("Yes, with the patient")
    chosen = doctor.main.get_by_label("The permission").locator("option", has_text=WHAT[:20]).get_attribute("value")
    doctor.main.get_by_label("The permission").select_option(chosen)
    doctor.main.get_by_text("Add a warning, pictures or a poll").click()
    doctor.main.get_by_label("Picture 1", exact=True).set_input_files(file(eyes.block(eyes.FACE)))
    doctor.main.get_by_label("What picture 1 shows").fill("An arm and a face")
    doctor.presses(re.compile("^Publish"))
    comes_back(doctor)
    doctor.ticks("I have looked at this picture. It shows only what the permission names.")
    doctor.presses("Publish my post")
    doctor.sees("Shared with permission")
    return doctor.page.url


@pytest.mark.row("B12")
def test_the_author_withdraws_the_photo(browser: Browser, site: House) -> None:
    with (
        person(browser, site, actor="clinician") as doctor,
        person(browser, site, actor="patient") as patient,
        person(browser, site) as reader,
    ):
        permission = asks(doctor).removeprefix(site.address)
        signs(patient, permission)
        post = publishes(doctor).removeprefix(site.address)
        reader.goes(post)
        reader.sees(TEXT)
        photo = reader.main.locator("article img").first.get_attribute("src")
        assert reader.page.request.get(f"{site.address}{photo}").ok
        patient.goes(permission)
        patient.sees("The public square: everybody can read it. With pictures.")
        patient.sees("fewer than 11 times")
        patient.presses("End this")
        patient.sees("It has ended.")
        for one in (reader, doctor, patient):
            assert one.page.request.get(f"{site.address}{post}").status == 404
            assert one.page.request.get(f"{site.address}{photo}").status == 404
        doctor.goes("/square/")
        doctor.sees_nothing_of(TEXT)

        def told() -> bool:
            doctor.goes("/notices/")
            return "A permission has ended. What you posted on it was taken down." in doctor.main.inner_text()

        until(told, limit=PATIENCE / 1000, what=doctor.main.inner_text)
        expect(patient.main.get_by_role("button", name="End this")).to_have_count(0)
