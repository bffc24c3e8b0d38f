"""Keys of persons: a file of their own, outside the database and its backups.

To erase what somebody told means to destroy one key. That only works where no copy of the database holds the key, so
the store is an SQLite file beside the cluster (security.md section 6). A row is one key of 32 random bytes, wrapped by
the site's newest master key (RFC 3394). Keys wait in a pool before anybody gets one, so that a copy of this file that
was made an hour ago already holds the keys that were given out since.

A destroyed key stays as an empty row: that tells "erased" from "lost".
"""

import os
import secrets
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap

from bedside.kit.clock import now

FIRST = 1 << 32
"""Numbers of persons' keys begin here; smaller ones are the site's master keys."""
KEY_BYTES = 32
POOL = 1_000  # keys that wait; when half of them are given out, new ones are made
REMEMBERED = 1.0  # seconds for which a key is kept in memory: an erasure reaches every process within two
BUSY = 10.0  # seconds to wait for another process that writes
CHANGE_COUNTER = 24  # where SQLite counts the changes of a file: four bytes of its header

SCHEMA = """
CREATE TABLE person_key (
  key_no INTEGER PRIMARY KEY, master_no INTEGER NOT NULL, wrapped BLOB, taken INTEGER NOT NULL DEFAULT 0,
  heir INTEGER, destroyed_at TEXT
);
CREATE INDEX person_key_free ON person_key (key_no) WHERE taken = 0;
CREATE INDEX person_key_heir ON person_key (heir) WHERE heir IS NOT NULL;
"""


class KeyTrouble(Exception):
    """The key store cannot be used as it is; the message names the key and says what to do. Nothing was written."""


class NoSuchKey(Exception):
    """This key is not in the store, or was destroyed: what it sealed stays closed."""


class KeyStore:
    """Persons' keys in the file `path`.

    `master_of` gives the site's master key of a number (None for an unknown one), `newest` the number and key that wrap
    now. `durable=False` leaves out the waits for the disk, for tests.
    """

    def __init__(
        self,
        path: Path,
        *,
        master_of: Callable[[int], bytes | None],
        newest: Callable[[], tuple[int, bytes]],
        pool: int = POOL,
        durable: bool = True,
    ) -> None:
        self.path = path
        self._master_of, self._newest = master_of, newest
        self._pool, self._durable = pool, durable
        self._lock = threading.RLock()
        self._connection: sqlite3.Connection
        self._header: int
        self._open_by = 0  # the process that opened the connection: a fork must not use its parent's
        self._known: dict[int, bytes] = {}
        self._seen: tuple[int, bytes] = (0, b"")

    def exists(self) -> bool:
        """Say whether there is a store."""
        return self.path.exists()

    def create(self) -> None:
        """Make an empty store, with its pool; do nothing where there is one."""
        with self._lock:
            if not self.exists():
                os.close(os.open(self.path, os.O_WRONLY | os.O_CREAT, 0o600))
            with self._writing() as db:
                if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'person_key'").fetchone():
                    for statement in SCHEMA.split(";"):
                        db.execute(statement)
                self._fill(db)

    def take(self, count: int = 1) -> list[int]:
        """Give out `count` keys that nobody has, and return their numbers. They are on the disk already."""
        with self._lock, self._writing() as db:
            self._fill(db, at_least=count)
            free = "SELECT key_no FROM person_key WHERE taken = 0 ORDER BY key_no LIMIT ?"
            numbers = [number for (number,) in db.execute(free, [count])]
            db.executemany("UPDATE person_key SET taken = 1 WHERE key_no = ?", [(number,) for number in numbers])
            self._fill(db, at_least=self._pool // 2)
        return numbers

    def key(self, number: int) -> bytes:
        """Return a key, unwrapped; raise `NoSuchKey`, or `KeyTrouble` when the store or its master key is not there.

        Kept in memory for a second, and only while nothing in the store has changed.
        """
        with self._lock:
            self._forget_if_changed()
            key = self._known.get(number)
            if key is None:
                key = self._unwrapped(number)
                if not self._known:
                    self._forget_soon()
                self._known[number] = key
        return key

    def destroy(self, number: int) -> None:
        """Destroy a key, with those it took the place of. What they sealed can't be opened again, by anybody."""
        with self._lock, self._writing() as db:
            gone = "UPDATE person_key SET wrapped = NULL, destroyed_at = ? WHERE (key_no = ? OR heir = ?)"
            db.execute(f"{gone} AND wrapped IS NOT NULL", [now().isoformat(), number, number])
            self._known.clear()

    def is_destroyed(self, number: int) -> bool:
        """Say whether there was such a key, and it was destroyed."""
        row = self._row(number)
        return row is not None and row[1] is None

    def replace(self, old: int, new: int) -> None:
        """Note that `new` takes the place of `old`: to destroy the one destroys the other."""
        with self._lock, self._writing() as db:
            db.execute("UPDATE person_key SET heir = ? WHERE key_no = ? OR heir = ?", [new, old, old])

    def rewrap(self) -> int:
        """Wrap every key under the newest master key, all or none, and return how many were under another."""
        master_no, master = self._newest()
        with self._lock, self._writing() as db:
            rows = db.execute(
                "SELECT key_no, master_no, wrapped FROM person_key WHERE wrapped IS NOT NULL AND master_no <> ?",
                [master_no],
            ).fetchall()
            anew = [(master_no, aes_key_wrap(master, self._opened(*row)), row[0]) for row in rows]
            db.executemany("UPDATE person_key SET master_no = ?, wrapped = ? WHERE key_no = ?", anew)
        return len(rows)

    def check(self, used: Iterable[int]) -> None:
        """Raise `KeyTrouble` unless every master key that is needed is there and right, and no key of `used` is lost.

        A key that is used is noted as given out, whatever an older copy of this file said.
        """
        if not self.exists():
            raise KeyTrouble(f"the key store {self.path} is not there; put back the newest copy of it")
        with self._lock, self._writing() as db:
            self._check_masters(db)
            known = {number for (number,) in db.execute("SELECT key_no FROM person_key")}
            used = list(used)
            lost = sorted(number for number in used if number not in known)
            if lost:
                named = ", ".join(map(str, lost[:5])) + (f" and {len(lost) - 5} more" if len(lost) > 5 else "")
                raise KeyTrouble(f"the key store {self.path} lacks key {named}; put back the newest copy of it")
            db.executemany("UPDATE person_key SET taken = 1 WHERE key_no = ? AND taken = 0", [(one,) for one in used])
            self._fill(db, at_least=self._pool // 2)

    def masters_in_use(self) -> dict[int, int]:
        """Return how many keys each master key wraps."""
        counted = "SELECT master_no, count(*) FROM person_key WHERE wrapped IS NOT NULL GROUP BY 1 ORDER BY 1"
        with self._lock:
            return dict(self._db().execute(counted).fetchall())

    def copy_to(self, path: Path) -> None:
        """Write a whole, consistent copy to `path`, over what is there: the second place (security.md section 6)."""
        draft = path.with_name(f"{path.name}.{os.getpid()}.new")
        os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
        with self._lock:
            target = sqlite3.connect(draft)
            try:
                self._db().backup(target)
            finally:
                target.close()
        with draft.open("rb") as written:
            os.fsync(written.fileno())
        draft.replace(path)

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            if self._open_by:
                self._connection.close()
                os.close(self._header)
            self._open_by = 0
            self._known.clear()

    # -- inside

    def _db(self) -> sqlite3.Connection:
        self._leave_a_replaced_file()
        if self._open_by == os.getpid():
            return self._connection
        if not self.exists():
            raise KeyTrouble(f"the key store {self.path} is not there; put back the newest copy of it")
        self._known = {}
        address = f"{self.path.resolve().as_uri()}?mode=rw"
        self._connection = sqlite3.connect(
            address, uri=True, timeout=BUSY, isolation_level=None, check_same_thread=False
        )
        self._connection.execute("PRAGMA secure_delete = ON")
        self._connection.execute("PRAGMA journal_mode = DELETE")
        self._connection.execute(f"PRAGMA synchronous = {'FULL' if self._durable else 'OFF'}")
        self._header = os.open(self.path, os.O_RDONLY | os.O_CLOEXEC)
        self._open_by = os.getpid()
        return self._connection

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        db = self._db()
        db.execute("BEGIN IMMEDIATE")
        try:
            yield db
        except BaseException:
            db.execute("ROLLBACK")
            raise
        db.execute("COMMIT")

    def _fill(self, db: sqlite3.Connection, *, at_least: int = 1) -> None:
        waiting, last = db.execute(
            "SELECT count(*) FILTER (WHERE taken = 0), coalesce(max(key_no), ?) FROM person_key", [FIRST - 1]
        ).fetchone()
        if waiting >= at_least:
            return
        master_no, master = self._newest()
        fresh = range(last + 1, last + 1 + max(self._pool, at_least) - waiting)
        rows = [(number, master_no, aes_key_wrap(master, secrets.token_bytes(KEY_BYTES))) for number in fresh]
        db.executemany("INSERT INTO person_key (key_no, master_no, wrapped) VALUES (?, ?, ?)", rows)

    def _row(self, number: int) -> tuple[int, bytes | None] | None:
        with self._lock:
            found = self._db().execute("SELECT master_no, wrapped FROM person_key WHERE key_no = ?", [number])
            row: tuple[int, bytes | None] | None = found.fetchone()
        return row

    def _unwrapped(self, number: int) -> bytes:
        row = self._row(number)
        if row is None or row[1] is None:
            raise NoSuchKey(f"key {number} is {'not in the store' if row is None else 'destroyed'}")
        return self._opened(number, row[0], row[1])

    def _opened(self, number: int, master_no: int, wrapped: bytes) -> bytes:
        master = self._master_of(master_no)
        if master is None:
            raise KeyTrouble(f"master key {master_no} is not in secrets.toml, and it wraps key {number}; put it back")
        try:
            return aes_key_unwrap(master, wrapped)
        except InvalidUnwrap as error:
            raise KeyTrouble(
                f"master key {master_no} in secrets.toml is not the one that wrapped key {number}; put that one back"
            ) from error

    def _check_masters(self, db: sqlite3.Connection) -> None:
        one_each = "SELECT min(key_no), master_no, wrapped FROM person_key WHERE wrapped IS NOT NULL GROUP BY master_no"
        for row in db.execute(one_each).fetchall():
            self._opened(*row)

    def _forget_if_changed(self) -> None:
        self._db()
        seen = (self._open_by, os.pread(self._header, 4, CHANGE_COUNTER))
        if seen != self._seen:
            self._known.clear()
            self._seen = seen

    def _leave_a_replaced_file(self) -> None:
        """Open the file anew where another was put in its place, as by who puts back a copy."""
        if self._open_by != os.getpid():
            return
        try:
            there, ours = os.stat(self.path), os.fstat(self._header)
        except FileNotFoundError:
            there = None
        if there is None or (there.st_ino, there.st_dev) != (ours.st_ino, ours.st_dev):
            self.close()

    def _forget_soon(self) -> None:
        timer = threading.Timer(REMEMBERED, self._known.clear)
        timer.daemon = True
        timer.start()
