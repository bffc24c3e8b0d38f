"""The file of checkpoints, which an operator sends to another machine: one a month, only ever added to."""

import os
from datetime import datetime
from pathlib import Path

from django.conf import settings


def append(note: str, *, at: datetime) -> Path:
    """Add a checkpoint to the file of its month, on the disk before this returns; return the file."""
    folder = Path(settings.CONFIG.data) / "audit"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / f"checkpoints-{at:%Y-%m}.txt"
    with path.open("ab") as file:
        file.write(note.encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())
    return path
