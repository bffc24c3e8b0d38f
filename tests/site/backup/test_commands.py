"""What `bedside backup`, `restore` and `open` refuse before they touch anything."""

from argparse import Namespace
from pathlib import Path

import psycopg
import pytest

from bedside.kit import dark
from bedside.kit.backup.sealing import new_key, read_private, read_public
from bedside.kit.errors import Refused
from bedside.site.backup import commands, making, restoring
from bedside.site.backup.form import plain_settings
from bedside.site.config import Config


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    monkeypatch.setenv("BEDSIDE_DATA", str(folder))
    return folder


def code_of(refused: pytest.ExceptionInfo[Refused]) -> str:
    return refused.value.code


def test_the_halves_of_a_new_key_belong_together(data: Path, tmp_path: Path) -> None:
    commands.backup(Namespace(file=None, new_key=tmp_path / "private"))
    private = read_private((tmp_path / "private").read_text())
    assert private.public_key() == read_public((data / "backup-key.pub").read_text())
    assert (tmp_path / "private").stat().st_mode & 0o777 == 0o600


def test_a_private_half_is_never_written_over(data: Path, tmp_path: Path) -> None:
    (tmp_path / "private").write_text("another")
    with pytest.raises(Refused) as refused:
        commands.backup(Namespace(file=None, new_key=tmp_path / "private"))
    assert (code_of(refused), (tmp_path / "private").read_text()) == ("bad_target", "another")
    assert not (data / "backup-key.pub").exists()


def test_the_private_half_does_not_lie_with_the_site(data: Path) -> None:
    with pytest.raises(Refused, match="bad_target"):
        commands.backup(Namespace(file=None, new_key=data / "private"))


@pytest.mark.parametrize(("file", "code"), [(None, "no_file"), (Path("b"), "no_backup_key")])
def test_a_backup_needs_a_file_and_a_key(data: Path, file: Path | None, code: str) -> None:
    with pytest.raises(Refused, match=code):
        commands.backup(Namespace(file=file, new_key=None))


def test_no_backup_lies_in_the_directory_it_is_of(data: Path) -> None:
    with pytest.raises(making.BadTarget):
        making.make(config=Config(data=data), owner_url="", file=data / "b", key=new_key().public_key())


def test_a_backup_that_fails_leaves_the_older_one_and_no_half_file(data: Path, tmp_path: Path) -> None:
    (tmp_path / "b").write_bytes(b"older")
    nowhere = f"postgresql://nobody@/nothing?host={tmp_path}"
    with pytest.raises(psycopg.OperationalError):
        making.make(config=Config(data=data), owner_url=nowhere, file=tmp_path / "b", key=new_key().public_key())
    assert (tmp_path / "b").read_bytes() == b"older"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b", "data"]


@pytest.mark.parametrize("missing", ["secrets.toml", "keys.sqlite"])
def test_a_restore_needs_what_the_operator_keeps_elsewhere(data: Path, missing: str) -> None:
    for name in {"secrets.toml", "keys.sqlite"} - {missing}:
        (data / name).touch()
    with pytest.raises(restoring.NotNow) as refused:
        restoring.check_place(Config(data=data))
    assert (code_of(refused), missing in refused.value.what) == ("keys_missing", True)


def test_a_restore_puts_no_pictures_among_others(data: Path) -> None:
    for name in ("secrets.toml", "keys.sqlite"):
        (data / name).touch()
    restoring.check_place(Config(data=data))
    (data / "media" / "ab").mkdir(parents=True)
    with pytest.raises(restoring.NotNow, match="not_empty"):
        restoring.check_place(Config(data=data))


def test_a_site_whose_restore_broke_off_is_not_opened(data: Path) -> None:
    dark.darken(data, dark.RESTORING)
    with pytest.raises(Refused, match="restore_unfinished"):
        commands.open_site(Namespace())
    assert dark.state(data) == dark.RESTORING


def test_settings_in_a_backup_hold_no_secrets() -> None:
    secret = "hunter2"
    told = plain_settings(Config(mail_password=secret, database_url=secret, database_owner_url=secret, min_age=18))
    assert secret not in str(told)
    assert told["min_age"] == "18"
