import pytest

from bedside.policy.practice.carrying import MOST_MARKS, is_carried, marks

KEY = b"sixteen bytes !!"
WRITTEN = (
    "Since Tuesday my left hand goes numb every evening after I take the second tablet, and it stays like that until "
    "I fall asleep. My wife says I should stop, but I did not want to do that without asking you first."
)


def carried(draft: str, *, known: str = "") -> bool:
    return is_carried(marks(draft, key=KEY), written=marks(WRITTEN, key=KEY), known=marks(known, key=KEY))


@pytest.mark.parametrize(
    "draft",
    [
        WRITTEN,
        WRITTEN.upper(),
        f"A patient wrote to me today: “{WRITTEN}” What would you do?",
        "my LEFT hand goes numb - every evening - after I take the second tablet; and it stays like that until I",
        WRITTEN.replace("I take", "I táke"),
        WRITTEN.replace(" ", "\n"),
    ],
)
def test_what_was_written_is_known_again(draft: str):
    assert carried(draft)


@pytest.mark.parametrize(
    "draft",
    [
        "",
        "Numbness of a hand has many causes. If it comes suddenly, call the emergency number.",
        "My left hand goes numb every evening.",
        "A hand that goes numb in the evening after a tablet is something to ask about before one stops.",
        "Thank you very much for your message. We will call you back tomorrow in the morning before noon.",
    ],
)
def test_other_words_about_the_same_are_free(draft: str):
    assert not carried(draft)


def test_texts_that_are_anybodys_are_not_counted():
    assert carried(WRITTEN)
    assert not carried(WRITTEN, known=WRITTEN)


def test_marks_of_two_practices_have_nothing_in_common():
    assert not marks(WRITTEN, key=KEY) & marks(WRITTEN, key=b"another practice")


def test_marks_fit_a_column_and_their_number_has_an_end():
    long = marks(" ".join(str(number) for number in range(20_000)), key=KEY)
    assert len(long) == MOST_MARKS
    assert all(0 <= mark < 2**63 for mark in long)


def test_seventeen_words_in_a_row_are_always_enough():
    words = [f"word{number}" for number in range(200)]
    written = marks(" ".join(words), key=KEY)
    found = [is_carried(marks(" ".join(words[at : at + 17]), key=KEY), written=written) for at in range(180)]
    assert all(found)


SHORT = "My left hand goes numb every evening after the second tablet."


def of_short(draft: str, *, written: str = SHORT) -> bool:
    return is_carried(marks(draft, key=KEY), written=marks(written, key=KEY))


@pytest.mark.parametrize("draft", [SHORT, SHORT.upper(), f"She wrote: “{SHORT}” What would you say?"])
def test_a_short_message_is_known_again_when_all_of_it_is_repeated(draft: str):
    assert of_short(draft)


@pytest.mark.parametrize("draft", ["My left hand goes numb.", "A hand goes numb every evening after work.", ""])
def test_a_part_of_a_short_message_is_free(draft: str):
    assert not of_short(draft)


@pytest.mark.parametrize("written", ["Thank you.", "Thank you for calling me back today.", "Yes"])
def test_what_is_too_short_to_be_told_from_what_anybody_says_is_free(written: str):
    assert not of_short(f"{written} And more.", written=written)
