"""A patient's way: sign up, join, read, ask, be answered, read figures, leave. With a script and without one."""

import pytest
from playwright.sync_api import Browser

from tests.factories import PASSWORD
from tests.stories.house import House
from tests.stories.person import Person, person

pytestmark = pytest.mark.browser

TITLE = "Does rest before a walk count?"
QUESTION = "I lie down for an hour first. Does it count as pacing?"
ANSWER = "It does for me, on most days."


def signs_up(her: Person, *, handle: str) -> None:
    """Answer the four questions, read the mail, confirm."""
    her.goes("/")
    her.follows("Make an account")
    her.main.get_by_label("Month").select_option(label="May")
    her.fills(Year="1984")
    her.presses("Go on")
    her.ticks("I live with an illness")
    her.presses("Go on")
    her.fills(Name_that_others_see=handle.title(), Handle=handle)
    her.presses("Go on")
    her.fills(Mail_address=f"{handle}@mail.example", Password=PASSWORD)
    her.presses("Make the account")
    her.sees("Check your mail")
    her.goes(her.reads_mail(f"{handle}@mail.example"))
    her.presses("Confirm and log in")
    her.sees("Your mail address is confirmed.")


def asks_to_join(her: Person, *, handle: str) -> None:
    """Find the community and ask to come in."""
    her.goes("/spaces/")
    her.fills(Find_a_space="ME/CFS")
    her.presses("Find spaces")
    her.follows("ME/CFS", exact=True)
    her.sees_nothing_of("Always on the second day.")
    her.follows("Join", exact=True)
    her.ticks("I understand that members will know that I am here")
    her.fills(A_word_to_the_stewards="I was told last year.")
    her.presses(f"Ask to join as {handle.title()}")
    her.sees("A steward will answer you.")


def lets_in(steward: Person, *, handle: str) -> None:
    """A steward finds the request and says yes."""
    steward.goes("/spaces/me-cfs/requests/")
    steward.sees("I was told last year.")
    steward.presses(f"Let in {handle.title()}")
    steward.sees(f"{handle.title()} is a member now.")


def asks(her: Person) -> None:
    """Read in the community, then ask."""
    her.goes("/spaces/me-cfs/")
    her.sees("My blanket for bad days.")
    her.follows("Write in ME/CFS")
    her.ticks("A question")
    her.fills(Title=TITLE, Your_text=QUESTION)
    her.presses("Publish to ME/CFS")
    her.sees("Your post is published.")
    her.sees(QUESTION)


def answers(other: Person, *, at: str) -> None:
    """Another member opens the question and answers it."""
    other.goes(at)
    other.follows("Write a reply")
    other.fills(Your_reply=ANSWER)
    other.presses("Publish my reply")
    other.sees(ANSWER)


def leaves(her: Person) -> None:
    """Leave, and find nothing of it any more: not the space's posts, not one's own question, not the answer."""
    her.goes("/spaces/me-cfs/")
    her.follows("Leave this space")
    her.presses("Leave")
    her.sees("You are not in ME/CFS any more.")
    her.goes("/spaces/me-cfs/")
    her.sees_nothing_of("My blanket for bad days.")
    her.goes("/search/?q=blanket")
    her.sees("Nothing found")
    her.goes("/")
    her.sees_nothing_of(ANSWER)


def whole_way(browser: Browser, site: House, *, handle: str, script: bool) -> None:
    with (
        person(browser, site, script=script) as her,
        person(browser, site, script=script) as steward,
        person(browser, site, script=script, look=False, actor="patient") as other,
    ):
        signs_up(her, handle=handle)
        asks_to_join(her, handle=handle)
        steward.logs_in("heron@mail.example")
        lets_in(steward, handle=handle)
        asks(her)
        question = her.page.url.removeprefix(site.address).partition("#")[0]
        answers(other, at=question)
        her.hears_of("Juniper")
        her.goes(question)
        her.sees(ANSWER)
        her.goes("/treatments/")
        her.follows("ME/CFS")
        her.follows("Pacing", exact=True)
        her.sees("of 100 people")
        leaves(her)
        her.goes(question)
        her.sees(QUESTION)  # her own words stay hers
        her.sees_nothing_of(ANSWER)


def test_a_patient_joins_asks_is_answered_and_leaves(browser: Browser, site: House) -> None:
    whole_way(browser, site, handle="slow_otter", script=True)


@pytest.mark.wide
def test_a_patient_needs_no_script_for_any_of_it(browser: Browser, site: House) -> None:
    whole_way(browser, site, handle="still_otter", script=False)
