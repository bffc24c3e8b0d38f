"""My daughter helps me: let in, entering a bad day, kept out of one thing, and out again with one press."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser

from tests.stories.house import House
from tests.stories.person import Person, person

pytestmark = pytest.mark.browser
LINE = "She could not get up before noon"


def test_my_daughter_helps_me_with_my_record(browser: Browser, site: House) -> None:
    with person(browser, site, actor="draftsman", look=False) as her:
        _lets_her_in(her)
        with person(browser, site, actor="carer", look=False) as daughter:
            _enters_a_bad_day(daughter)
            _reads_who_entered_it(her)
            _keeps_one_thing_to_herself(her)
            daughter.page.reload()
            daughter.sees_nothing_of("Valerian drops")
            _ends_it(her)
            answer = daughter.page.reload()
            assert answer is not None
            assert answer.status == 404


def _lets_her_in(her: Person) -> None:
    her.goes("/record/treatments/add/")
    her.main.get_by_label("What do you take or do?").fill("Valerian drops")
    her.main.get_by_label("in your own words").first.fill("sleep")
    her.presses("Keep it")
    her.goes("/carers/offer/")
    her.fills(Their_handle_here="@ana")
    for scope in ("See the patient's record", "Enter days, symptoms", "Enter treatments"):
        her.ticks(scope)
    her.main.get_by_label("Until").fill((date.today() + timedelta(days=200)).isoformat())
    her.presses("Ask")
    her.sees("They are asked now.")


def _enters_a_bad_day(daughter: Person) -> None:
    daughter.goes("/carers/")
    daughter.presses(re.compile("^Yes"))
    daughter.main.get_by_role("link", name=re.compile("^Record of Sorrel")).click()
    daughter.sees("sees each time that you open it")
    daughter.sees("Valerian drops")
    daughter.main.get_by_label("One line about the day").fill(LINE)
    daughter.presses("Very bad")
    daughter.sees("Kept for")
    daughter.main.get_by_label("What did they feel?").fill("Dizzy")
    daughter.main.get_by_label("How strong?").select_option("none-severe:3")
    daughter.presses("Keep it")
    daughter.sees("Dizzy: Severe")
    daughter.follows("Add a measurement")
    daughter.main.get_by_label("What did you measure?").select_option("29463-7")
    daughter.main.get_by_label("The number").fill("58")
    daughter.main.get_by_label("The unit", exact=True).select_option("kg")
    daughter.main.get_by_label("When?").fill(date.today().isoformat())
    daughter.presses("Keep it")
    daughter.sees("Weight: 58 kg")


def _reads_who_entered_it(her: Person) -> None:
    her.goes("/record/")
    her.sees("entered by Ana")
    her.sees(LINE)
    her.goes("/settings/looks/")
    her.sees("Your record, as far as you let them")


def _keeps_one_thing_to_herself(her: Person) -> None:
    her.goes("/record/treatments/")
    her.follows("Valerian drops")
    her.follows("Who sees this")
    her.ticks("Nobody but me, not even somebody who acts for me")
    her.presses("Keep it")
    her.sees("It counts at once.")


def _ends_it(her: Person) -> None:
    her.goes("/carers/")
    her.presses(re.compile("^End this"))
    her.sees("They are not told.")
