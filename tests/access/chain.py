"""The chain of accessibility tools: Chromium, axe-core, a recorder of hosts, and our own checks.

Tests write `with chromium() as browser, open_page(browser, url=…, mode=PHONE_LIGHT) as seen:` and then
`assert_axe_clean(seen.page)`, `assert_only_own_host(seen, own=…)` and the others.
axe itself is in `axe.py`.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Request, sync_playwright

from tests.access.axe import assert_axe_clean

__all__ = ["assert_axe_clean"]

CHROMIUMS = ("chromium-headless-shell", "chromium")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # All pages are of one site: one process draws them, instead of a new one for each page.
    "--disable-site-isolation-trials",
    "--renderer-process-limit=1",
)


@dataclass(frozen=True, kw_only=True)
class Mode:
    """How a person looks at a page: size in CSS pixels and Playwright's context options."""

    name: str
    width: int
    height: int
    options: dict[str, Any] = field(default_factory=dict)


PHONE_LIGHT = Mode(name="phone light", width=390, height=844, options={"color_scheme": "light", "has_touch": True})
DESKTOP_DARK = Mode(name="desktop dark", width=1280, height=800, options={"color_scheme": "dark"})
NARROW = Mode(name="narrow", width=320, height=640, options={"color_scheme": "light"})
EVERY_COMMIT = (PHONE_LIGHT, DESKTOP_DARK)
NIGHTLY = (
    Mode(name="M1 desktop", width=1280, height=800),
    Mode(name="M2 mobile", width=320, height=640, options={"has_touch": True, "is_mobile": True}),
    Mode(name="M3 zoom 200", width=640, height=400, options={"device_scale_factor": 2}),
    Mode(name="M4 zoom 400", width=320, height=256, options={"device_scale_factor": 4}),
    Mode(name="M5 dark", width=1280, height=800, options={"color_scheme": "dark"}),
    Mode(name="M6 forced colours", width=1280, height=800, options={"forced_colors": "active"}),
    Mode(name="M7 reduced motion", width=1280, height=800, options={"reduced_motion": "reduce"}),
    Mode(name="M8 no JavaScript", width=390, height=844, options={"java_script_enabled": False}),
)


@dataclass(kw_only=True)
class Seen:
    """A page, the hosts it asked, and what the browser complained about."""

    page: Page
    hosts: set[str] = field(default_factory=set)
    complaints: list[str] = field(default_factory=list)


def chromium_path() -> str:
    """Say where Chromium is: `BEDSIDE_CHROMIUM`, or Debian's. Raises FileNotFoundError with what to do.

    The one that was built without windows draws the same page for a quarter less of the processor's time.
    """
    found = os.environ.get("BEDSIDE_CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if not found:
        raise FileNotFoundError(f"No Chromium. Install `{CHROMIUMS[0]}`, or set BEDSIDE_CHROMIUM to its path.")
    return found


@contextmanager
def chromium() -> Iterator[Browser]:
    """Give a Chromium without a window, and close it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def open_page(
    browser: Browser,
    *,
    url: str = "about:blank",
    mode: Mode = PHONE_LIGHT,
    html: str | None = None,
    cookies: list[dict[str, str]] | None = None,
) -> Iterator[Seen]:
    """Open `url` (or `html`) in a fresh context, and record the hosts it asks and the errors of its console.

    `cookies` are Playwright's: name, value, url.
    """
    context = browser.new_context(viewport={"width": mode.width, "height": mode.height}, **mode.options)
    if cookies:
        context.add_cookies(cookies)  # type: ignore[arg-type]  # Playwright's TypedDict, spelled as a plain dict
    seen = Seen(page=context.new_page())
    context.on("request", lambda request: _note_host(seen, request))
    seen.page.on("console", lambda said: _note_complaint(seen, said.type, said.text))
    seen.page.on("pageerror", lambda error: seen.complaints.append(str(error)))
    try:
        if html is None:
            seen.page.goto(url, wait_until="load")
        else:
            seen.page.set_content(html, wait_until="load")
        yield seen
    finally:
        context.close()


def look(page: Page, mode: Mode) -> None:
    """Look at an open page as in `mode`, as far as that needs no new window: size and colours."""
    if page.viewport_size != {"width": mode.width, "height": mode.height}:
        page.set_viewport_size({"width": mode.width, "height": mode.height})
    page.emulate_media(color_scheme=mode.options["color_scheme"])


def weigh(page: Page, *, url: str) -> dict[str, int]:
    """Open `url` with nothing kept from before, and return the bytes that came over the wire, by address."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    asked: dict[str, str] = {}
    weight: dict[str, int] = {}

    def loaded(event: dict[str, Any]) -> None:
        weight[asked.get(event["requestId"], "")] = int(event["encodedDataLength"])

    session.on("Network.requestWillBeSent", lambda event: asked.update({event["requestId"]: event["request"]["url"]}))
    session.on("Network.loadingFinished", loaded)
    page.goto(url, wait_until="networkidle")
    session.detach()
    return weight


def _note_host(seen: Seen, request: Request) -> None:
    address = urlsplit(request.url)
    if address.scheme not in ("data", "blob", "about"):
        seen.hosts.add(address.netloc)


# A check that is overtaken by the next one is given up on purpose (hx-sync="this:replace"); htmx tells it as an error.
OVERTAKEN = "htmx: htmx:error: signal is aborted without reason"


def _note_complaint(seen: Seen, kind: str, words: str) -> None:
    if kind == "error" and not words.startswith(OVERTAKEN):
        seen.complaints.append(words)


def assert_only_own_host(seen: Seen, *, own: str) -> None:
    """Fail when the page asked any host but `own` ("127.0.0.1:8000")."""
    assert seen.hosts <= {own}, f"{seen.page.url} asked {sorted(seen.hosts - {own})}"


def assert_no_complaints(seen: Seen) -> None:
    """Fail when the console has errors; a breach of the content policy is one."""
    assert not seen.complaints, f"{seen.page.url}: " + "\n".join(seen.complaints)


def assert_no_sideways_scroll(page: Page) -> None:
    """Fail when the page is wider than its window."""
    wide, window = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert wide <= window, f"{page.url} is {wide} px wide in a window of {window} px"


SMALL_TARGETS = """
least => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')]
  .filter(control => control.checkVisibility({visibilityProperty: true}))
  .filter(control => !control.closest('.vh') && !control.matches('.skip'))
  .filter(control => !(control.matches('a') && getComputedStyle(control).display === 'inline'))
  .filter(control => !control.matches('label input'))
  .map(control => [control.getBoundingClientRect(), control])
  .filter(([box]) => box.width < least || box.height < least)
  .map(([box, control]) => `${Math.round(box.width)}x${Math.round(box.height)} ${control.outerHTML.slice(0, 120)}`)
"""


def assert_targets(page: Page, *, least: int = 24) -> None:
    """Fail when a control is smaller than `least` CSS pixels in one direction; links inside a sentence are let off."""
    small = page.evaluate(SMALL_TARGETS, least)
    assert not small, f"{page.url}: under {least} px:\n" + "\n".join(small)


HEADINGS = "[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(heading => Number(heading.tagName[1]))"


def assert_heading_order(page: Page) -> None:
    """Fail when there is not exactly one h1, or a level is left out on the way down."""
    levels: list[int] = page.evaluate(HEADINGS)
    assert levels.count(1) == 1, f"{page.url} has {levels.count(1)} h1"
    skipped = [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1]
    assert not skipped, f"{page.url} leaves out heading levels: {skipped} in {levels}"


STICKY = """
[...document.querySelectorAll('body *')]
  .filter(element => ['fixed', 'sticky'].includes(getComputedStyle(element).position))
  .filter(element => element.checkVisibility() && !element.closest('.vh, .skip'))
  .map(element => element.getBoundingClientRect())
  .filter(box => box.top < innerHeight && box.bottom > 0)
  .reduce((sum, box) => sum + box.height, 0) > innerHeight / 5 ? ['stuck parts take more than a fifth'] : []
"""
MOVING = """
[...document.querySelectorAll('*')].filter(element => {
  const style = getComputedStyle(element);
  const seconds = `${style.animationDuration},${style.transitionDuration}`.split(',').map(parseFloat);
  return style.scrollBehavior === 'smooth' || seconds.some(second => second > 0.01);
}).map(element => `moves: ${element.cloneNode().outerHTML}`)
"""
GLARING = """
[...document.querySelectorAll('*')].filter(element => {
  const box = element.getBoundingClientRect();
  return getComputedStyle(element).backgroundColor === 'rgb(255, 255, 255)'
    && box.width * box.height > innerWidth * innerHeight / 20;
}).map(element => `pure white: ${element.cloneNode().outerHTML}`)
"""
OF_MODE = {"M4 zoom 400": STICKY, "M5 dark": GLARING, "M7 reduced motion": MOVING}


def assert_mode(page: Page, mode: Mode) -> None:
    """Fail when the page breaks what holds in `mode` alone: nothing big stuck, nothing glaring, nothing moving."""
    told = page.evaluate(OF_MODE[mode.name]) if mode.name in OF_MODE else []
    assert not told, f"{page.url} in {mode.name}: " + "\n".join(told)
