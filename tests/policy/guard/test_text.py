"""Normalised text and its map back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bedside.policy.guard import Facts
from bedside.policy.guard.text import Doc, normalise, sentence_starts
from bedside.policy.guard.tokens import flatten


@pytest.mark.parametrize(
    ("given_text", "read"),
    [
        ("\uff11\uff12\uff13", "123"),
        ("\u0661\u0662\u0663", "123"),
        ("5\ufe0f\u20e35", "55"),
        ("a\u200bb\u00adc\u2060d", "abcd"),
        ("p\u0430ti\u0435nt", "patient"),
        ("\u0447\u0430\u0439", "\u0447\u0430\u0439"),
        ("555\u2013014", "555-014"),
        ("you\u2019ve", "you've"),
        ("a&amp;b &#64;", "a&b @"),
        ("lena (at) host [dot] org", "lena@host.org"),
        ("lena at host dot org", "lena@host.org"),
        ("look at this dot", "look at this dot"),
        ("more at example.org", "more at example.org"),
        ("cafe\u0301", "caf\u00e9"),
        ("5 \u03bcg", "5 \u03bcg"),
        ("a\x00b", "ab"),
        ("", ""),
    ],
)
def test_a_text_is_read_in_its_plain_form(given_text: str, read: str) -> None:
    assert normalise(given_text) == read


@given(st.text(max_size=60))
def test_every_place_maps_into_the_original(text: str) -> None:
    doc = Doc(text, Facts())
    spans = [doc.span(at, at + 1) for at in range(len(doc.norm))]
    assert all(0 <= start < end <= len(text) for start, end in spans)


@given(st.text(max_size=60))
def test_the_map_never_runs_backwards(text: str) -> None:
    doc = Doc(text, Facts())
    starts = [doc.span(at, at + 1)[0] for at in range(len(doc.norm))]
    assert starts == sorted(starts)


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("One. Two.", [0, 4]),
        ("Dr. Who came. Then left", [0, 13]),
        ("at 4.5 mg", [0]),
        ("a\nb", [0, 2]),
        ("", [0]),
    ],
)
def test_sentences_begin_after_a_stop_but_not_after_a_title(text: str, starts: list[int]) -> None:
    assert sentence_starts(text) == starts


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("We'll re-do it, ok?", " we will re do it , ok | "),
        ("U didn't come; ur chart", " you did not come | your chart "),
        ("@Sunny_k's post", " @sunny_k 's post "),
        ("the patient's hip", " the patient 's hip "),
        ("do n't breathe", " do not breathe "),
        ("", "  "),
    ],
)
def test_the_flat_line_spells_out_what_people_shorten(text: str, line: str) -> None:
    assert flatten(text).line == line


def test_each_word_of_the_flat_line_knows_where_it_stands() -> None:
    text = "Do n't wait, Dr. Lee's pt can't breathe"
    flat = flatten(text)
    assert [flat.line[at : at + len(word)] for at, word in zip(flat.at, flat.words, strict=True)] == flat.words
    assert [text[slice(*span)] for span in flat.spans] == [
        "Do", "n't", "wait", ",", "Dr", "Lee's", "Lee's", "pt", "can't", "can't", "breathe",
    ]  # fmt: skip
