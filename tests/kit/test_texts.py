"""What text is taken in."""

import pytest

from bedside.kit.texts import BadText, taken, taken_line


@pytest.mark.asvs("1.3.3")
@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x85", "\ud800", "\u202e", "\ufffe"])
def test_a_character_that_breaks_or_deceives_is_refused(character):
    with pytest.raises(BadText) as refused:
        taken(f"a{character}b", field="text", name="Your text", at_most=100)
    assert (refused.value.code, refused.value.field) == ("odd_characters", "text")


@pytest.mark.asvs("1.1.1")
def test_line_ends_become_one_kind_and_outer_blanks_go():
    assert taken("  a\r\nb\rc \n", field="text", name="Your text", at_most=100) == "a\nb\nc"


@pytest.mark.parametrize(("text", "code"), [("", "empty"), ("   \n", "empty"), ("x" * 11, "too_long")])
def test_too_short_and_too_long_say_so(text, code):
    with pytest.raises(BadText) as refused:
        taken(text, field="text", name="Your text", at_most=10, at_least=1)
    assert refused.value.code == code


def test_emoji_and_right_to_left_letters_are_welcome():
    assert taken("مرحبا 👩🏽‍⚕️", field="text", name="Your text", at_most=100) == "مرحبا 👩🏽‍⚕️"


@pytest.mark.parametrize("character", ["\u200b", "\u2066", "\u00ad", "\ufeff"])
def test_a_line_holds_nothing_invisible(character):
    with pytest.raises(BadText):
        taken_line(f"Ann{character}a", field="name", name="Your name", at_most=100)
