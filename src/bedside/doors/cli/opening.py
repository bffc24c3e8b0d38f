"""Opening a file that an operator names, plain or packed."""

import gzip
from pathlib import Path
from typing import TextIO

GZIP = b"\x1f\x8b"


class CannotRead(Exception):
    """The file cannot be read; the message says why and what to do."""


def open_text(path: Path) -> TextIO:
    """Open a plain or packed file as the readers want it. Raises CannotRead for what is no file."""
    if not path.exists():
        raise CannotRead("there is no such file")
    if path.is_dir():
        raise CannotRead("this is a directory; name the file in it")
    with path.open("rb") as start:
        is_packed = start.read(2) == GZIP
    if is_packed:
        return gzip.open(path, "rt", encoding="utf-8", errors="replace", newline="\n")
    return path.open(encoding="utf-8", errors="replace", newline="\n")
