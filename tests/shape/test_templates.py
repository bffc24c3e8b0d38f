"""What the content policy forbids must not stand in a template, and every form carries its token."""

import re
from collections.abc import Callable

import pytest

from tests.shape.source import templates

MAIL = ("mail/", "copy/")  # read outside the site: no scripts, no policy, and links must be whole
INLINE = re.compile(r"<[^>]*\s(?:style|on[a-z]+)\s*=", re.IGNORECASE)
STYLE_BLOCK = re.compile(r"<style\b", re.IGNORECASE)
SCRIPT_BLOCK = re.compile(
    r"<script\b(?![^>]*\bsrc=)(?![^>]*\btype=\"application/(?:json|ld\+json)\")[^>]*>", re.IGNORECASE
)
ELSEWHERE = re.compile(
    r"""(?:href|src|action|srcset|poster|data|formaction|xlink:href)\s*=\s*["']?\s*(?:https?:)?//""", re.IGNORECASE
)
CODE_LINK = re.compile(r"""=\s*["']?\s*(?:javascript|vbscript|data):""", re.IGNORECASE)
POST_FORM = re.compile(r"<form\b[^>]*method=\"?post\"?[^>]*>.*?</form>", re.IGNORECASE | re.DOTALL)
RAW = re.compile(r"\|\s*safe(?:seq)?\b|{%\s*autoescape\s+off")

# Where stored or made HTML is put into a page as it is, and why that is sound.
MAY_BE_RAW: dict[str, str] = {}
# Our own drawing of a QR code for the code app, as an image inside the page.


def lacking(what: Callable[[str], list[str]]) -> dict[str, list[str]]:
    """Return the templates in which something is found that should not be there, and what."""
    return {name: found for name, text in templates().items() if (found := what(text))}


def test_the_templates_are_found():
    assert len(templates()) > 200


@pytest.mark.asvs("1.2.3")
def test_nothing_is_styled_or_scripted_in_place():
    found = lacking(lambda text: [*INLINE.findall(text), *STYLE_BLOCK.findall(text), *SCRIPT_BLOCK.findall(text)])
    assert {name: what for name, what in found.items() if not name.startswith(MAIL)} == {}


def test_nothing_leads_or_loads_from_elsewhere():
    assert lacking(ELSEWHERE.findall) == {}


@pytest.mark.asvs("1.2.2")
def test_no_address_is_code():
    assert lacking(CODE_LINK.findall) == {}


@pytest.mark.asvs("3.5.1")
def test_a_form_that_changes_something_carries_its_token():
    assert lacking(lambda text: [form[:80] for form in POST_FORM.findall(text) if "{% csrf_token %}" not in form]) == {}


@pytest.mark.asvs("1.1.2", "1.2.1")
def test_text_is_escaped():
    assert lacking(RAW.findall).keys() - MAY_BE_RAW.keys() == set()
