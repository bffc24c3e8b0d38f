"""The list of screens, and how one of them is opened."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Page, Response

from tests.stories.house import House
from tests.stories.wsgi_header import HEADER

FILE = Path(__file__).with_name("screens.toml")
SPOIL = "document.querySelectorAll('[name=csrfmiddlewaretoken]').forEach(field => { field.value = 'old'; })"
STATES = frozenset({"one", "empty", "many", "error", "long", "search"})


@dataclass(frozen=True, kw_only=True)
class Screen:
    """One row of `screens.toml`."""

    at: str
    who: str
    page: str
    state: str
    status: int = 200
    fill: dict[str, str] = field(default_factory=dict)
    press: str = ""
    spoil: bool = False
    nightly: bool = False

    def __str__(self) -> str:
        pressed = f", {self.press}" if self.press else ""
        return f"{self.at} {self.who} ({self.state}{pressed})"


def screens() -> list[Screen]:
    """Return all screens in the order of the file."""
    return [Screen(**row) for row in tomllib.loads(FILE.read_text(encoding="utf-8"))["screen"]]


def each_commit() -> list[Screen]:
    """Return the screens that `make test` walks."""
    return [screen for screen in screens() if not screen.nightly]


def without() -> dict[str, str]:
    """Return the names of routes that are not walked, with the reason."""
    return dict(tomllib.loads(FILE.read_text(encoding="utf-8"))["without"])


def reach(page: Page, house: House, screen: Screen) -> None:
    """Bring the screen up in a page of its actor's; fail when it is another page or another answer than listed."""
    answer = _asked(page, house, screen)
    assert answer is not None, f"{screen} did not load"
    drawn = answer.headers.get(HEADER.lower(), "").split()
    assert (answer.status, screen.page in drawn) == (screen.status, True), f"{screen}: {answer.status}, drawn: {drawn}"


def _asked(page: Page, house: House, screen: Screen) -> Response | None:
    answer = page.goto(house.address + screen.at.format(**house.world), wait_until="load")
    if not screen.press:
        return answer
    for label, words in screen.fill.items():
        control = page.get_by_label(label, exact=True).first
        if control.get_attribute("type") in ("radio", "checkbox"):
            control.check()
        else:
            control.fill(words.format(address=house.address, **house.world))
    if screen.spoil:
        page.evaluate(SPOIL)
    with page.expect_navigation(wait_until="load") as navigation:
        page.get_by_role("main").get_by_role("button", name=screen.press).first.click()
    return navigation.value
