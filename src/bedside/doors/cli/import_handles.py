"""`bedside import handles FILE`: a list of clinicians who post elsewhere into the directory."""

import argparse
import gzip
import sys
import zlib
from pathlib import Path
from typing import Any, TextIO

from bedside.policy.directory.handles_file import WrongFile, read

GZIP = b"\x1f\x8b"
SHOWN_AT_MOST = 200


def add_to(kinds: "argparse._SubParsersAction[Any]") -> None:
    """Add `handles` to what can be imported."""
    handles = kinds.add_parser("handles", help="a list of clinicians who post elsewhere; safe to repeat")
    handles.add_argument(
        "file", type=Path, metavar="FILE", help="CSV in UTF-8, plain or .gz; docs/operators has its columns"
    )
    handles.add_argument("--data", type=Path, help="the site's data directory")
    handles.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Import the file; 0 when every row was taken or refused, 1 when the file as a whole can't be taken."""
    from bedside.areas.directory import actions  # needs Django to be set up, which the caller has done by now
    from bedside.kit.clock import now

    try:
        with open_csv(args.file) as lines:
            result = actions.import_handles(rows=read(lines, today=now().date()), tell=_tell)
    except (WrongFile, OSError, EOFError, zlib.error) as error:
        print(f"{args.file}: nothing was taken. {error}", file=sys.stderr)
        return 1
    for bad in result.refused[:SHOWN_AT_MOST]:
        print(f"line {bad.line}: {bad.reason}")
    if len(result.refused) > SHOWN_AT_MOST:
        print(f"… and {len(result.refused) - SHOWN_AT_MOST} more rows that were refused.")
    print(
        f"{result.read} rows: {result.added} entries are new, {result.changed} changed, {result.unchanged} stayed as "
        f"they were, {result.merged} rows were of a handle that came twice, {len(result.refused)} were refused, "
        f"{result.kept_out} asked not to be listed."
    )
    return 0


def open_csv(path: Path) -> TextIO:
    """Open a plain or packed file, every letter of which has to be UTF-8; raise WrongFile for what is no file."""
    if not path.is_file():
        raise WrongFile("There is no such file.")
    with path.open("rb") as start:
        is_packed = start.read(2) == GZIP
    if is_packed:
        return gzip.open(path, "rt", encoding="utf-8", newline="")
    return path.open(encoding="utf-8", newline="")


def _tell(rows: int) -> None:
    print(f"{rows} rows read …", file=sys.stderr)
