"""Out of the words in which a line gives its numbers comes what a telephone can dial, and nothing else."""

import pytest

from bedside.policy.helplines.dialling import calls, texts


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("988", [("tel:988", "988", "")]),
        ("988 press 1", [("tel:988", "988", "press 1")]),
        ("1-833-456-4566", [("tel:18334564566", "1-833-456-4566", "")]),
        ("+44 116 123", [("tel:+44116123", "+44 116 123", "")]),
        ("135 (Greater Buenos Aires)", [("tel:135", "135", "Greater Buenos Aires")]),
        ("113 / 0800 0113", [("tel:113", "113", ""), ("tel:08000113", "0800 0113", "")]),
        ("", []),
        ("call us", []),
        ("7", []),
        ("1" * 16, []),
        ('988" onclick="x', [("tel:988", "988", '" onclick="x')]),
    ],
)
def test_what_is_dialled(words, expected):
    assert [(way.uri, way.number, way.note) for way in calls(words)] == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("988", [("sms:988", "988", "")]),
        ("HOME to 741741", [("sms:741741?body=HOME", "741741", "HOME")]),
        ("SHOUT to 85258", [("sms:85258?body=SHOUT", "85258", "SHOUT")]),
        ("A&B=C to 85258", [("sms:85258?body=A%26B%3DC", "85258", "A&B=C")]),
        ("to nobody", []),
        ("", []),
    ],
)
def test_what_is_written_to(words, expected):
    assert [(way.uri, way.number, way.word) for way in texts(words)] == expected
