"""Whether the site is dark: after a restore nobody is let in, and no job runs, until an operator opens it.

It is a file in the data directory, so that it holds before there is a database. Its word says how far a restore came.
"""

import os
from pathlib import Path
from typing import Final

RESTORING: Final = "restoring"  # a restore began and has not ended
RESTORED: Final = "restored"  # it ended; `bedside open` lets people in
NAME: Final = "dark"


def state(data: Path) -> str:
    """Return the word of the file in the data directory; the empty text when the site is open."""
    try:
        return (data / NAME).read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return ""


def darken(data: Path, word: str) -> None:
    """Make the site dark, on the disk before this returns."""
    draft = data / f"{NAME}.{os.getpid()}"
    with draft.open("w", encoding="ascii") as file:
        file.write(word + "\n")
        file.flush()
        os.fsync(file.fileno())
    draft.replace(data / NAME)


def lighten(data: Path) -> None:
    """Open the site."""
    (data / NAME).unlink(missing_ok=True)
