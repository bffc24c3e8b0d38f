"""Words that speak for a product are known, and their ties told in the text itself (boundary row B17)."""

import pytest

from bedside.policy.endorsing import LINE, LONGEST, endorses, tells_ties, with_ties


@pytest.mark.parametrize(
    "text",
    [
        "I recommend the SleepWell app to everybody.",
        "Restora™ is by far the best.",
        "Take 10% off with my discount code.",
        "I swear by this brand. Sleep matters too.",
    ],
)
def test_words_for_a_product_are_noticed(text: str) -> None:
    assert endorses(text)


@pytest.mark.parametrize(
    "text",
    [
        "I recommend sleep and a short walk.",
        "Metformin is the best studied drug for this.",
        "An app can help some people keep count.",
        "A monitor beeped. I love my work.",
        "",
    ],
)
def test_general_words_are_let_be(text: str) -> None:
    assert not endorses(text)


@pytest.mark.parametrize("said", ["none", "Restora pays me to speak.", "  two\nlines "])
def test_ties_become_a_line_of_the_text(said: str) -> None:
    text = with_ties("Restora™ is the best.\n", said)
    assert text == f"Restora™ is the best.\n\n{LINE} {' '.join(said.split())}"
    assert tells_ties(text)
    assert with_ties(text, "More.") == text


@pytest.mark.parametrize("said", ["", "  ", "\n"])
def test_nothing_told_adds_nothing(said: str) -> None:
    assert with_ties("Hello.", said) == "Hello."
    assert not tells_ties(f"Hello.\n\n{LINE} {said}")


def test_ties_are_a_line_and_no_essay() -> None:
    assert len(with_ties("", "a " * 400)) <= len(LINE) + LONGEST + 3
