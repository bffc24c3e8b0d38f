"""Which notes a search finds."""

import pytest

from bedside.policy.entries.free_note import FreeNote, holds

NOTE = FreeNote(text="After the CAFÉ", words="Two steps;\nthen rest.")


@pytest.mark.parametrize(
    ("sought", "answer"),
    [
        ("rest", True),
        ("REST, steps!", True),
        ("café", True),
        ("ste", True),  # a part of a word
        ("rest wolf", False),
        ("", False),
        (" ?! ", False),
    ],
)
def test_a_note_is_found_where_it_holds_every_word(sought: str, answer: bool) -> None:
    assert holds(NOTE, sought) is answer
