"""The walk of all screens: axe clean, no sideways scroll, targets, one h1, only our own host, no complaint.

On each commit a screen is opened once and looked at on a phone by day, and for each page and state once on a desktop by
night; `make nightly` opens every screen anew in each of the eight modes.
"""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from django.urls import resolve
from playwright.sync_api import Browser

from bedside.doors.web import samples
from tests.access import chain
from tests.access.screens import STATES, Screen, reach, screens, undrawn, without
from tests.shape.routes import all_routes
from tests.stories.house import House

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

TEMPLATES = Path(samples.__file__).parent / "templates"
FRONT_PAGE = 120_000  # bytes over the wire, with the typeface
LEAST = 24  # CSS pixels
# The first screen of each page and state: size and colours are of the page, not of who looks.
BY_NIGHT = list({(screen.page, screen.state): screen for screen in reversed(screens())}.values())
NO_SCRIPT = "M8 no JavaScript"


class Windows:
    """An open window for each actor, so that a screen costs no new one."""

    def __init__(self, browser: Browser, house: House) -> None:
        self._browser, self._house = browser, house
        self._stack = ExitStack()
        self._open: dict[str, chain.Seen] = {}

    def of(self, actor: str) -> chain.Seen:
        """Return the actor's window, with nothing noted yet."""
        if actor not in self._open:
            opening = chain.open_page(self._browser, cookies=self._house.cookies(actor))
            self._open[actor] = self._stack.enter_context(opening)
        seen = self._open[actor]
        seen.hosts.clear()
        seen.complaints.clear()
        return seen

    def close(self) -> None:
        """Close all."""
        self._stack.close()


@pytest.fixture(scope="module")
def windows(browser: Browser, site: House) -> Iterator[Windows]:
    windows = Windows(browser, site)
    yield windows
    windows.close()


def open_screen(seen: chain.Seen, site: House, screen: Screen) -> None:
    """Open a screen; what the console says of its own, expected status is no complaint."""
    if screen.page == "pages/setup.html":
        with site.before_setup():
            reach(seen.page, site, screen)
    else:
        reach(seen.page, site, screen)
    expected = f"Failed to load resource: the server responded with a status of {screen.status} "
    seen.complaints[:] = [words for words in seen.complaints if not words.startswith(expected)]


def check(seen: chain.Seen, site: House, *, script: bool = True) -> None:
    """Everything that holds of each screen in each mode."""
    chain.assert_no_sideways_scroll(seen.page)
    chain.assert_heading_order(seen.page)
    chain.assert_targets(seen.page, least=LEAST)
    if script:
        chain.assert_axe_clean(seen.page)
    chain.assert_only_own_host(seen, own=site.host)
    chain.assert_no_complaints(seen)


@pytest.mark.parametrize("screen", screens(), ids=str)
def test_a_screen_is_sound_on_a_phone_by_day_and_on_a_desktop_by_night(
    windows: Windows, site: House, screen: Screen
) -> None:
    seen = windows.of(screen.who)
    chain.look(seen.page, chain.PHONE_LIGHT)
    open_screen(seen, site, screen)
    check(seen, site)
    chain.look(seen.page, chain.NARROW)
    chain.assert_no_sideways_scroll(seen.page)
    if screen in BY_NIGHT:
        chain.look(seen.page, chain.DESKTOP_DARK)
        check(seen, site)


@pytest.mark.nightly
@pytest.mark.parametrize("mode", chain.NIGHTLY, ids=lambda mode: mode.name)
@pytest.mark.parametrize("screen", screens(), ids=str)
def test_a_screen_is_sound_in_each_mode(browser: Browser, site: House, screen: Screen, mode: chain.Mode) -> None:
    script = mode.name != NO_SCRIPT
    with chain.open_page(browser, mode=mode, cookies=site.cookies(screen.who)) as seen:
        open_screen(seen, site, screen)
        check(seen, site, script=script)


def test_the_first_page_is_light(browser: Browser, site: House) -> None:
    with chain.open_page(browser) as seen:
        transferred = chain.weigh(seen.page, url=site.address)
    assert 0 < sum(transferred.values()) < FRONT_PAGE, transferred


def test_every_template_of_a_page_is_drawn_by_a_screen() -> None:
    pages = {f"pages/{path.name}" for path in (TEMPLATES / "pages").glob("*.html")}
    assert pages - {screen.page for screen in screens()} == set(undrawn())


def test_every_route_that_can_be_opened_is_a_screen_or_says_why_not() -> None:
    here = {resolve(screen.at.partition("?")[0].format_map(_Filler())).route for screen in screens() if known(screen)}
    opened = {route.pattern for route in all_routes() if "GET" in route.methods and route.name not in without()}
    assert opened - here == set()


def test_every_reason_for_not_walking_is_about_a_route_that_exists() -> None:
    assert set(without()) <= {route.name for route in all_routes()}


@pytest.mark.parametrize("screen", screens(), ids=str)
def test_a_screen_names_a_state_that_we_know(screen: Screen) -> None:
    assert screen.state in STATES


def known(screen: Screen) -> bool:
    """Whether the address is one of ours: the page for what does not exist has none."""
    return screen.page != "pages/not_found.html"


class _Filler(dict[str, str]):
    """Fills an address in; any number is an id, and any number can stand for a token."""

    def __missing__(self, key: str) -> str:
        return "1"
