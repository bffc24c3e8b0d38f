"""A sealed stream opens with its key, whole, or not at all."""

import io

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from bedside.kit.backup import BadBackup
from bedside.kit.backup.sealing import (
    CHUNK,
    HEAD_BYTES,
    TAG,
    Opener,
    Sealer,
    new_key,
    private_text,
    public_text,
    read_private,
    read_public,
)

KEY = new_key()
CHUNKS = 3
PLAIN = bytes(range(256)) * (CHUNKS * CHUNK // 256) + b"the end"


def sealed(plain: bytes = PLAIN, *, key: X25519PrivateKey = KEY) -> bytes:
    out = io.BytesIO()
    sealer = Sealer(out, key.public_key())
    for at in range(0, len(plain), 100_001):
        sealer.write(plain[at : at + 100_001])
    sealer.finish()
    return out.getvalue()


def opened(content: bytes, *, key: X25519PrivateKey = KEY) -> bytes:
    opener, found = Opener(io.BytesIO(content), key), b""
    while piece := opener.read(70_000):
        found += piece
    return found


SEALED = sealed()
BORDERS = [HEAD_BYTES + number * (CHUNK + TAG) for number in range(CHUNKS + 1)]


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 7])
def test_what_was_sealed_opens(size: int) -> None:
    assert opened(sealed(PLAIN[:size])) == PLAIN[:size]


def test_nothing_of_it_can_be_read() -> None:
    assert b"the end" not in SEALED
    assert sealed() != SEALED


@pytest.mark.parametrize("end", [*BORDERS, *(border + 1 for border in BORDERS), *(border - 1 for border in BORDERS)])
def test_a_stream_that_was_cut_off_is_refused(end: int) -> None:
    with pytest.raises(BadBackup) as refused:
        opened(SEALED[:end])
    assert refused.value.code == ("damaged" if end >= HEAD_BYTES else "not_a_backup")


@pytest.mark.parametrize("at", [*range(16, 60, 7), *(border + 5 for border in BORDERS), len(SEALED) - 1])
def test_a_flipped_bit_anywhere_is_found(at: int) -> None:
    changed = bytearray(SEALED)
    changed[at] ^= 1
    with pytest.raises(BadBackup):
        opened(bytes(changed))


def test_chunks_that_changed_places_are_found() -> None:
    first, second, third = BORDERS[:3]
    with pytest.raises(BadBackup):
        opened(SEALED[:first] + SEALED[second:third] + SEALED[first:second] + SEALED[third:])


@pytest.mark.parametrize("more", [b"x", SEALED[HEAD_BYTES : HEAD_BYTES + CHUNK + TAG]])
def test_nothing_can_be_added_at_the_end(more: bytes) -> None:
    with pytest.raises(BadBackup):
        opened(SEALED + more)


def test_a_chunk_of_another_stream_does_not_fit() -> None:
    with pytest.raises(BadBackup):
        opened(SEALED[: BORDERS[1]] + sealed()[BORDERS[1] :])


def test_no_byte_of_a_changed_chunk_is_handed_out() -> None:
    changed = bytearray(SEALED)
    changed[BORDERS[1] + 60_000] ^= 1
    opener = Opener(io.BytesIO(bytes(changed)), KEY)
    assert opener.read(CHUNK) == PLAIN[:CHUNK]
    with pytest.raises(BadBackup):
        opener.read(1)


def test_another_key_is_named_as_such() -> None:
    with pytest.raises(BadBackup) as refused:
        opened(SEALED, key=new_key())
    assert refused.value.code == "wrong_key"


@pytest.mark.parametrize("content", [b"", b"BEDSIDE-BACKUP-1", b"BEDSIDE-BACKUP-2" + SEALED[16:], b"PGDMP" + SEALED])
def test_another_file_is_named_as_such(content: bytes) -> None:
    with pytest.raises(BadBackup) as refused:
        opened(content)
    assert refused.value.code == "not_a_backup"


def test_keys_are_lines_of_text() -> None:
    assert read_private(private_text(KEY) + "\n").private_bytes_raw() == KEY.private_bytes_raw()
    assert read_public(public_text(KEY.public_key())) == KEY.public_key()


@pytest.mark.parametrize(
    "text",
    ["", "x", public_text(KEY.public_key()), private_text(KEY)[:-5], private_text(KEY)[8:]],
    ids=["nothing", "a letter", "the public half", "cut at the end", "cut at the beginning"],
)
def test_what_is_no_private_key_is_refused(text: str) -> None:
    with pytest.raises(BadBackup) as refused:
        read_private(text)
    assert refused.value.code == "not_a_key"
