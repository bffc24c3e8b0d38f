"""Lines of a big text file that may be packed: plain, .gz, or one member of a zip, never unpacked to the disk.

Nothing of the file is trusted: how long a line may be, and how much may come out of how little, is limited, so that a
file made to fill the memory or the disk is refused.
"""

import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final, cast

GZIP: Final = b"\x1f\x8b"
ZIP: Final = b"PK"
LONGEST_LINE: Final = 256 * 1024  # bytes
MOST_RATIO: Final = 200  # rows of a register pack to a tenth, invented ones to a thirtieth; a bomb to a thousandth
ALWAYS: Final = 64 * 1024 * 1024  # bytes that may come out of however little
BUFFER: Final = 1024 * 1024


class BadFile(Exception):
    """The file cannot be read; the message says why and what to do."""


@dataclass
class Lines:
    """The lines of a file, once, as text. What is no UTF-8 becomes U+FFFD. `name` is that of the file or the member."""

    name: str
    file: IO[bytes]
    most: int  # bytes

    def __iter__(self) -> Iterator[str]:
        number = total = 0
        try:
            while line := self.file.readline(LONGEST_LINE + 1):
                number, total = number + 1, total + len(line)
                if len(line) > LONGEST_LINE:
                    raise BadFile(f"line {number} is longer than {LONGEST_LINE} bytes: this is no table of rows")
                if total > self.most:
                    raise BadFile(f"more than {self.most} bytes come out of it, far more than such a file holds")
                yield line.decode("utf-8", "replace")
        except (EOFError, zlib.error, zipfile.BadZipFile, gzip.BadGzipFile) as error:
            raise BadFile(f"it is cut off or damaged after line {number} ({error}). Fetch it again") from error


@contextmanager
def lines_of(path: Path, *, member: re.Pattern[str]) -> Iterator[Lines]:
    """Open a file; in a zip, the one member whose whole name `member` matches. Raises `BadFile`, OSError."""
    if not path.is_file():
        raise BadFile("there is no such file" if not path.exists() else "this is no file; name the file in it")
    with ExitStack() as stack:
        start = stack.enter_context(path.open("rb"))
        first = start.read(2)
        start.seek(0)
        if first == ZIP:
            yield _from_zip(path, member, stack)
            return
        most = max(ALWAYS, path.stat().st_size * MOST_RATIO)
        raw = stack.enter_context(gzip.open(start)) if first == GZIP else start
        yield Lines(path.name.removesuffix(".gz"), io.BufferedReader(raw, BUFFER), most)


def _from_zip(path: Path, member: re.Pattern[str], stack: ExitStack) -> Lines:
    try:
        archive = stack.enter_context(zipfile.ZipFile(path))
    except (zipfile.BadZipFile, NotImplementedError) as error:
        raise BadFile(f"the zip is cut off or damaged ({error}). Fetch it again") from error
    found = [info for info in archive.infolist() if member.fullmatch(info.filename)]
    if len(found) != 1:
        names = [info.filename for info in archive.infolist()]
        if any(name.startswith("xl/") or name.endswith(".xlsx") for name in names):
            raise BadFile("this is a spreadsheet, or a zip of one. Open it and save it as CSV")
        held = ", ".join(name[:80] for name in names[:8]) or "nothing"
        many = "no file" if not found else f"{len(found)} files"
        raise BadFile(f"the zip holds {many} of the name that the register's file has; it holds {held}")
    info = found[0]
    most = max(ALWAYS, info.compress_size * MOST_RATIO)
    if info.file_size > most:
        raise BadFile(f"{info.filename} says it unpacks to {info.file_size} bytes, far more than such a file holds")
    try:
        raw = stack.enter_context(archive.open(info))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:  # RuntimeError: it has a password
        raise BadFile(f"{info.filename} cannot be unpacked ({error})") from error
    return Lines(info.filename, io.BufferedReader(cast(io.BufferedIOBase, raw), BUFFER), most)
