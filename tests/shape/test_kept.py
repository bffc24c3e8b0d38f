"""What is kept of a page between requests says nothing of anybody: only what is listed here may go into it."""

import re

from tests.shape.source import ROOT

TEMPLATES = ROOT / "src" / "bedside" / "doors" / "web" / "templates"
KEPT = re.compile(r"{%\s*kept(?P<named>[^%]*)%}")
# Each with why it is nobody's: what the operator, the page or the kind of a persona gives.
NAMED = {
    "runner=site.runner": "who runs the site stands on every page",
    "places=places": "the places of the navigation, by kind of persona",
    "theme=theme": "one of four",
    'unread=unread|yesno:"1,"': "whether there are notices, not which",
    "kind=me.kind": "one of seven",
    "slug=slug": "the address of a practice",
    "place=place": "which page of a team this is",
    "keys=keys": "words of ours",
}


def test_nothing_of_a_person_is_named_in_what_is_kept() -> None:
    found = set()
    for path in TEMPLATES.rglob("*.html"):
        for match in KEPT.finditer(path.read_text(encoding="utf-8")):
            found |= set(match["named"].split())
    assert found == set(NAMED)
