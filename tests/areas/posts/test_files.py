"""A picture is kept whole or not at all, and a file that no row names does not stay."""

import errno
import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bedside.areas.posts import actions, files
from bedside.areas.posts.actions.images import sweep
from bedside.kit.clock import now
from bedside.kit.errors import NoRoom
from tests.areas.posts.writing import picture
from tests.factories import make_persona, viewer_of

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


@pytest.mark.django_db
def test_the_sweep_takes_what_no_row_names_and_nothing_else(media: Path) -> None:
    named = files.path_of(actions.add_image(by=viewer_of(make_persona()), data=picture()))
    left, half, fresh = (files.path_of(letter * 32) for letter in "abc")
    half = half.with_suffix(".new")
    beside = media / "records" / "ab" / ("c" * 30)  # a file of a record is not this sweep's
    for path in (left, half, fresh, beside):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"left by a process that was ended")
    old = (now() - timedelta(days=2)).timestamp()
    for path in (left, half, beside, named):
        os.utime(path, (old, old))
    assert sweep() == 2
    assert sorted(path for path in media.rglob("*") if path.is_file()) == sorted((named, fresh, beside))
    assert sweep() == 0
