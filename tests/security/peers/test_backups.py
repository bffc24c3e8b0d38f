"""Bugs of others around backups."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from bedside.kit.backup import tables
from bedside.kit.backup.sealing import new_key
from bedside.site.backup import making
from bedside.site.config import Config
from tests.database import migrated_cluster


@pytest.mark.parametrize("where", ["site.backup", "static/site.backup", "media/site.backup", "../data/static/x"])
def test_p082_no_backup_lies_where_an_address_could_reach_it(tmp_path: Path, where: str) -> None:
    """CVE-2023-49099: uploads and backups can be fetched by their address."""
    data = tmp_path / "data"
    (data / "static").mkdir(parents=True)
    (data / "media").mkdir()
    with pytest.raises(making.BadTarget):
        making.make(config=Config(data=data), owner_url="", file=data / where, key=new_key().public_key())
    assert [path for path in data.rglob("*") if path.is_file()] == []


COMMANDS = (
    b"\\! touch WAS_RUN\n",
    b"COPY auth_group FROM PROGRAM 'touch WAS_RUN';\n",
    b"\\.\nDROP TABLE auth_group;\n",
    b"1\tx\n\\i /etc/passwd\n",
)


@pytest.fixture(scope="module")
def owner() -> Iterator[str]:
    with migrated_cluster() as cluster:
        yield cluster.url("owner")


@pytest.mark.parametrize("command", COMMANDS)
def test_p083_a_command_in_a_backup_is_no_more_than_a_bad_row(tmp_path: Path, command: bytes, owner: str) -> None:
    """CVE-2025-59337: restoring runs commands that stand in the dump."""
    run = tmp_path / "was-run"
    text = command.replace(b"WAS_RUN", bytes(run))
    with tables.connected(owner) as connection:
        try:
            rows = tables.fill(connection, "auth_group", ["id", "name"], [text])
        except psycopg.DataError:
            rows = 0
        connection.rollback()
        kept = connection.execute("SELECT count(*) FROM auth_group").fetchone()
    # Where PostgreSQL takes `\\.` for an end, fewer rows are taken than lines were signed for: that refuses the backup.
    assert rows < text.count(b"\n")
    assert (kept, run.exists()) == ((0,), False)
