"""Big files are read line by line, packed or not, and never beyond their bounds."""

import gzip
import re
import zipfile
from pathlib import Path

import pytest

from bedside.kit import packed
from bedside.kit.packed import BadFile, lines_of

MEMBER = re.compile(r"table_\d+\.csv")
TEXT = "one\ntwo\nthr\u00e9e"


def read(path: Path) -> list[str]:
    with lines_of(path, member=MEMBER) as lines:
        return list(lines)


def zipped(path: Path, *names: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, TEXT)
    return path


@pytest.mark.parametrize("how", ["plain", "gz", "zip"])
def test_lines_are_the_same_however_they_are_packed(how: str, tmp_path: Path) -> None:
    path = tmp_path / "table_1.csv"
    path.write_text(TEXT, encoding="utf-8")
    if how == "gz":
        path.write_bytes(gzip.compress(TEXT.encode()))
    if how == "zip":
        zipped(path, "other.csv", "table_7.csv")
    assert read(path) == TEXT.splitlines(keepends=True)


def test_letters_that_are_no_utf_8_are_marked(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"caf\xe9\n")
    assert read(path) == ["caf\ufffd\n"]


def test_of_two_members_none_is_guessed(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="2 files of the name"):
        read(zipped(tmp_path / "x.zip", "table_1.csv", "table_2.csv"))


def test_a_member_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("table_1.csv", "0" * 5_000_000)
    raw = path.read_bytes()
    small = (1_000).to_bytes(4, "little")
    path.write_bytes(raw.replace((5_000_000).to_bytes(4, "little"), small))
    with pytest.raises(BadFile, match="cut off or damaged"):
        read(path)


def test_a_member_that_says_it_is_a_bomb_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "ALWAYS", 1_000)
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("table_1.csv", "0\n" * 2_000_000)
    with pytest.raises(BadFile, match="says it unpacks to 4000000 bytes"), lines_of(path, member=MEMBER):
        pytest.fail("it was opened")


def test_more_than_the_bound_is_never_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "ALWAYS", 1_000)
    path = tmp_path / "x.gz"
    path.write_bytes(gzip.compress(b"x\n" * 2_000_000))
    seen: list[str] = []
    with lines_of(path, member=MEMBER) as lines, pytest.raises(BadFile, match="far more than such a file holds"):
        seen.extend(lines)
    assert 2 * len(seen) <= path.stat().st_size * packed.MOST_RATIO


def test_a_line_without_end_is_never_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "x.gz"
    path.write_bytes(gzip.compress(b"x" * 3_000_000))
    with pytest.raises(BadFile, match="line 1 is longer"):
        read(path)


def test_a_member_with_a_password_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "x.zip", "table_1.csv")
    raw = bytearray(path.read_bytes())
    raw[6] |= 1  # the flag "encrypted" of the local header, and of the directory below
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(raw)
    with pytest.raises(BadFile, match="cannot be unpacked"):
        read(path)
