"""The files every page loads: icons as Lucide draws them, light enough, nothing from elsewhere."""

import gzip
import re
from pathlib import Path

import pytest

from bedside.doors.web import icons

WEB = Path(icons.__file__).parent
STATIC = WEB / "static" / "bedside"
PAGES = WEB / "templates"
OUTSIDE = (PAGES / "mail", PAGES / "copy")  # what is read outside the site carries its own style
TEMPLATES = sorted(path for path in PAGES.rglob("*.html") if not set(OUTSIDE) & set(path.parents))
OURS = sorted((PAGES / "parts").glob("*.html")) + sorted((PAGES / "pages").glob("*.html"))

DATA = r'type="application/json"'  # data, not a script: the policy lets it stand
FORBIDDEN = re.compile(
    rf"<[^>]*\s(style|on[a-z]+)=|<style|<script(?![^>]*\s(src=|{DATA}))|hx-on|js:|https?://(?!www\.w3\.org)"
)
MOST = {"bedside.js": 3_072, "marks.js": 4_608, "desk.js": 2_560, "offline.js": 6_144, "worker.js": 1_536}  # bytes
SIDES = ("left:", "right:", "margin-left", "margin-right", "padding-left", "padding-right", "float:")


def gzipped(name: str) -> int:
    return len(gzip.compress((STATIC / name).read_bytes(), compresslevel=6))


def test_the_icons_are_those_of_the_lucide_package() -> None:
    assert icons.SPRITE.read_text(encoding="utf-8") == icons.sprite()


def test_the_licence_of_the_icons_lies_beside_them() -> None:
    assert "Lucide Icons and Contributors" in (STATIC / "icons.LICENSE.txt").read_text(encoding="utf-8")


def test_the_licence_of_the_typeface_lies_beside_it() -> None:
    assert "SIL OPEN FONT LICENSE" in (STATIC / "fonts" / "OFL.txt").read_text(encoding="utf-8").upper()


def test_style_script_icons_and_typeface_leave_half_of_the_first_pages_120_kb() -> None:
    font = (STATIC / "fonts" / "atkinson-hyperlegible-next-latin.woff2").stat().st_size
    assert gzipped("bedside.css") + gzipped("bedside.js") + gzipped("icons.svg") + font < 60_000


@pytest.mark.parametrize(("name", "most"), MOST.items())
def test_a_script_stays_small(name: str, most: int) -> None:
    assert (STATIC / name).stat().st_size <= most


@pytest.mark.parametrize("word", SIDES)
def test_the_style_knows_no_left_and_right(word: str) -> None:
    assert not re.search(rf"(?<![\w-]){re.escape(word)}", (STATIC / "bedside.css").read_text(encoding="utf-8"))


def test_the_style_takes_no_focus_ring_away() -> None:
    style = (STATIC / "bedside.css").read_text(encoding="utf-8")
    assert "outline: none" not in style
    assert style.count("outline: 0") == 1, "only for what a link jumps to (tabindex -1)"


def test_a_template_has_nothing_the_content_policy_forbids() -> None:
    assert len(TEMPLATES) > 200
    assert [path.name for path in TEMPLATES if FORBIDDEN.search(path.read_text(encoding="utf-8"))] == []


def test_a_template_says_what_it_needs() -> None:
    opening = {path.name: path.read_text(encoding="utf-8")[:900] for path in OURS}
    assert [name for name, text in opening.items() if "{% comment %}" not in text and "{# " not in text] == []


def test_a_form_that_writes_carries_its_token() -> None:
    texts = {path.name: path.read_text(encoding="utf-8") for path in TEMPLATES}
    writing = {name: len(re.findall(r'<form[^>]*method="post"', text)) for name, text in texts.items()}
    assert writing == {name: text.count("{% csrf_token %}") for name, text in texts.items()}


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.stem)
def test_a_button_says_what_kind_it_is(template: Path) -> None:
    assert not re.search(r"<button(?![^>]*\stype=)", template.read_text(encoding="utf-8"))
