"""What is accepted as a data directory, and what is refused without being touched."""

import os
import socket
from pathlib import Path

import psycopg
import pytest

from bedside.kit.postgres import Binaries, Cluster, PostgresError, find_binaries
from bedside.kit.postgres.directory import LONGEST_SOCKET_PATH, Directory


def contents(root: Path) -> dict[str, tuple[int, int, bytes]]:
    """Everything under `root`: mode, owner, bytes."""
    found = {}
    for path in [root, *sorted(root.rglob("*"))]:
        status = path.lstat()
        found[str(path)] = (status.st_mode, status.st_uid, path.read_bytes() if path.is_file() else b"")
    return found


def refusal(root: Path, binaries: Binaries | None = None) -> str:
    with pytest.raises(PostgresError) as refused:
        Cluster(root, binaries=binaries, durable=False).start()
    return refused.value.code


@pytest.mark.parametrize("name", ["letter.txt", "data/letter.txt", "PG_VERSION"])
def test_a_directory_with_foreign_files_is_refused_untouched(place: Path, name: str) -> None:
    file = place / "postgres" / name
    file.parent.mkdir(parents=True)
    file.write_text("18")
    before = contents(place)
    assert (refusal(place / "postgres"), contents(place) == before) == ("not_ours", True)


def test_a_file_in_place_of_the_directory_is_refused(place: Path) -> None:
    (place / "postgres").write_text("a file")
    assert refusal(place / "postgres") == "not_ours"


@pytest.mark.parametrize(("written_by", "code"), [(99, "data_newer"), (9, "data_older")])
def test_data_of_another_major_version_is_refused_untouched(place: Path, written_by: int, code: str) -> None:
    data = place / "postgres" / "data"
    data.mkdir(parents=True)
    (data / "PG_VERSION").write_text(f"{written_by}\n")
    (data / "base").write_text("rows")
    before = contents(place)
    assert (refusal(place / "postgres"), contents(place) == before) == (code, True)


def test_a_version_file_that_makes_no_sense_is_refused(place: Path) -> None:
    (place / "postgres" / "data").mkdir(parents=True)
    (place / "postgres" / "data" / "PG_VERSION").write_text("ten\n")
    assert refusal(place / "postgres") == "damaged"


def test_a_broken_off_first_start_is_begun_again(place: Path) -> None:
    half = place / "postgres" / "data.new"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")
    with Cluster(place / "postgres", durable=False) as cluster:
        assert (cluster.poll(), half.exists()) == (None, False)


def test_two_locks_on_one_directory_do_not_hold(place: Path) -> None:
    first, second = Directory(place), Directory(place)
    first.lock()
    with pytest.raises(PostgresError) as refused:
        second.lock()
    first.unlock()
    assert (refused.value.code, str(os.getpid()) in refused.value.what) == ("directory_in_use", True)


def test_a_released_directory_can_be_locked_again(place: Path) -> None:
    first, second = Directory(place), Directory(place)
    first.lock()
    first.unlock()
    assert second.lock() is False
    second.unlock()


def test_a_long_path_gets_its_socket_elsewhere_and_still_works(place: Path) -> None:
    root = place / ("long-" * 20) / "postgres"
    with Cluster(root, durable=False) as cluster:
        there = cluster.directory.socket
        with psycopg.connect(cluster.url()) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
        facts = (there.parent, there.stat().st_mode & 0o777, (root / "socket").read_text().strip())
    there.rmdir()
    assert facts == (Path("/tmp"), 0o700, str(there))


def test_the_socket_path_always_fits(place: Path) -> None:
    for length in range(20, 200):
        path = Directory(place / ("d" * length)).socket / ".s.PGSQL.5432"
        assert len(str(path)) <= LONGEST_SOCKET_PATH
    probe = socket.socket(socket.AF_UNIX)
    with pytest.raises(OSError, match="AF_UNIX path too long"):
        probe.bind("/" + "x" * (LONGEST_SOCKET_PATH + 1))
    probe.close()


def test_a_socket_directory_that_belongs_to_somebody_else_is_not_used(place: Path) -> None:
    root = place / ("long-" * 20) / "postgres"
    taken = Directory(root).socket
    taken.symlink_to(place)
    code = refusal(root)
    taken.unlink()
    assert code == "socket_in_use"


def test_a_first_start_closes_the_data_directory_and_keeps_the_mode_of_what_was_there(place: Path) -> None:
    place.chmod(0o751)
    with Cluster(place / "new" / "postgres", durable=False) as cluster:
        paths = (cluster.directory.data, cluster.directory.socket, place)
        assert [path.stat().st_mode & 0o777 for path in paths] == [0o700, 0o700, 0o751]


def test_only_a_few_log_files_are_kept(place: Path) -> None:
    directory = Directory(place)
    directory.log.mkdir()
    for number in range(9):
        (directory.log / f"postgres-2026010{number}-000000.log").touch()
    directory.prune_log()
    assert sorted(path.name[9:17] for path in directory.log.iterdir()) == [f"2026010{n}" for n in range(4, 9)]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root hands the server to another user")
def test_a_place_that_the_servers_user_cannot_enter_is_refused_and_named(place: Path) -> None:
    closed = place / "closed"
    closed.mkdir(mode=0o700)
    with pytest.raises(PostgresError) as refused:
        Cluster(closed / "postgres", durable=False).start()
    assert (refused.value.code, str(closed) in refused.value.what) == ("cannot_traverse", True)
    assert (closed.stat().st_mode & 0o777, list(closed.iterdir())) == (0o700, [])


def test_the_environment_can_force_the_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = find_binaries()
    monkeypatch.setenv("BEDSIDE_PG_BIN", str(usual.bindir))
    assert find_binaries() == Binaries(bindir=usual.bindir, version=usual.version, origin="BEDSIDE_PG_BIN")


def test_a_forced_directory_without_programs_is_refused(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BEDSIDE_PG_BIN", str(place))
    with pytest.raises(PostgresError) as refused:
        find_binaries()
    assert refused.value.code == "no_binaries"
