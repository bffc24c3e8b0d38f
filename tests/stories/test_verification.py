"""Verified in one evening: a clinician signs up, claims her number, reads a code at work, and writes in a room."""

import re

import pytest
from playwright.sync_api import Browser

from tests.factories import PASSWORD
from tests.stories.house import House
from tests.stories.person import Person, person

pytestmark = pytest.mark.browser

WORK = "uma.haddad@elmclinic.example"


def signs_up(her: Person) -> None:
    her.goes("/")
    her.follows("Make an account")
    her.main.get_by_label("Month").select_option(label="May")
    her.fills(Year="1979")
    her.presses("Go on")
    her.ticks("I am a clinician")
    her.presses("Go on")
    her.fills(Name_that_others_see="Uma Haddad", Handle="uma_haddad")
    her.presses("Go on")
    her.fills(Mail_address="uma@mail.example", Password=PASSWORD)
    her.presses("Make the account")
    her.goes(her.reads_mail("uma@mail.example"))
    her.presses("Confirm and log in")


def claims(her: Person) -> None:
    her.goes("/settings/")
    her.follows("Open Your verification")
    her.follows("Begin", exact=True)
    her.ticks("us_npi" if her.main.get_by_label("us_npi").count() else "NPPES")
    her.fills(Your_number_in_it="2900000021", First_name="Uma", Family_name="Haddad")
    her.main.get_by_label("Profession").select_option(label="Physician")
    assert her.presses("Ask the register") == 422
    her.sees("This number has a wrong check digit.")
    her.fills(Your_number_in_it="2900000029")
    her.presses("Ask the register")
    her.sees("The register has your number and name.")


def proves(her: Person, site: House) -> None:
    her.follows("A code to your work address")
    her.fills(Your_work_address=WORK)
    her.presses("Send the code")
    letter = site.letter(WORK)
    assert letter.subject == "Your code"
    code = re.search(r"\b(\d{6})\b", letter.text)
    assert code is not None
    her.fills(The_code=code[1])
    her.presses("Check the code")
    her.sees("You are verified.")


def test_verified_in_one_evening(browser: Browser, site: House) -> None:
    with person(browser, site) as her:
        signs_up(her)
        claims(her)
        proves(her, site)
        her.goes("/spaces/neurology/")
        her.follows("Join", exact=True)
        her.presses(re.compile("^Join"))
        her.goes("/compose/?space=neurology")
        her.fills(Your_text="Rest before the walk helps most of mine.")
        her.presses("Publish to Neurology")
        her.sees("Your post is published.")
        her.sees("Physician")
