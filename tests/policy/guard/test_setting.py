"""What kind of text this is: whether somebody is described."""

from __future__ import annotations

import pytest

from bedside.policy.guard import Facts
from bedside.policy.guard.setting import manner_of
from bedside.policy.guard.text import Doc


@pytest.mark.parametrize(
    ("text", "setting"),
    [
        ("she is finally home", "person"),
        ("my little sister has a fever", "person"),
        ("61M with chest pain", "person"),
        ("pt in bed 4 fell", "person"),
        ("pray for Jonah", "person"),
        ("ring 555-014-7719 about the scan", "person"),
        ("I started insulin and feel awful", "own"),
        ("New guideline on asthma", "talk"),
        ("Humira or placebo", "talk"),
        ("love this song", "chatter"),
        ("", "chatter"),
    ],
)
def test_a_text_has_a_setting(text: str, setting: str) -> None:
    assert Doc(text, Facts()).setting == setting


@pytest.mark.parametrize(
    ("text", "manner"),
    [
        ("So glad you came @sunny_k", "noisy"),
        ("i told him. Twice.", "noisy"),
        ("Best day ever!!", "noisy"),
        ("What a night \U0001f602", "noisy"),
        ("We won, lol.", "noisy"),
        ("See you there :)", "noisy"),
        ("love this song", "loose"),
        ("Love this song", "loose"),
        ("We walked to the river.", "tidy"),
        ('"Nobody came," they said.', "loose"),
        ("", "loose"),
    ],
)
def test_a_text_has_a_manner(text: str, manner: str) -> None:
    assert manner_of(text) == manner


@pytest.mark.parametrize("text", ["@" * 20_000, ":" * 20_000, "ha" * 10_000, "i " * 10_000, "." * 20_000])
def test_hostile_texts_have_a_manner_soon(text: str) -> None:
    assert manner_of(text) in ("noisy", "loose", "tidy")
