"""Parts of a backup: plain names, small blocks, nothing that unpacks to more than it says."""

import io
import zlib

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bedside.kit.backup import BadBackup
from bedside.kit.backup.parts import BLOCK, LENGTHS, read_parts, read_signed, signed, write_part

SITE = Ed25519PrivateKey.generate()


def codes(content: bytes) -> str:
    """Return the code with which reading all of `content` is refused."""
    with pytest.raises(BadBackup) as refused:
        read_through(content)
    return refused.value.code


def read_through(content: bytes) -> None:
    for part in read_parts(io.BytesIO(content)):
        for _block in part.blocks:
            continue


def test_parts_come_back_as_they_were_written() -> None:
    out = io.BytesIO()
    wanted = {"a": b"x" * (3 * BLOCK + 1), "b": b"", "c": bytes(range(256))}
    measures = {name: write_part(out, "table", name, [content]) for name, content in wanted.items()}
    found = {part.name: b"".join(part.blocks) for part in read_parts(io.BytesIO(out.getvalue()))}
    assert found == wanted
    assert (measures["a"].bytes, measures["c"].lines) == (3 * BLOCK + 1, 1)


def test_a_part_that_was_not_read_is_passed_over() -> None:
    out = io.BytesIO()
    for name in ("a", "b"):
        write_part(out, "table", name, [b"1\n"])
    assert [part.name for part in read_parts(io.BytesIO(out.getvalue()))] == ["a", "b"]


HOSTILE_TITLES = (
    b"media ../../etc/passwd",
    b"media /etc/passwd",
    b"file ..",
    b"file .hidden",
    b"file a/b",
    b"symlink a",
    b"function f",
    b"trigger t",
    b"extension plpython3u",
    b"table A;DROP",
    "table naïve".encode(),
    b"table",
    b"",
)


@pytest.mark.parametrize("title", HOSTILE_TITLES)
def test_a_name_that_is_not_plain_is_refused(title: bytes) -> None:
    assert codes(title + b"\n" + LENGTHS.pack(0, 0)) == "unknown_part"


@pytest.mark.parametrize("name", ["../up", "a/b", "", "A", "a" * 101])
def test_no_such_name_is_written(name: str) -> None:
    with pytest.raises(ValueError, match="no name"):
        write_part(io.BytesIO(), "media", name, [])


def test_a_bomb_does_not_unpack() -> None:
    bomb = zlib.compress(bytes(500 * BLOCK))
    assert codes(b"table a\n" + LENGTHS.pack(BLOCK, len(bomb)) + bomb) == "too_big"


@pytest.mark.parametrize(
    ("lengths", "code"),
    [((BLOCK + 1, 1), "too_big"), ((2**32 - 1, 9), "too_big"), ((5, 6), "too_big"), ((9, 3), "damaged")],
)
def test_lengths_that_lie_are_refused(lengths: tuple[int, int], code: str) -> None:
    assert codes(b"table a\n" + LENGTHS.pack(*lengths) + b"xxxxxx") == code


@pytest.mark.parametrize("size", [3, 8, 12, 20])
def test_a_part_without_its_end_is_refused(size: int) -> None:
    out = io.BytesIO()
    write_part(out, "table", "a", [b"some rows\n"])
    assert codes(out.getvalue()[:size]) == "damaged"


def test_a_small_part_has_a_limit() -> None:
    out = io.BytesIO()
    write_part(out, "head", "backup", [bytes(100)])
    part = next(read_parts(io.BytesIO(out.getvalue())))
    with pytest.raises(BadBackup, match="too_big"):
        part.whole(limit=99)


def test_a_signed_document_comes_back() -> None:
    assert read_signed(signed({"a": [1]}, SITE), SITE.public_key()) == {"a": [1]}


@pytest.mark.parametrize("at", [8, 40, 72, 75])
def test_a_changed_document_is_refused(at: int) -> None:
    content = bytearray(signed({"a": [1]}, SITE))
    content[at] ^= 1
    with pytest.raises(BadBackup, match="damaged"):
        read_signed(bytes(content), SITE.public_key())


def test_a_document_of_another_site_is_named_as_such() -> None:
    with pytest.raises(BadBackup, match="other_site"):
        read_signed(signed({}, Ed25519PrivateKey.generate()), SITE.public_key())
