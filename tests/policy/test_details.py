"""What of a post is a detail, what stands when it is out, and which answers repeat it."""

import pytest

from bedside.policy.details import MOST, left, pieces, repeats, taken_out

DANGER = "I want to kill myself and I have 40 tablets here."
TEXT = f"I feel so low. {DANGER} My husband left for Lisbon.\n\nDoes it get better?"


def said(text: str) -> list[str]:
    return [one.words for one in pieces(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("One word", ["One word"]),
        ("First. Second! Third? Fourth…", ["First.", "Second!", "Third?", "Fourth…"]),
        ("I took 2.5 mg. It helped.", ["I took 2.5 mg.", "It helped."]),
        ("e.g. this one. Then that.", ["e.g. this one.", "Then that."]),
        ("A line\nAnother\n\nA third", ["A line", "Another", "A third"]),
        ("He said “no.” She left.", ["He said “no.”", "She left."]),
        ("هل هذا صحيح؟ نعم.", ["هل هذا صحيح؟", "نعم."]),
    ],
)
def test_a_text_is_offered_in_sentences_and_lines(text: str, found: list[str]) -> None:
    assert said(text) == found


@pytest.mark.parametrize("text", [TEXT, "A\n\n\nB", "x" * 400, "No end"])
def test_the_pieces_together_are_the_text(text: str) -> None:
    assert "".join(one.words + one.gap for one in pieces(text)) == text


def test_a_very_long_text_ends_in_one_long_piece() -> None:
    found = pieces("One more line. " * 1_000)
    assert len(found) == MOST
    assert len(found[-1].words) > 1_000


@pytest.mark.parametrize(
    ("sentence", "tells"),
    [
        ("I feel so low.", False),
        ("Does it get better?", False),
        ("I want to kill myself.", True),
        ("I have had crushing chest pain going into my left arm for half an hour.", True),
        ("I have 40 of them.", True),
        ("My husband Jim left.", True),
        ("We live in Lisbon.", True),
        ("Call me on +44 20 7946 0000.", True),
    ],
)
def test_what_is_ticked_to_go_beforehand(sentence: str, tells: bool) -> None:
    assert [one.tells for one in pieces(sentence)] == [tells]


def test_only_the_sentence_with_the_detail_is_marked() -> None:
    assert [one.tells for one in pieces(TEXT)] == [False, True, True, False]


@pytest.mark.parametrize(
    ("keep", "stands"),
    [
        ((0, 3), "I feel so low.\n\nDoes it get better?"),
        ((0,), "I feel so low."),
        ((3,), "Does it get better?"),
        ((), ""),
        ((0, 1, 2, 3), TEXT),
    ],
)
def test_what_stands_afterwards(keep: tuple[int, ...], stands: str) -> None:
    assert left(pieces(TEXT), keep) == stands


@pytest.mark.parametrize(
    ("answer", "is_folded"),
    [
        ("I am so glad that you wrote.", False),
        ("It does get better. It did for me.", False),
        ("Please do not kill yourself.", True),
        ("You say “I want to kill myself and I have 40 tablets”. Please call.", True),
        ("40 is a lot, please give them to somebody.", True),
        ("Give the TABLETS to a friend.", True),
        ("When is he back from Lisbon?", True),
        ("", False),
    ],
)
def test_which_answers_repeat_what_was_taken_out(answer: str, is_folded: bool) -> None:
    parts = pieces(TEXT)
    taken = [one.words for one in parts if one.tells]
    assert repeats(answer, taken_out(taken, stays=left(parts, (0, 3)))) is is_folded


def test_what_still_stands_in_the_post_may_be_repeated() -> None:
    taken = taken_out(["I take metformin."], stays="Who else takes metformin?")
    assert not repeats("Metformin helped me.", taken)


def test_a_quotation_of_common_words_is_one() -> None:
    taken = taken_out(["They all said that I was the one who did it."], stays="")
    assert repeats("Who said that “I was the one who did it”?", taken)
    assert not repeats("They said that it was all right.", taken)
