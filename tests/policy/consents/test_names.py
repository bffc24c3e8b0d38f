"""Whether a carer names whom she cares for."""

import pytest

from bedside.policy.consents.names import names


@pytest.mark.parametrize(
    "text",
    [
        "Joan slept well.",
        "JOAN'S pain is back.",
        "I asked @quiet_joan herself.",
        "Mrs Müller is better.",
        "Mrs Muller is better.",
        "joan_",
    ],
)
def test_a_word_of_the_name_or_the_handle_is_found(text):
    found = names(text, name="Joan Müller", handle="quiet_joan")
    assert found is (text != "joan_")


@pytest.mark.parametrize("text", ["My mother slept well.", "She joined us.", "Banjoan music helps.", "Jo is here."])
def test_other_words_are_left_alone(text):
    assert not names(text, name="Jo Joan", handle="quiet_joan")
