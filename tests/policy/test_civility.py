"""Criticism of a colleague by name is known, and what is no such thing is let be (boundary row B16)."""

import pytest

from bedside.policy.civility import criticises, handles_beside_criticism


@pytest.mark.parametrize(
    "text",
    [
        "Dr. Mallory is a quack.",
        "Sleep matters. I think Dr Mallory was wrong about the dose.",
        "Professor Ng's new paper is misleading.",
        "Nurse Ward should be ashamed of that post.",
    ],
)
def test_a_colleague_who_is_criticised_by_name_is_noticed(text: str) -> None:
    assert criticises(text)


@pytest.mark.parametrize(
    "text",
    [
        "Dr. Mallory gave a fine talk. The old dose was wrong.",
        "It is dangerous to ask Dr Google.",
        "That advice was dangerous, whoever gave it.",
        "Thanks to Dr. Mallory for the slides.",
        "",
    ],
)
def test_other_words_are_let_be(text: str) -> None:
    assert not criticises(text)


def test_a_handle_counts_where_it_is_a_colleagues_and_beside_the_words() -> None:
    text = "@mallory_md is incompetent. @kind_nurse agrees with me on sleep."
    assert handles_beside_criticism(text) == {"mallory_md"}
    assert criticises(text, colleagues=["Mallory_MD"])
    assert not criticises(text, colleagues=["kind_nurse"])
