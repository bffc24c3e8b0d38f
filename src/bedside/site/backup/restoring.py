"""Restoring a site from a backup, in the order that lets nothing out that was erased or is over.

Check all of the file → tables of its version → rows and pictures → tables of today → keys → who was erased since →
what has had its time → sessions and links → jobs → a line in the audit log. The site stays dark until it is opened.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from bedside.kit import dark
from bedside.kit.backup import BadBackup, tables
from bedside.kit.backup.tables import Connection
from bedside.kit.errors import Refused
from bedside.kit.postgres import PostgresError
from bedside.site import database
from bedside.site.backup import loading, reading
from bedside.site.backup.form import Head, site_name
from bedside.site.backup.reading import Contents, Taker
from bedside.site.config import Config
from bedside.site.database import Addresses

ACCOUNTS: Final = "SELECT EXISTS (SELECT 1 FROM people_account)"
MIGRATED: Final = "SELECT app, name FROM django_migrations"
NEEDED: Final = {
    "secrets.toml": "Put back the copy you keep elsewhere: it opens what members told, and knows your backups.",
    "keys.sqlite": "Put back the newest copy of the key store: the keys are in no backup.",
}


class NotNow(Refused):
    """This site is in no state in which a backup can be restored; nothing was changed."""

    code = "not_empty"


@dataclass(frozen=True)
class Done:
    """What a restore did."""

    contents: Contents
    erased: int
    parked: int


class _Checking(Taker):
    """Refuses a backup by its head, before the rest of it is read."""

    def __init__(self, config: Config, *, move: bool) -> None:
        self._config, self._move = config, move

    def head(self, head: Head) -> None:
        """Raise `BadBackup`: `other_site`, `newer`."""
        here = site_name(self._config)
        if head.site != here and not self._move:
            do = "Nothing was restored. If the site moves to this address, say so with --move."
            raise BadBackup(f"This backup is of {head.site}, and this site is {here}.", do=do, code="other_site")
        known = _known_migrations()
        strange = sorted(f"{app}.{name}" for app, name in head.migrations if (app, name) not in known)
        if strange:
            raise reading.newer(f"Bedside {head.version} made this backup, with {strange[0]}, and this is older.")


def check_place(config: Config) -> None:
    """Raise `NotNow` unless the data directory waits for a restore: keys are there, and nothing else is."""
    for name, do in NEEDED.items():
        if not (config.data / name).is_file():
            raise NotNow(f"{config.data / name} is not there.", do=do, code="keys_missing")
    media = config.data / "media"
    if media.is_dir() and any(media.iterdir()):
        raise _not_empty(f"{media} holds pictures.")


@contextmanager
def alone(config: Config) -> Iterator[Addresses]:
    """Give the database of a site that does not run; raise `NotNow` for one that does."""
    cluster = database.cluster_of(config)
    if cluster is None:
        yield database.addresses(config, None)
        return
    try:
        cluster.start()
    except PostgresError as error:
        if error.code == "directory_in_use":
            raise _running() from error
        raise
    try:
        yield database.addresses(config, cluster)
    finally:
        cluster.stop()


def check(*, config: Config, file: Path, key: X25519PrivateKey, move: bool) -> Contents:
    """Read all of the backup, and return what it says; raise `BadBackup`. Nothing is changed."""
    return reading.read(file, key, _Checking(config, move=move))


def restore(*, config: Config, file: Path, key: X25519PrivateKey, first: Contents, owner_url: str) -> Done:
    """Restore what `check` has read into an empty site; raise `BadBackup` or `NotNow`. Django runs as the owner."""
    with tables.connected(owner_url) as connection:
        _check_database(connection, first.head)
    dark.darken(config.data, dark.RESTORING)
    _migrate_to(first.head)
    with tables.connected(owner_url) as connection:
        loading.check_fit(first.head, connection)
    loading.load(file=file, key=key, first=first, data=config.data, owner_url=owner_url)
    done = _make_fit_for_today(config, first)
    dark.darken(config.data, dark.RESTORED)
    return done


def _check_database(connection: Connection, head: Head) -> None:
    if tables.others(connection):
        raise _running()
    known = tables.columns(connection)
    if "people_account" in known and connection.execute(ACCOUNTS).fetchone() == (True,):
        raise _not_empty("The database holds accounts.")
    if "django_migrations" in known:
        there = {(app, name) for app, name in connection.execute(MIGRATED).fetchall()}
        if there != {(app, name) for app, name in head.migrations}:
            raise _not_empty("The database holds tables of another version.")
    elif known:
        raise _not_empty(f"The database holds the table {min(known)}.")


def _known_migrations() -> set[tuple[str, str]]:
    from django.db.migrations.loader import MigrationLoader  # needs Django to be set up

    return set(MigrationLoader(None).disk_migrations)


def _migrate_to(head: Head) -> None:
    """Make the tables that the backup was made from, by our own migrations."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    ran = {(app, name) for app, name in head.migrations}
    executor = MigrationExecutor(connection)
    nodes = executor.loader.graph.node_map
    last = [one for one in ran if not any(child.key in ran and child.key[0] == one[0] for child in nodes[one].children)]
    executor.migrate(sorted(last))
    connection.close()


def _make_fit_for_today(config: Config, first: Contents) -> Done:
    from django.conf import settings
    from django.core.management import call_command

    from bedside.areas.consents import actions as consents
    from bedside.areas.people import actions as people
    from bedside.areas.posts.actions import looking, taking_down
    from bedside.kit import forgetting
    from bedside.kit.outbox import actions as outbox
    from bedside.site import keys

    call_command("migrate", verbosity=0, skip_checks=True)
    keys.make_ready()
    loading.take_over_files(config.data)
    erased = people.erase_whom_a_backup_brought_back()
    consents.end_again()
    taking_down.take_down_all()
    for kind in forgetting.kinds():
        forgetting.forget(kind, days=settings.RETENTION[kind])
    people.end_all_access()
    parked = outbox.park()
    looking.leave_to_authors()
    manifest = first.manifest
    people.note_restored(
        people.Restored(first.head.made_at, manifest.rows, manifest.media["files"], erased, parked),
    )
    return Done(first, erased, parked)


def _running() -> NotNow:
    return NotNow("The site runs.", do="Stop it first. Nothing was changed.", code="running")


def _not_empty(what: str) -> NotNow:
    do = "A backup is restored into an empty site only. Nothing was changed. Choose another data directory or database."
    return NotNow(what, do=do)
