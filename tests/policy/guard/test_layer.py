"""The words of a text, and what is inside handles and hashtags."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bedside.policy.guard.layer import parts, tokenise


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Dr. O'Brien's pt", ["Dr", ".", "O'Brien", "'s", "pt"]),
        ("can't wait!!!", ["can", "'t", "wait", "!!!"]),
        ("#PrayForJonah @sunny_k", ["#PrayForJonah", "@sunny_k"]),
        ("see http://a.example/b?c now", ["see", "http://a.example/b?c", "now"]),
        ("me@host.example", ["me@host.example"]),
        ("K 6.8 on 3/4/1990", ["K", "6.8", "on", "3/4/1990"]),
        ("93F J.R.", ["93F", "J", ".", "R", "."]),
        ("", []),
    ],
)
def test_a_text_is_cut_into_words_and_signs(text: str, words: list[str]) -> None:
    assert [token.text for token in tokenise(text)] == words


@given(st.text(max_size=80))
def test_every_token_stands_where_it_says(text: str) -> None:
    assert all(text[token.start : token.end] == token.text for token in tokenise(text))


@given(st.text(alphabet="#@abcXYZ_19\u00e9", max_size=40))
def test_every_part_of_a_hashtag_stands_where_it_says(text: str) -> None:
    for token in tokenise(text):
        assert all(text[part.start : part.end] == part.text for part in parts(token))


@pytest.mark.parametrize(
    ("tag", "words"),
    [
        ("#PrayForJonah", ["Pray", "For", "Jonah"]),
        ("#prayforjonah", ["pray", "for", "jonah"]),
        ("#teamsophie", ["team", "sophie"]),
        ("#longcovid", ["long", "covid"]),
        ("#getwellsoonmaria", ["get", "well", "soon", "maria"]),
        ("#type1diabetes", ["type", "1", "diabetes"]),
        ("#MECFS", ["MECFS"]),
        ("#mastocytosis", ["mastocytosis"]),
        ("@mark_lewis", ["mark", "lewis"]),
    ],
)
def test_a_hashtag_is_split_into_words(tag: str, words: list[str]) -> None:
    assert [part.text for part in parts(tokenise(tag)[0])] == words
