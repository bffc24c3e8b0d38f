import pytest

from bedside.policy.practice.codes import ALPHABET, RANDOM_BYTES, SIGNS, made_of, read, shown


def test_the_alphabet_has_no_sign_that_is_taken_for_another():
    assert len(set(ALPHABET)) == 32
    assert not set("ILOU") & set(ALPHABET)


@pytest.mark.parametrize(
    ("random", "code"),
    [
        (b"\x00\x00\x00\x00\x00", "00000000"),
        (b"\xff\xff\xff\xff\xff", "ZZZZZZZZ"),
        (b"\x00\x00\x00\x00\x01", "00000001"),
        (b"\x08\x42\x10\x84\x21", "11111111"),
    ],
)
def test_every_bit_counts(random: bytes, code: str):
    assert made_of(random) == code


@pytest.mark.parametrize("random", [b"", b"1234", b"123456"])
def test_a_code_has_forty_bits(random: bytes):
    with pytest.raises(ValueError, match=str(RANDOM_BYTES)):
        made_of(random)


@pytest.mark.parametrize(
    "typed",
    ["K7QM-01X9", "k7qm01x9", " k7qm 01x9 ", "K7QM\u2013O1X9", "k7qm-oix9", "K7QMOLX9", "k7qm\u201101x9\n"],
)
def test_a_code_is_read_however_it_is_typed(typed: str):
    assert read(typed) == "K7QM01X9"


@pytest.mark.parametrize(
    "typed", ["", "K7QM01X", "K7QM01X99", "K7QM01XU", "K7QM01X!", "K7QM01X\u0665", "\uff2b7QM01X9", "' OR 1=1"]
)
def test_what_is_no_code_is_none(typed: str):
    assert read(typed) is None


def test_a_code_is_shown_in_two_groups_and_read_again():
    assert shown("K7QM01X9") == "K7QM-01X9"
    assert read(shown("K7QM01X9")) == "K7QM01X9"
    assert len("K7QM01X9") == SIGNS
