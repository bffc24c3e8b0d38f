"""Starting, stopping and dying: real servers, real signals."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import psycopg
import pytest

from bedside.kit.postgres import Cluster, PostgresError, find_binaries
from bedside.kit.processes import Child, Supervisor
from tests.ops.bytecode import keeping_bytecode

SECOND = """
import sys
from pathlib import Path
from bedside.kit.postgres import Cluster, PostgresError, find_binaries
from bedside.kit.processes import Child, Supervisor
try:
    Cluster(Path(sys.argv[1]), durable=False).start()
except PostgresError as error:
    print(error.code)
"""
KEEPER = """
import sys, time
from pathlib import Path
from bedside.kit.postgres import Cluster
cluster = Cluster(Path(sys.argv[1]), durable=False)
cluster.start()
print(cluster.pid, flush=True)
time.sleep(60)
"""


def until(happened: Callable[[], bool], *, seconds: float = 20.0) -> bool:
    end = time.monotonic() + seconds
    while not happened():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def other_process(code: str, root: Path) -> subprocess.Popen[str]:
    environ = keeping_bytecode(dict(os.environ)) | {"PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.Popen([sys.executable, "-c", code, str(root)], stdout=subprocess.PIPE, text=True, env=environ)


def test_a_commit_survives_the_killing_of_the_server(root: Path) -> None:
    with Cluster(root) as cluster:
        with psycopg.connect(cluster.url("owner"), autocommit=True) as owner:
            owner.execute("CREATE TABLE kept (n int)")
            for number in range(50):
                owner.execute("INSERT INTO kept VALUES (%s)", (number,))
            assert cluster.pid is not None
            os.kill(cluster.pid, signal.SIGKILL)
        assert cluster.wait() == -signal.SIGKILL
        cluster.start()
        with psycopg.connect(cluster.url("app")) as app:
            assert app.execute("SELECT count(*) FROM kept").fetchone() == (50,)


def test_a_server_whose_backend_is_killed_comes_back_by_itself(root: Path) -> None:
    with Cluster(root, durable=False) as cluster:
        connection = psycopg.connect(cluster.url())
        os.kill(connection.info.backend_pid, signal.SIGKILL)
        connection.close()
        assert (until(lambda: answers(cluster)), cluster.poll()) == (True, None)


def answers(cluster: Cluster) -> bool:
    try:
        psycopg.connect(cluster.url()).close()
    except psycopg.OperationalError:
        return False
    return True


def test_a_second_supervisor_on_the_same_directory_is_refused(running: Cluster) -> None:
    said, _ = other_process(SECOND, running.directory.root).communicate(timeout=60)
    assert (said.strip(), answers(running)) == ("directory_in_use", True)


def test_a_second_supervisor_in_the_same_process_is_refused(running: Cluster) -> None:
    with pytest.raises(PostgresError) as refused:
        Cluster(running.directory.root, durable=False).start()
    assert (refused.value.code, answers(running)) == ("directory_in_use", True)


def test_the_server_stops_when_its_supervisor_is_killed_and_the_next_one_takes_over(root: Path) -> None:
    keeper = other_process(KEEPER, root)
    assert keeper.stdout is not None
    server = psutil.Process(int(keeper.stdout.readline()))
    keeper.kill()
    keeper.communicate(timeout=10)
    with Cluster(root, durable=False) as next_one:
        assert (server.is_running() and server.status() != psutil.STATUS_ZOMBIE, answers(next_one)) == (False, True)


def test_a_clean_stop_leaves_no_process_and_no_socket(root: Path) -> None:
    cluster = Cluster(root, durable=False)
    cluster.start()
    server = psutil.Process(cluster.pid)
    family = [server, *server.children(recursive=True)]
    with psycopg.connect(cluster.url()):  # a client that stays does not hold up the stop
        cluster.stop()
    _, left = psutil.wait_procs(family, timeout=5)
    assert (left, list(cluster.directory.socket.iterdir()), cluster.poll()) == ([], [], 0)


def test_a_stopped_server_can_be_started_again(root: Path) -> None:
    cluster = Cluster(root, durable=False)
    for _ in range(2):
        cluster.start()
        assert answers(cluster)
        cluster.stop()


def test_starting_twice_changes_nothing(running: Cluster) -> None:
    before = running.pid
    running.start()
    assert running.pid == before


@pytest.mark.asvs("12.3.1")
def test_the_server_listens_on_no_tcp_port(running: Cluster) -> None:
    server = psutil.Process(running.pid)
    ports = [one for process in (server, *server.children()) for one in process.net_connections(kind="inet")]
    assert [one.laddr for one in ports if one.status == psutil.CONN_LISTEN] == []


def test_roles_that_were_made_too_strong_are_mended_at_the_next_start(root: Path) -> None:
    cluster = Cluster(root, durable=False)
    with cluster, psycopg.connect(cluster.url("super"), autocommit=True) as server:
        server.execute("ALTER ROLE bedside_app SUPERUSER BYPASSRLS")
        server.execute("GRANT bedside_owner TO bedside_app")
    with cluster, psycopg.connect(cluster.url("app")) as app:
        powers = "SELECT rolsuper, rolbypassrls, pg_has_role('bedside_owner', 'member') FROM pg_roles"
        assert app.execute(f"{powers} WHERE rolname = 'bedside_app'").fetchone() == (False, False, False)


def test_rights_that_a_migration_took_away_stay_away(root: Path) -> None:
    cluster = Cluster(root, durable=False)
    with cluster, psycopg.connect(cluster.url("owner"), autocommit=True) as owner:
        owner.execute("CREATE TABLE journal (n int)")
        owner.execute("REVOKE UPDATE, DELETE ON journal FROM bedside_app")
    with cluster, psycopg.connect(cluster.url("app")) as app:
        may = "SELECT has_table_privilege('journal', 'INSERT'), has_table_privilege('journal', 'DELETE')"
        assert app.execute(may).fetchone() == (True, False)


def test_an_edit_of_the_access_file_does_not_outlive_a_restart(root: Path) -> None:
    cluster = Cluster(root, durable=False)
    with cluster:
        (cluster.directory.conf / "pg_hba.conf").write_text("local all all trust\n")
    with cluster, psycopg.connect(cluster.url("super")) as server:
        rules = server.execute("SELECT type, auth_method FROM pg_hba_file_rules").fetchall()
    assert rules == [("local", "peer")]


def test_not_even_a_superuser_can_open_a_tcp_port(root: Path) -> None:
    cluster = Cluster(root, durable=False)
    with cluster, psycopg.connect(cluster.url("super"), autocommit=True) as server:
        server.execute("ALTER SYSTEM SET listen_addresses = '127.0.0.1'")
    with cluster, psycopg.connect(cluster.url("super")) as server:
        assert server.execute("SHOW listen_addresses").fetchone() == ("",)


def test_an_operators_own_settings_count(root: Path) -> None:
    cluster = Cluster(root, durable=False)
    with cluster:
        (cluster.directory.conf / "local.conf").write_text("work_mem = '9MB'\n")
    with cluster, psycopg.connect(cluster.url()) as app:
        assert app.execute("SHOW work_mem").fetchone() == ("9MB",)


def test_a_supervisor_brings_a_killed_database_back(root: Path) -> None:
    cluster = Cluster(root, durable=False)
    lines: list[str] = []
    after = Child("web", ["/bin/sh", "-c", "echo up; sleep 60"], {"PATH": "/usr/bin:/bin"})
    supervisor = Supervisor([cluster, after], on_line=lines.append)
    pids: list[int] = []

    def kill_and_wait() -> None:
        until(lambda: bool(lines))
        pids.append(cluster.pid or 0)
        os.kill(pids[0], signal.SIGKILL)
        until(lambda: cluster.pid != pids[0] and answers(cluster))
        pids.append(cluster.pid or 0)
        supervisor.request_stop()

    watcher = threading.Thread(target=kill_and_wait)
    watcher.start()
    supervisor.run()
    watcher.join()
    assert (len(set(pids)), lines[1], cluster.poll()) == (2, "database | was ended by SIGKILL", 0)


def test_a_restart_that_fails_keeps_the_directory_locked(root: Path) -> None:
    cluster = Cluster(root, durable=False)
    with cluster:
        (cluster.directory.conf / "local.conf").write_text("no_such_setting = 1\n")
        assert cluster.pid is not None
        os.kill(cluster.pid, signal.SIGKILL)
        cluster.wait()
        with pytest.raises(PostgresError):
            cluster.start()
        with pytest.raises(PostgresError) as refused:
            Cluster(root, durable=False).start()
    assert refused.value.code == "directory_in_use"


def test_settings_that_make_no_sense_are_reported_with_the_servers_words(root: Path) -> None:
    cluster = Cluster(root, durable=False)
    with cluster:
        (cluster.directory.conf / "local.conf").write_text("no_such_setting = 1\n")
    with pytest.raises(PostgresError) as refused:
        cluster.start()
    assert (refused.value.code, "no_such_setting" in refused.value.log) == ("failed_to_start", True)


def test_commits_are_durable_unless_a_test_says_otherwise(root: Path) -> None:
    with Cluster(root) as cluster, psycopg.connect(cluster.url()) as app:
        names = "fsync", "synchronous_commit", "full_page_writes"
        assert [app.execute(f"SHOW {name}").fetchone() for name in names] == [("on",)] * 3


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_the_server_does_not_run_as_root(running: Cluster) -> None:
    assert 0 not in psutil.Process(running.pid).uids()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
@pytest.mark.parametrize("role", ["bedside_app", "bedside_owner", "bedside_super"])
def test_another_system_user_is_refused_even_with_the_socket_open_to_all(running: Cluster, role: str) -> None:
    paths = [running.directory.socket, running.directory.socket / ".s.PGSQL.5432"]
    modes = [path.stat().st_mode & 0o777 for path in paths]
    for path in paths:
        path.chmod(0o777)
    said = as_daemon(running, role)
    for path, mode in zip(paths, modes, strict=True):
        path.chmod(mode)
    assert "Peer authentication failed" in said


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_another_system_user_cannot_reach_the_socket(running: Cluster) -> None:
    assert "Permission denied" in as_daemon(running, "bedside_app")


def as_daemon(cluster: Cluster, role: str) -> str:
    """Log in with the shell's tool as the system user `daemon`; return what it complains of."""
    tool = find_binaries().program("psql")
    command = [tool, "-h", str(cluster.directory.socket), "-U", role, "-c", "SELECT 1", "bedside"]
    return subprocess.run(
        command, user="daemon", group="daemon", capture_output=True, text=True, cwd="/", check=False
    ).stderr
