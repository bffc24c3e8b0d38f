"""Whether a carer names whom she cares for."""

import pytest

from bedside.policy.consents.names import names


@pytest.mark.parametrize(
    "text",
    [
        "Joan slept well.",
        "How Joan slept!",
        "I told Mrs Müller.",
        "I told Mrs Muller.",
        "joan müller slept well",
        "I asked quiet_joan herself.",
    ],
)
def test_the_name_or_the_handle_is_found(text):
    assert names(text, name="Joan Müller", handle="quiet_joan")


@pytest.mark.parametrize("text", ["My mother slept well.", "Banjoan music.", "Jo is here.", "I asked @quiet_joan."])
def test_other_words_are_left_alone(text):
    assert not names(text, name="Jo Joan", handle="quiet_joan")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("We had a quiet night.", False),
        ("Quiet nights help.", False),
        ("A heron stood there.", False),
        ("I think Heron slept.", True),
        ("Quiet Heron slept.", True),
        ("quiet_heron slept.", True),
    ],
)
def test_a_name_of_everyday_words_leaves_them_usable(text, found):
    assert names(text, name="Quiet Heron", handle="quiet_heron") is found
