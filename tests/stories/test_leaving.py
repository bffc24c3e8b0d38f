"""I take my data and leave: a copy with my record as FHIR that another program can read, and then nothing here."""

import io
import json
import zipfile
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from bedside.policy.fhir.bundle import preview
from tests.ops.site import until
from tests.stories.house import House
from tests.stories.person import PATIENCE, Person, person
from tests.stories.test_second_factor import shows_it_is_her

pytestmark = pytest.mark.browser
MAIL = "goldfinch@mail.example"


def fetched(her: Person) -> zipfile.ZipFile:
    """Ask for a copy, wait for it as its page says, and fetch it."""
    her.presses("Make a copy")
    here = her.page.url

    def ready() -> bool:
        her.page.goto(here)
        return her.main.get_by_role("button", name="Fetch the file").is_visible()

    until(ready, limit=PATIENCE / 1000, what=lambda: "the copy is not made")
    with her.page.expect_download() as download:
        her.main.get_by_role("button", name="Fetch the file").click()
    return zipfile.ZipFile(io.BytesIO(Path(download.value.path()).read_bytes()))


def test_somebody_takes_her_record_with_her_and_is_gone(browser: Browser, site: House) -> None:
    with person(browser, site, look=False) as her:
        her.logs_in(MAIL)
        her.goes("/record/")
        her.main.get_by_role("button", name="Good", exact=True).click()
        her.sees("Kept. You can stop here")
        her.goes("/record/conditions/add/")
        her.main.get_by_label("What do you have?").fill("Lantern lupus")
        her.presses("Keep it")
        her.goes("/settings/your-data/")
        shows_it_is_her(her)
        with fetched(her) as archive:
            raw = archive.read("record.fhir.json")
        found = preview(raw, this_year=date.today().year)
        assert found.bad == []
        assert {"Lantern lupus"} <= {one.text for one in found.kept}
        assert found.counts() == {"Condition": 1, "Observed": 1}
        assert "goldfinch" not in json.dumps(json.loads(raw)).lower()
        her.goes("/settings/leave/")
        her.ticks("Now. It cannot be stopped")
        her.ticks("Yes, erase my account and everything in it")
        her.presses("Erase my account")
        her.sees("Your account is being erased now.")
        her.logs_in(MAIL)
        her.sees_nothing_of("Your record")
        her.sees("Log in")
