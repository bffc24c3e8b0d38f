"""Sealed values open in their own place only."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bedside.kit.vault import CannotOpen, Keyring, Place, Vault

PLACE = Place("people_account", "mail_sealed", 7)
VAULT = Vault(Keyring.fresh())


@given(st.text())
def test_what_is_sealed_opens_again(text):
    assert VAULT.open(VAULT.seal(text, PLACE), PLACE) == text


@pytest.mark.asvs("11.3.3")
@pytest.mark.parametrize(
    "elsewhere",
    [
        Place("people_account", "mail_sealed", 8),
        Place("people_account", "other", 7),
        Place("posts_draft", "mail_sealed", 7),
    ],
)
def test_a_value_moved_to_another_row_column_or_table_does_not_open(elsewhere):
    sealed = VAULT.seal("somebody@mail.example", PLACE)
    with pytest.raises(CannotOpen):
        VAULT.open(sealed, elsewhere)


@pytest.mark.asvs("9.1.1", "11.3.3")
def test_a_changed_byte_is_noticed():
    sealed = bytearray(VAULT.seal("somebody@mail.example", PLACE))
    sealed[-1] ^= 1
    with pytest.raises(CannotOpen):
        VAULT.open(bytes(sealed), PLACE)


@pytest.mark.asvs("9.1.2")
@pytest.mark.parametrize("broken", [b"", b"\x01", b"\x01" + b"\0" * 20, b"\x02" + b"\0" * 60])
def test_bytes_that_were_never_sealed_do_not_open(broken):
    with pytest.raises(CannotOpen):
        VAULT.open(broken, PLACE)


@pytest.mark.asvs("9.1.3", "11.2.2")
def test_the_newest_key_seals_and_older_ones_still_open():
    old = Keyring.fresh()
    newer = Keyring(master=old.master | {2: b"n" * 32}, index=old.index)
    sealed_before = Vault(old).seal("text", PLACE)
    sealed_after = Vault(newer).seal("text", PLACE)
    assert Vault(newer).open(sealed_before, PLACE) == "text"
    with pytest.raises(CannotOpen):
        Vault(old).open(sealed_after, PLACE)


def test_two_sealings_of_one_text_differ():
    assert VAULT.seal("text", PLACE) != VAULT.seal("text", PLACE)


def test_the_index_finds_an_address_however_it_is_spelled():
    assert VAULT.index("mail", " Ann@Mail.Example ") == VAULT.index("mail", "ann@mail.example")


def test_the_index_of_one_purpose_tells_nothing_about_another():
    assert VAULT.index("mail", "x") != VAULT.index("telephone", "x")


@pytest.mark.asvs("11.2.3")
def test_a_keyring_of_short_keys_is_refused():
    with pytest.raises(ValueError, match="32 bytes"):
        Keyring(master={1: b"short"}, index=b"i" * 32)


@given(st.binary())
def test_bytes_are_sealed_as_texts_are(data):
    sealed = VAULT.seal_bytes(data, PLACE)
    assert VAULT.open_bytes(sealed, PLACE) == data
    with pytest.raises(CannotOpen):
        VAULT.open_bytes(sealed, Place("people_account", "mail_sealed", 8))


def test_many_values_open_with_one_look_at_each_key_and_as_strictly() -> None:
    asked: list[int] = []

    class Counting(Vault):
        def _key(self, key_no: int, place: Place) -> bytes:
            asked.append(key_no)
            return super()._key(key_no, place)

    ring = Keyring(master={1: b"a" * 32, 2: b"b" * 32}, index=b"i" * 32)
    old = Vault(Keyring(master={1: ring.master[1]}, index=ring.index))
    places = [Place("table", "body", number) for number in range(6)]
    sealed = [(old if place.row_id % 2 else Vault(ring)).seal(f"said {place.row_id}", place) for place in places]
    opens = Counting(ring).opener()
    assert [opens(value, place) for value, place in zip(sealed, places, strict=True)] == [
        f"said {number}".encode() for number in range(6)
    ]
    assert sorted(asked) == [1, 2]
    for value, place in ((sealed[0], places[1]), (b"\x02" + sealed[0][1:], places[0]), (b"", places[0])):
        with pytest.raises(CannotOpen):
            opens(value, place)
