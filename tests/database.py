"""A migrated PostgreSQL for one test process.

The first process that needs it initialises a cluster, migrates it and keeps it, stopped, under a name made of the
migrations' contents; each process then copies that directory (0.3 s) and starts a server of its own on the copy.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bedside.kit.postgres import Cluster, find_binaries

ROOM = 1 << 30
SOURCE = Path(__file__).parent.parent / "src" / "bedside"


def fingerprint() -> str:
    """Name the state of everything that shapes the database."""
    digest = hashlib.sha256()
    parts = [*SOURCE.glob("**/migrations/*.py"), *SOURCE.glob("kit/postgres/*")]
    for path in sorted(path for path in parts if path.is_file()):
        digest.update(path.read_bytes())
    binaries = find_binaries()
    digest.update(f"{binaries.origin} {binaries.version}".encode())
    return digest.hexdigest()[:16]


@contextmanager
def migrated_cluster() -> Iterator[Cluster]:
    """Yield a running server of this process's own, with an empty, migrated database `bedside`."""
    kept = _kept_cluster()
    root = Path(tempfile.mkdtemp(prefix="bspg-", dir=_quick_disk()))
    root.chmod(0o755)
    shutil.rmtree(root / "postgres", ignore_errors=True)
    subprocess.run(["cp", "-a", str(kept), str(root / "postgres")], check=True)
    try:
        with Cluster(root / "postgres", durable=False) as cluster:
            yield cluster
    finally:
        shutil.rmtree(root, ignore_errors=True)


def _quick_disk() -> str:
    """Name a directory in memory when there is room for a cluster, else the ordinary one."""
    memory = Path("/dev/shm")
    roomy = memory.is_dir() and shutil.disk_usage(memory).free > ROOM
    return str(memory) if roomy else tempfile.gettempdir()


def _kept_cluster() -> Path:
    home = Path(tempfile.gettempdir()) / f"bedside-test-clusters-{os.getuid()}"
    home.mkdir(exist_ok=True)
    home.chmod(0o755)
    kept = home / fingerprint()
    with (home / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            _make(kept, drafts=home)
    return kept


def _make(kept: Path, *, drafts: Path) -> None:
    draft = Path(tempfile.mkdtemp(dir=drafts))
    draft.chmod(0o755)
    with Cluster(draft / "postgres", durable=False) as cluster:
        environ = os.environ | {
            "DATABASE_URL": cluster.url("owner"),
            "DJANGO_SETTINGS_MODULE": "bedside.site.settings",
            "BEDSIDE_SERVES": "nobody",
        }
        command = [sys.executable, "-m", "bedside.site.migrating"]
        subprocess.run(command, check=True, env=environ)
    (draft / "postgres").rename(kept)
    draft.rmdir()
