"""The walk of all screens: axe clean, no sideways scroll, targets, one h1, only our own host, no complaint.

On each commit a screen is opened once and looked at on a phone by day, and for each page and state once on a desktop by
night; screens that another one stands for wait for `make nightly`, which opens all of them in each of the eight modes.
"""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from django.urls import resolve
from playwright.sync_api import Browser

from bedside.doors.web import samples
from tests.access import axe, chain
from tests.access.screens import STATES, Screen, each_commit, reach, screens, without
from tests.shape.routes import all_routes
from tests.stories.house import House

pytestmark = pytest.mark.browser

TEMPLATES = Path(samples.__file__).parent / "templates"
FRONT_PAGE = 120_000  # bytes over the wire, with the typeface
LEAST = 24  # CSS pixels
# The first screen of each page and state: size and colours are of the page, not of who looks.
BY_NIGHT = list({(screen.page, screen.state): screen for screen in reversed(each_commit())}.values())
# The first of each page. A desktop draws its other states from the same elements as the phone, in colours of its own.
WHOLE_BY_NIGHT = list({screen.page: screen for screen in reversed(each_commit())}.values())
NO_SCRIPT = "M8 no JavaScript"


def marks(screen: Screen) -> list[pytest.MarkDecorator]:
    """Each page is opened by `make test`, its further states and actors by `make test-wide` or by night."""
    return [pytest.mark.nightly] if screen.nightly else [pytest.mark.wide] if screen not in WHOLE_BY_NIGHT else []


class Windows:
    """An open window for each actor, so that a screen costs no new one; of one mode at a time."""

    def __init__(self, browser: Browser, house: House) -> None:
        self._browser, self._house = browser, house
        self._stack = ExitStack()
        self._open: dict[tuple[str, str], chain.Seen] = {}

    def of(self, actor: str, *, mode: chain.Mode = chain.PHONE_LIGHT) -> chain.Seen:
        """Return the actor's window, with nothing noted yet."""
        if (actor, mode.name) not in self._open:
            self._close_but(mode)
            opening = chain.open_page(self._browser, mode=mode, cookies=self._house.cookies(actor))
            seen = self._open[actor, mode.name] = self._stack.enter_context(opening)
            axe.carry_axe(seen.page)
        seen = self._open[actor, mode.name]
        seen.hosts.clear()
        seen.complaints.clear()
        return seen

    def _close_but(self, mode: chain.Mode) -> None:
        if any(name != mode.name for _, name in self._open):
            self.close()

    def close(self) -> None:
        """Close all."""
        self._stack.close()
        self._open.clear()


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


def check(seen: chain.Seen, site: House) -> None:
    """Everything that holds of each screen in each mode, but for what axe says."""
    chain.assert_no_sideways_scroll(seen.page)
    chain.assert_heading_order(seen.page)
    chain.assert_targets(seen.page, least=LEAST)
    chain.assert_only_own_host(seen, own=site.host)
    chain.assert_no_complaints(seen)


def looks(seen: chain.Seen, screen: Screen) -> list[chain.Mode]:
    """Return how to look at a screen, beginning with the way the window is already: drawing it anew takes long."""
    ways = [chain.NARROW, chain.PHONE_LIGHT, *([chain.DESKTOP_DARK] if screen in BY_NIGHT else [])]
    now = seen.page.viewport_size
    return ways if now == {"width": chain.NARROW.width, "height": chain.NARROW.height} else ways[::-1]


@pytest.mark.parametrize("screen", [pytest.param(screen, marks=marks(screen), id=str(screen)) for screen in screens()])
def test_a_screen_is_sound_on_a_phone_by_day_and_on_a_desktop_by_night(
    windows: Windows, site: House, screen: Screen
) -> None:
    seen = windows.of(screen.who)
    first, *others = looks(seen, screen)
    chain.look(seen.page, first)
    open_screen(seen, site, screen)
    for mode in (first, *others):
        chain.look(seen.page, mode)
        check(seen, site)
        if mode is chain.PHONE_LIGHT or (mode is chain.DESKTOP_DARK and screen in WHOLE_BY_NIGHT):
            axe.assert_axe_clean(seen.page)
        elif mode is chain.DESKTOP_DARK:
            axe.assert_contrast_clean(seen.page)


@pytest.mark.nightly
@pytest.mark.parametrize("screen", screens(), ids=str)
@pytest.mark.parametrize("mode", chain.NIGHTLY, ids=lambda mode: mode.name)
def test_a_screen_is_sound_in_each_mode(windows: Windows, site: House, screen: Screen, mode: chain.Mode) -> None:
    seen = windows.of(screen.who, mode=mode)
    open_screen(seen, site, screen)
    check(seen, site)
    chain.assert_mode(seen.page, mode)
    if mode.name != NO_SCRIPT:
        axe.assert_axe_clean(seen.page, whole=True)


def test_the_first_page_is_light(browser: Browser, site: House) -> None:
    with chain.open_page(browser) as seen:
        transferred = chain.weigh(seen.page, url=site.address)
    assert 0 < sum(transferred.values()) < FRONT_PAGE, transferred


def test_every_template_of_a_page_is_drawn_by_a_screen_of_each_commit() -> None:
    pages = {f"pages/{path.name}" for path in (TEMPLATES / "pages").glob("*.html")}
    assert pages - {screen.page for screen in each_commit()} == set()


def test_every_page_is_seen_on_each_commit_in_each_of_its_states() -> None:
    assert {(screen.page, screen.state) for screen in screens()} == {(one.page, one.state) for one in each_commit()}


def test_every_route_that_can_be_opened_is_a_screen_of_each_commit_or_says_why_not() -> None:
    here = {route_of(screen) for screen in each_commit() if known(screen)}
    opened = {route.pattern for route in all_routes() if "GET" in route.methods and route.name not in without()}
    assert opened - here == set()


def test_every_reason_for_not_walking_is_about_a_route_that_exists() -> None:
    assert set(without()) <= {route.name for route in all_routes()}


def test_a_screen_names_a_state_that_we_know() -> None:
    assert {screen.state for screen in screens()} - set(STATES) == set()


def route_of(screen: Screen) -> str:
    """Return the pattern of the screen's address."""
    return resolve(screen.at.partition("?")[0].format_map(_Filler())).route


def known(screen: Screen) -> bool:
    """Whether the address is one of ours: the page for what does not exist has none."""
    return screen.page != "pages/not_found.html"


class _Filler(dict[str, str]):
    """Fills an address in; any number is an id, and any number can stand for a token."""

    def __missing__(self, key: str) -> str:
        return "1"
