"""What kind of text this is: whether somebody is described."""

from __future__ import annotations

import pytest

from bedside.policy.guard import Facts
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
