"""Compiled modules for the processes that tests start.

Where the environment forbids Python to keep what it compiles, as containers often do, each start of a process of the
site compiles Django and all else anew: that took most of the drill's time.
"""

import os
import tempfile
from pathlib import Path

FORBIDS = "PYTHONDONTWRITEBYTECODE"


def keeping_bytecode(environ: dict[str, str]) -> dict[str, str]:
    """Return `environ` so that its processes keep what they compile: at the usual places, or in a directory of ours."""
    if not environ.get(FORBIDS):
        return environ
    kept = Path(tempfile.gettempdir()) / f"bedside-test-bytecode-{os.getuid()}"
    kept.mkdir(mode=0o700, exist_ok=True)
    assert kept.lstat().st_uid == os.getuid(), f"{kept} is somebody else's"
    return {name: value for name, value in environ.items() if name != FORBIDS} | {"PYTHONPYCACHEPREFIX": str(kept)}
