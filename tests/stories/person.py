"""Somebody at a browser: goes to pages, reads, types, presses. In a journey every page is looked at on the way."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Locator, Page, expect

from tests.access import axe, chain
from tests.factories import PASSWORD
from tests.ops.site import until
from tests.stories.house import House

PATIENCE = 30_000  # milliseconds: the machine may be busy
LINK = re.compile(r"https?://[^/\s]+(/\S+)")


class Person:
    """One browser window of its own, and what was looked at in it."""

    def __init__(self, seen: chain.Seen, site: House, *, look: bool) -> None:
        self.page: Page = seen.page
        self.page.set_default_timeout(PATIENCE)
        self._seen, self._site, self._look = seen, site, look
        self._looked_at: set[str] = set()

    @property
    def main(self) -> Locator:
        """The page without its header and footer."""
        return self.page.get_by_role("main")

    def goes(self, path: str) -> None:
        """Type an address."""
        self.page.goto(self._site.address + path)
        self._arrives()

    def follows(self, name: str, *, exact: bool = False) -> None:
        """Follow a link of the page."""
        with self.page.expect_navigation():
            self.main.or_(self.page.get_by_role("complementary")).get_by_role(
                "link", name=name, exact=exact
            ).first.click()
        self._arrives()

    def presses(self, name: str | re.Pattern[str]) -> int:
        """Press a button that sends a form, and return the status of the answer."""
        with self.page.expect_navigation() as navigation:
            self.main.get_by_role("button", name=name).first.click()
        self._arrives()
        answer = navigation.value
        assert answer is not None
        return answer.status

    def fills(self, **words: str) -> None:
        """Fill fields in, each named by the words of its label with _ for blanks."""
        for label, value in words.items():
            self.main.get_by_label(label.replace("_", " "), exact=True).first.fill(value)

    def ticks(self, label: str) -> None:
        """Tick a box, or choose one of several."""
        self.main.get_by_label(label).first.check()

    def sees(self, words: str | re.Pattern[str]) -> None:
        """Fail unless the words are on the page, or come within the patience of the test."""
        expect(self.page.locator("body")).to_contain_text(words, timeout=PATIENCE)

    def hears_of(self, words: str) -> None:
        """Open the notices until the words are among them: the worker writes them a moment after what they tell of."""

        def told() -> bool:
            self.goes("/notices/")
            return words in self.page.locator("main").inner_text()

        until(told, limit=PATIENCE / 1000, what=lambda: f"no notice of {words}:\n{self._site.log()}")

    def sees_nothing_of(self, words: str) -> None:
        """Fail when the words are on the page."""
        expect(self.page.locator("body")).not_to_contain_text(words, timeout=PATIENCE)

    def logs_in(self, mail: str) -> None:
        """Log in by the form."""
        self.goes("/log-in/")
        self.fills(Mail_address=mail, Password=PASSWORD)
        self.presses("Log in")

    def reads_mail(self, to: str) -> str:
        """Return the path of the link in the newest mail to an address."""
        found = LINK.search(self._site.letter(to).text)
        assert found is not None
        return found[1]

    def looks(self) -> None:
        """Look at the page on a desktop by night, for its colours, and at all of it on a phone by day."""
        chain.look(self.page, chain.DESKTOP_DARK)
        chain.assert_no_sideways_scroll(self.page)
        axe.assert_contrast_clean(self.page)
        chain.look(self.page, chain.PHONE_LIGHT)
        chain.assert_no_sideways_scroll(self.page)
        axe.assert_axe_clean(self.page)

    def _arrives(self) -> None:
        """Look at the page, unless it was looked at before."""
        chain.assert_only_own_host(self._seen, own=self._site.host)
        here = re.sub(r"\d{6,}|[\w-]{40,}", "N", self.page.url) + self.page.title()
        if self._look and here not in self._looked_at:
            self._looked_at.add(here)
            self.looks()


@contextmanager
def person(
    browser: Browser, site: House, *, script: bool = True, look: bool = True, actor: str = "visitor"
) -> Iterator[Person]:
    """Give `actor` a browser. `script`: with JavaScript; `look`: each page is looked at, as journeys promise.

    Without a script nobody can look: axe is one. Stories that are no journeys do without, because the walk over the
    screens (tests/access) comes to the same pages.
    """
    options = chain.PHONE_LIGHT.options | {"java_script_enabled": script}
    mode = chain.Mode(name="phone", width=390, height=844, options=options)
    with chain.open_page(browser, mode=mode, cookies=site.cookies(actor)) as seen:
        if script and look:
            axe.carry_axe(seen.page)
        yield Person(seen, site, look=script and look)
