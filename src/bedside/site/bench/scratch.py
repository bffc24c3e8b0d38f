"""A seeded site to measure on, kept under the system's temporary directory so that the next run is quick."""

import hashlib
import os
import shutil
import tempfile
from pathlib import Path

from bedside.doors.cli.seed import gather_statistics, seed
from bedside.site.database import Addresses

SOURCE = Path(__file__).resolve().parent.parent.parent
DONE = "seeded"  # the file that says that the seeding came to its end


def directory(*, members: int, posts: int) -> Path:
    """Return the data directory for a site of this size and of this code's tables; empty when it was never filled."""
    digest = hashlib.sha256()
    for path in sorted(SOURCE.glob("**/migrations/*.py")):
        digest.update(path.read_bytes())
    home = Path(tempfile.gettempdir()) / f"bedside-bench-{os.getuid()}"
    home.mkdir(mode=0o755, exist_ok=True)
    data = home / f"{members}x{posts}-{digest.hexdigest()[:8]}"
    if data.exists() and not (data / DONE).exists():
        shutil.rmtree(data)
    return data


def fill(data: Path, found: Addresses, *, members: int, posts: int) -> None:
    """Seed the site in `data`, unless that was done before."""
    if (data / DONE).exists():
        return
    seed(members=members, posts=posts, seed=1)
    gather_statistics(found.owner)
    (data / DONE).touch()
