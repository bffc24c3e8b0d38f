"""The site's database, for `bedside up` and for commands that run beside it."""

import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bedside.kit import viewing
from bedside.kit.clock import now
from bedside.kit.postgres import Cluster, PostgresError, external
from bedside.kit.postgres.account import check_reachable, for_server
from bedside.kit.processes import StartFailed
from bedside.site.config import Config

ELSEWHERE = Path("/var/lib/bedside")  # where a cluster lives whose server may not enter the data directory


@dataclass(frozen=True)
class Addresses:
    """libpq URLs: of the application's role, and of the role that owns the tables."""

    app: str
    owner: str


def prepare_data(config: Config) -> None:
    """Make the data directory. Others may pass through it (the database server does), but not look into it."""
    config.data.mkdir(parents=True, exist_ok=True)
    config.data.chmod(0o711 if os.geteuid() == 0 else 0o700)
    for name in ("media", "mail"):
        (config.data / name).mkdir(exist_ok=True, mode=0o700)


def cluster_of(config: Config) -> Cluster | None:
    """Return the embedded server of this site, not started; None when DATABASE_URL names another one."""
    return None if config.database_url else Cluster(cluster_root(config.data.resolve()))


def cluster_root(data: Path) -> Path:
    """Return the directory of the embedded server: DATA/postgres, or a place in /var/lib/bedside.

    The server does not run as root. Where we are root and its user may not enter DATA (as under /root), the place
    elsewhere is named after DATA's path, and the file DATA/database-place remembers it from then on.
    """
    note, inside = data / "database-place", data / "postgres"
    if note.is_file():
        return Path(note.read_text(encoding="utf-8").strip())
    try:
        check_reachable(data, by=for_server(inside / "data"))
    except PostgresError as error:
        if error.code != "cannot_traverse" or (inside / "data").exists():
            raise
        return _new_place(data, note)
    return inside


def _new_place(data: Path, note: Path) -> Path:
    place = ELSEWHERE / hashlib.sha256(os.fsencode(data)).hexdigest()[:12]
    if place.exists():  # of a data directory that was here before and is gone: its keys went with it
        place.rename(place.with_name(f"{place.name}-left-{now():%Y%m%d-%H%M%S}"))
    note.write_text(f"{place / 'postgres'}\n", encoding="utf-8")
    return place / "postgres"


def addresses(config: Config, cluster: Cluster | None) -> Addresses:
    """Return where the database answers; raise PostgresError for an external one that does not keep our promises."""
    if cluster is not None:
        return Addresses(app=cluster.url("app"), owner=cluster.url("owner"))
    owner = config.database_owner_url or config.database_url
    if owner != config.database_url:
        external(config.database_url, owner)
    return Addresses(app=config.database_url, owner=owner)


@contextmanager
def running(config: Config) -> Iterator[Addresses]:
    """Give a database to a command, whether the site runs or not: the running one, or one started for the command."""
    prepare_data(config)
    cluster = cluster_of(config)
    if cluster is None:
        yield addresses(config, None)
        return
    try:
        cluster.start()
    except PostgresError as error:
        if error.code != "directory_in_use":
            raise
        yield addresses(config, cluster)  # the site is up: its server answers
        return
    try:
        yield addresses(config, cluster)
    finally:
        cluster.stop()


def environment(config: Config, url: str, *, serves_nobody: bool = False) -> dict[str, str]:
    """Return the environment for a process of the site that uses the database at `url`.

    One that `serves_nobody`, such as a migration, runs as the system and passes row-level security by.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith("BEDSIDE_DATABASE")}
    kept["BEDSIDE_SERVES"] = "nobody" if serves_nobody else "members"
    return kept | {
        "DATABASE_URL": url,
        "BEDSIDE_DATA": str(config.data),
        "BEDSIDE_PORT": str(config.port),
        "BEDSIDE_DEMO": "yes" if config.demo else "no",
        "DJANGO_SETTINGS_MODULE": "bedside.site.settings",
        "PYTHONUNBUFFERED": "1",
    }


def migrate(config: Config, found: Addresses) -> None:
    """Bring the tables up to date, as the role that owns them; raise StartFailed.

    Each step is recorded with what it did in one transaction, so one that broke off left nothing, and a second start
    goes on where the first one ended.
    """
    command = [sys.executable, "-m", "bedside.site.migrating"]
    done = subprocess.run(  # noqa: S603  # our own program
        command,
        check=False,
        env=environment(config, found.owner, serves_nobody=True),
        stderr=subprocess.PIPE,
        text=True,
    )
    if done.returncode:
        raise StartFailed(_not_migrated(done.stderr))
    print(done.stderr, end="", file=sys.stderr)


def _not_migrated(said: str) -> str:
    # Of the traceback the error's own line; the line below it may quote a value that a member wrote.
    named = [line for line in said.splitlines() if re.match(r"[a-zA-Z_.]+(Error|Exception): ", line)]
    cause = named[-1] if named else "the cause is not known"
    do = "Nothing of this step was kept; what was there is untouched. Mend the cause and start again: it goes on there."
    return f"A change of the tables did not work: {cause}\n{do} (not_migrated)"


def set_up_django(config: Config, found: Addresses) -> None:
    """Make this very process, which serves nobody, use the database as the application's role."""
    os.environ.update(environment(config, found.app, serves_nobody=True))
    viewing.declare_process(viewing.SYSTEM)
    import django

    django.setup()


def static_is_fresh(config: Config, source: Path) -> bool:
    """Say whether the static files handed out are those of the code."""
    stamp = config.data / "static" / "staticfiles.json"
    if not stamp.exists():
        return False
    newest = max(path.stat().st_mtime for path in source.rglob("*") if path.is_file())
    return stamp.stat().st_mtime >= newest
