"""A goodbye that nobody flagged but a reader did: the button, the card, the board, the second person, the review.

No word of it is one that the guard knows. Somebody who reads the community every evening hears it all the same.
"""

import re

import pytest
from playwright.sync_api import Browser

from tests.stories.house import House
from tests.stories.person import Person, person

pytestmark = pytest.mark.browser
GOODBYE = "The last bill is paid, and the dog moved to my neighbour's. You were the best of my evenings, all of you."
ADDRESS = "An adult alone at home may have taken tablets. The address is known to their practice."
LEARNED = "A reader heard it before any list of words did. Thank readers, and keep the button where it is."


def test_a_goodbye_that_nobody_flagged_but_a_reader_did(browser: Browser, site: House) -> None:
    post = _writes(browser, site)
    _a_reader_worries(browser, site, post)
    case = _the_duty_team_writes(browser, site)
    _two_people_agree(browser, site, case)
    _she_answers_and_it_ends(browser, site, post, case)
    _two_look_back(browser, site, case)


def _writes(browser: Browser, site: House) -> str:
    """Publish it: nothing speaks up, for nothing in it is known."""
    with person(browser, site, actor="draftsman", look=False) as her:
        her.goes(f"/posts/{site.world['article']}/reply/")
        her.fills(Your_reply=GOODBYE)
        her.presses("Publish my reply")
        her.sees("the dog moved to my neighbour")
        her.sees_nothing_of("Only you see this box.")
        found = re.search(r"/posts/(\d+)/|#p(\d+)", her.page.url)
        assert found is not None, her.page.url
        link = her.main.get_by_text("the dog moved to my neighbour").locator("xpath=ancestor::article[1]")
        href = link.get_by_role("link").filter(has=her.page.locator("time")).first.get_attribute("href")
        assert href is not None
        return href


def _a_reader_worries(browser: Browser, site: House, post: str) -> None:
    with person(browser, site, actor="steward", look=False) as reader:
        reader.goes(post)
        heard = reader.main.get_by_role("article").filter(has_text="the dog moved to my neighbour").last
        heard.get_by_role("link", name="Worried about this?").last.click()
        reader.sees("Nobody is shown that you pressed.")
        reader.ticks("It is about harming oneself, or dying")
        reader.presses("Send")
        reader.sees("Thank you.")
        reader.goes(post)
        reader.sees_nothing_of("We have written to the author privately.")
    with person(browser, site, actor="draftsman") as her:
        her.goes(f"{post}care/")
        her.sees("Only you see this page.")
        her.sees_nothing_of("Heron")
        assert her.main.get_by_role("link", name="Call 1").first.get_attribute("href") == "tel:112"


def _the_duty_team_writes(browser: Browser, site: House) -> str:
    with person(browser, site, actor="safety_lead", look=False) as duty:
        duty.goes("/board/")
        row = duty.main.get_by_role("listitem").filter(has_text="A reader is worried").filter(has_text="Look, and say")
        path = row.get_by_role("link").last.get_attribute("href")
        assert path is not None
        duty.goes(path)
        duty.sees_nothing_of("Heron")
        duty.sees_nothing_of("the dog")
        duty.presses("Read the post")
        duty.sees("the dog moved to my neighbour")
        duty.ticks("It is not said, but the words point to it")
        duty.presses("It is that: Self-harm")
        duty.presses("Send it now")
        duty.sees("The author has the message")
        return path


def _two_people_agree(browser: Browser, site: House, case: str) -> None:
    """Nobody alone may tell anybody outside; the second is another account, and sees the words before she agrees."""
    with person(browser, site, actor="safety_lead", look=False) as duty:
        duty.goes(case)
        duty.follows("A life is in danger and they do not answer")
        duty.ticks("There is a plan, and a way")
        duty.ticks("An emergency service")
        duty.fills(The_words_that_are_passed_on=ADDRESS)
        duty.ticks("We wrote to the author, and got no answer")
        duty.presses("Ask a second person")
        duty.sees("A second person has ten minutes to agree.")
        duty.goes("/board/")
        assert not duty.main.get_by_text(ADDRESS).count()
    with person(browser, site, actor="administrator", look=False) as admin:
        admin.goes("/board/")
        admin.sees_nothing_of("A colleague asks you to agree")  # an administrator is not trained for it
    with person(browser, site, actor="moderator", look=False) as second:
        second.goes("/board/")
        second.sees("A colleague asks you to agree")
        _reads_the_request(second)
        second.presses("Agree. One of us calls now")
        second.sees("You agreed. Your colleague calls now.")


def _reads_the_request(second: Person) -> None:
    """Open the request that speaks of this case: the site has another one that waits."""
    paths = [link.get_attribute("href") for link in second.main.get_by_role("link", name="Read it").all()]
    for path in paths:
        second.goes(path or "")
        if second.main.get_by_text(ADDRESS).count():
            return
    raise AssertionError(f"no request with these words among {paths}")


def _she_answers_and_it_ends(browser: Browser, site: House, post: str, case: str) -> None:
    with person(browser, site, actor="draftsman", look=False) as her:
        her.goes(f"{post}care/")
        her.follows("Open the private messages")
        her.sees("Thank you for saying it. You don't have to explain anything.")
        her.fills(Your_answer="My sister is here now. I did not think that anybody would notice.")
        her.presses("Send")
        her.sees("My sister is here now.")
    with person(browser, site, actor="safety_lead", look=False) as duty:
        duty.goes(case)
        duty.presses("Read the answer")
        duty.sees("My sister is here now.")
        duty.main.get_by_label("How did it end?").select_option("author_safe")
        duty.presses("Close it")
    with person(browser, site, actor="steward", look=False) as reader:
        reader.goes(post)
        reader.sees("We have written to the author privately.")
        reader.sees_nothing_of("My sister is here now.")


def _two_look_back(browser: Browser, site: House, case: str) -> None:
    number = case.strip("/").split("/")[-1]
    with person(browser, site, actor="safety_lead", look=False) as lead:
        lead.goes(f"/board/reviews/{number}/")
        lead.sees_nothing_of("the dog")
        lead.fills(What_was_learned=LEARNED, Handle_of_the_patient_member="juniper")
        lead.presses("Ask the member to read it")
        lead.sees("The member is asked to read it.")
    with person(browser, site, actor="patient", look=False) as member:
        member.goes(f"/board/reviews/{number}/")
        member.sees(LEARNED)
        member.sees_nothing_of("Sorrel")
        member.sees_nothing_of("the dog")
        member.presses("I have read it, and agree")
        member.sees("Thank you. The review is done.")
