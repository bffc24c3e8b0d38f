"""The embedded server: made, started, watched and stopped by us.

One supervisor per data directory. The server is our child, answers on a Unix socket to peer authentication only, and
stops when we die. A commit that was acknowledged survives the death of any of its processes.
"""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path
from types import TracebackType
from typing import Final, Literal, Self
from urllib.parse import quote

import psycopg

from bedside.kit.postgres import account, config, roles
from bedside.kit.postgres.account import Account
from bedside.kit.postgres.binaries import Binaries, find_binaries
from bedside.kit.postgres.directory import Directory
from bedside.kit.postgres.errors import PostgresError, classify, from_system
from bedside.kit.processes import end_group, tied

# After its death the backends of a killed server may hold on to its memory for a while, and a new one refuses to start.
RETRY_FOR: Final = 30.0
# A server that is up but still replays its journal is waited for longer. Seconds.
RECOVERY_LIMIT: Final = 600.0
PRUNE_EVERY: Final = 600.0
INITDB_LIMIT: Final = 300.0

_NAMES: Final = {"owner": roles.OWNER, "app": roles.APP, "super": roles.SUPER}


class Cluster:
    """One PostgreSQL server on the directory `root`. `durable=False` is for tests only: it may lose commits."""

    name = "database"

    def __init__(self, root: Path, *, binaries: Binaries | None = None, durable: bool = True) -> None:
        self.directory = Directory(root)
        self._given = binaries
        self._durable = durable
        self._process: subprocess.Popen[bytes] | None = None
        self._pruned_at = 0.0

    @property
    def pid(self) -> int | None:
        """The process id of the server, also after its end; None before the first start."""
        return self._process.pid if self._process else None

    def start(self) -> None:
        """Return when the server answers and its roles and database are in order. Harmless when it already runs.

        Raise `PostgresError`; nothing is left running then, and the directory is free for another supervisor.
        """
        if self._process and self._process.poll() is None:
            return
        try:
            self._start()
        except OSError as error:
            raise from_system(error) from error
        except psycopg.Error as error:
            raise self._broke_off(error) from error

    def stop(self, *, timeout: float = 20.0) -> None:
        """Stop within `timeout` seconds: clients are cut off, all is written; by force only if that takes too long."""
        self._end(timeout=timeout)
        self.directory.unlock()

    def poll(self) -> int | None:
        """Return None while the server runs, else its exit code (0 before the first start)."""
        if self._process is None:
            return 0
        if time.monotonic() - self._pruned_at > PRUNE_EVERY:
            self._pruned_at = time.monotonic()
            self.directory.prune_log()
        return self._process.poll()

    def wait(self) -> int:
        """Block until the server ends, and return its exit code."""
        return self._process.wait() if self._process else 0

    def url(self, role: Literal["owner", "app", "super"] = "app", database: str = roles.DATABASE) -> str:
        """Return the address for libpq, also for a server that another process of ours runs."""
        host = quote(str(self.directory.socket), safe="")
        return f"postgresql://{_NAMES[role]}@/{quote(database, safe='')}?host={host}&port={config.PORT}"

    def create_database(self, name: str) -> None:
        """Make (or mend) another database with the same owner, rights and extensions, such as one for tests."""
        with self._connected("postgres") as server:
            roles.mend_database(server, name=name)
        with self._connected(name) as inside:
            roles.mend_schema(inside)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _start(self) -> None:
        binaries = self._given or find_binaries(major=self.directory.major())
        self.directory.check(binaries)
        server = account.for_server(self.directory.data)
        self.directory.prepare(server)
        held_before = self.directory.lock()
        try:
            self.directory.check(binaries)  # again: somebody may have been here before the lock was ours
            self._bring_up(binaries, server)
            self._mend()
        except BaseException:
            self._end(timeout=20.0)
            if not held_before:
                self.directory.unlock()
            raise

    def _broke_off(self, error: psycopg.Error) -> PostgresError:
        """Name what stopped us after the server had answered: it died, or it lacks an extension."""
        log = f"{self.directory.words()}\n{error}"
        if isinstance(error, psycopg.errors.FeatureNotSupported | psycopg.errors.UndefinedFile):
            what = "This PostgreSQL lacks an extension that the site needs."
            return PostgresError(code="no_extension", what=what, do="Install its contrib package.", log=log)
        return classify(log)

    def _end(self, *, timeout: float) -> None:
        if self._process is None:
            return
        for number, share in ((signal.SIGINT, 0.6), (signal.SIGQUIT, 0.3), (signal.SIGKILL, 0.1)):
            if self._stopped_by(self._process, number, seconds=timeout * share):
                break
        end_group(self._process.pid)

    def _bring_up(self, binaries: Binaries, server: Account) -> None:
        account.check_reachable(binaries.bindir, by=server)
        if self.directory.major() is None:
            self._initdb(binaries, server)
        self._write_conf(server)
        self.directory.prune_log()
        end = time.monotonic() + RETRY_FOR
        self._end_left_behind(end)
        while True:
            self.directory.forget_log()
            self._spawn(binaries, server)
            failure = self._wait_until_it_answers()
            if failure is None:
                return
            if failure.code != "directory_in_use" or time.monotonic() > end:
                raise failure
            time.sleep(0.3)

    def _initdb(self, binaries: Binaries, server: Account) -> None:
        new = self.directory.new_data(server)
        options = [f"--pgdata={new}", f"--username={roles.SUPER}", "--encoding=UTF8", "--locale=C.UTF-8"]
        options += ["--lc-messages=C", "--text-search-config=simple", "--data-checksums", "--no-instructions"]
        options += ["--auth-local=peer", "--auth-host=reject", *([] if self._durable else ["--no-sync"])]
        made = subprocess.run(  # noqa: S603 - our own programs
            tied([binaries.program("initdb"), *options], on_death=signal.SIGKILL, user=_user(server)),
            env=_environment(binaries),
            cwd="/",
            capture_output=True,
            timeout=INITDB_LIMIT,
            check=False,
        )
        if made.returncode != 0:
            raise classify((made.stdout + made.stderr).decode("utf-8", "replace"))
        new.rename(self.directory.data)

    def _write_conf(self, server: Account) -> None:
        texts = {
            "postgresql.conf": config.settings_text(log=self.directory.log, durable=self._durable),
            "pg_hba.conf": config.hba_text(),
            "pg_ident.conf": config.ident_text([account.mine().name, server.name]),
        }
        for name, text in texts.items():
            self._write(name, text)
        if not (self.directory.conf / config.LOCAL_FILE).exists():
            self._write(config.LOCAL_FILE, config.LOCAL_TEXT)

    def _write(self, name: str, text: str) -> None:
        file = self.directory.conf / name
        file.write_text(text, encoding="utf-8")
        file.chmod(0o644 if os.geteuid() == 0 else 0o600)

    def _spawn(self, binaries: Binaries, server: Account) -> None:
        options = config.fixed_options(conf=self.directory.conf, socket=self.directory.socket)
        argv = [binaries.program("postgres"), "-D", str(self.directory.data), *options]
        with self.directory.startup_log.open("ab") as said:
            self._process = subprocess.Popen(  # noqa: S603 - our own programs
                tied(argv, on_death=signal.SIGINT, user=_user(server)),
                env=_environment(binaries),
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                start_new_session=True,
            )
        self.directory.note_server(self._process.pid)

    def _wait_until_it_answers(self) -> PostgresError | None:
        """Return None once the server takes connections, or what stopped it."""
        end = time.monotonic() + RECOVERY_LIMIT
        reason = ""
        while time.monotonic() < end:
            if self.poll() is not None:
                return classify(self.directory.words())
            try:
                self._connected("postgres").close()
                return None
            except psycopg.OperationalError as error:
                reason = str(error)
                time.sleep(0.05)
        return PostgresError(
            code="failed_to_start", what="The database runs but does not answer.", do="Its log says why.", log=reason
        )

    def _mend(self) -> None:
        with self._connected("postgres") as server:
            roles.mend_roles(server)
        self.create_database(roles.DATABASE)

    def _connected(self, database: str) -> psycopg.Connection[tuple[object, ...]]:
        return psycopg.connect(self.url("super", database), autocommit=True, connect_timeout=10)

    def _end_left_behind(self, end: float) -> None:
        """Stop the server that a killed supervisor of ours left running. The kernel has told it so already on Linux."""
        pid = self.directory.left_behind()
        if pid is not None:
            os.kill(pid, signal.SIGINT)
        while self.directory.left_behind() is not None and time.monotonic() < end:
            time.sleep(0.1)

    @staticmethod
    def _stopped_by(process: subprocess.Popen[bytes], number: signal.Signals, *, seconds: float) -> bool:
        process.send_signal(number)
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True


def _user(server: Account) -> tuple[int, int] | None:
    """Return whom to drop to; None when we are that user already."""
    return (server.uid, server.gid) if os.geteuid() == 0 else None


def _environment(binaries: Binaries) -> dict[str, str]:
    """A bare environment: nothing of ours (secrets, PG* variables, locale) reaches the server."""
    return {"PATH": f"{binaries.bindir}:/usr/bin:/bin", "LANG": "C.UTF-8", "TZ": "UTC"}
