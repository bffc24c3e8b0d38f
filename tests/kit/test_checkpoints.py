"""Checkpoints: the C2SP text form, and that nothing in it can be changed."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bedside.kit.checkpoints import BadCheckpoint, Checkpoint, read, verifier_key

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
ONE = Checkpoint("site.example/audit", 1234, bytes(range(32)))
TWO = Checkpoint("site.example/audit", 2234, bytes(32))


def test_the_text_is_that_of_a_signed_note() -> None:
    body, signature = ONE.signed(KEY).split("\n\n")
    assert body == "site.example/audit\n1234\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
    assert signature.startswith("— site.example/audit ")
    assert signature.endswith("\n")


def test_several_in_one_file_are_read_in_order() -> None:
    text = f"{ONE.signed(KEY)}\n{TWO.signed(KEY)}\n"
    assert read(text, KEY.public_key()) == [ONE, TWO]


@pytest.mark.asvs("11.6.1")
@pytest.mark.parametrize(
    ("old", "new"),
    [("1234", "1235"), ("AAEC", "AAED"), ("site.example/audit\n1", "site.other/audit\n1"), ("— site", "— sitf")],
)
def test_what_was_changed_is_not_read(old: str, new: str) -> None:
    text = ONE.signed(KEY)
    assert old in text
    with pytest.raises(BadCheckpoint):
        read(text.replace(old, new, 1), KEY.public_key())


def test_another_key_is_named_as_the_reason() -> None:
    with pytest.raises(BadCheckpoint, match="another key"):
        read(ONE.signed(OTHER), KEY.public_key())


@pytest.mark.parametrize("text", ["", "\n\n", "words", f"{ONE.body}\n", f"{ONE.signed(KEY)}more", "0\n0\n0\n\n— a b\n"])
def test_what_is_no_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(BadCheckpoint):
        read(text, KEY.public_key())


def test_the_public_key_is_told_in_the_form_that_other_programs_read() -> None:
    name, mark, key = verifier_key("site.example/audit", KEY.public_key()).split("+", 2)
    assert (name, len(mark), len(key)) == ("site.example/audit", 8, 44)
