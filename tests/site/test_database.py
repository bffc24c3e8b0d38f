"""Where the embedded database lives."""

import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from bedside.site import database

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root's data can be out of reach for the server's user")


@pytest.fixture
def open_place() -> Iterator[Path]:
    """A directory that every user may enter."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture
def elsewhere(open_place: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(database, "ELSEWHERE", open_place / "elsewhere")
    return open_place / "elsewhere"


@pytest.fixture
def closed_data(open_place: Path) -> Path:
    """A data directory below one that only we may enter, as under /root."""
    (open_place / "ours").mkdir(mode=0o700)
    (open_place / "ours" / "data").mkdir(mode=0o711)
    return open_place / "ours" / "data"


def test_the_database_lives_in_the_data_directory(open_place: Path, elsewhere: Path) -> None:
    assert database.cluster_root(open_place) == open_place / "postgres"


@as_root
def test_where_its_user_may_not_go_the_database_lives_elsewhere(closed_data: Path, elsewhere: Path) -> None:
    place = database.cluster_root(closed_data)
    assert place.parent.parent == elsewhere
    assert re.fullmatch(r"[0-9a-f]{12}/postgres", str(place.relative_to(elsewhere)))


@as_root
def test_the_place_elsewhere_is_remembered_when_the_data_directory_moves(closed_data: Path, elsewhere: Path) -> None:
    place = database.cluster_root(closed_data)
    moved = closed_data.rename(closed_data.parent.parent / "moved")
    assert database.cluster_root(moved) == place


@as_root
def test_a_database_whose_data_directory_is_gone_is_set_aside_and_kept(closed_data: Path, elsewhere: Path) -> None:
    place = database.cluster_root(closed_data)
    place.mkdir(parents=True)
    (closed_data / "database-place").unlink()
    assert not database.cluster_root(closed_data).exists()
    assert [left.name.startswith(f"{place.parent.name}-left-") for left in elsewhere.iterdir()] == [True]
