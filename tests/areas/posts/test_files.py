"""A picture is kept whole or not at all."""

import errno
from pathlib import Path
from typing import Any

import pytest

from bedside.areas.posts import files
from bedside.kit.errors import NoRoom

KEY = "ab" * 16


@pytest.fixture
def media(tmp_path: Path, settings: Any) -> Path:
    settings.MEDIA_DIR = tmp_path
    return tmp_path


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EROFS])
def test_a_full_disk_is_named_and_leaves_no_half_a_file(
    media: Path, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def half(path: Path, data: bytes) -> None:
        path.write_bytes(data[:3])
        raise OSError(number, "no")

    monkeypatch.setattr(files, "_write", half)
    with pytest.raises(NoRoom):
        files.keep(KEY, b"a picture")
    assert [path for path in media.rglob("*") if path.is_file()] == []


def test_another_fault_of_the_disk_is_not_taken_for_a_full_one(media: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(path: Path, data: bytes) -> None:
        raise OSError(errno.EIO, "broken")

    monkeypatch.setattr(files, "_write", fails)
    with pytest.raises(OSError, match="broken"):
        files.keep(KEY, b"a picture")
