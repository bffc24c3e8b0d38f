"""PDF from data: tagged, without a way to slip markup in, and never refused for a sign that no font can draw."""

from pathlib import Path

import pytest

from bedside.kit.typeset import named, typeset, undrawable

TEMPLATE = """
#let data = json(bytes(sys.inputs.data))
#set document(title: data.title)
#set text(lang: "en")
= #data.title
#for words in data.words [#par(words)]
"""


@pytest.fixture
def template(tmp_path: Path) -> Path:
    path = tmp_path / "page.typ"
    path.write_text(TEMPLATE)
    return path


def test_a_file_is_tagged_and_says_so(template: Path) -> None:
    made = typeset(template, {"title": "Our talk", "words": ["Hello"]})
    assert made.content.startswith(b"%PDF-")
    assert b"pdfuaid:part" in made.content
    assert not made.replaced


@pytest.mark.parametrize(
    "words", ['#import "@preview/a:1.0.0"', "$x$ *b* @ref \\ #panic()", "\x00\x1b[2J\u202eback\ufeff"]
)
def test_words_are_never_markup_and_unseen_signs_are_left_out(template: Path, words: str) -> None:
    assert typeset(template, {"title": "Our talk", "words": [words]}).content.startswith(b"%PDF-")


def test_a_sign_that_no_font_draws_stands_there_by_its_name(template: Path) -> None:
    made = typeset(template, {"title": "Our talk", "words": ["ok \U000e0f00 \U0001f9f8 \U00012000"]})
    assert made.replaced
    assert named("\U00012000") == "[cuneiform sign a]"


def test_latin_greek_and_cyrillic_are_always_drawn() -> None:
    assert undrawable(frozenset("Zoë Łódź Ελλάδα Россия — “…”")) == frozenset()
