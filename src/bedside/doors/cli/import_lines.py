"""`bedside import crisis-lines [FILE]`, and `bedside crisis-lines`: which of them somebody has to call."""

import argparse
import sys
from pathlib import Path
from typing import Any

from bedside.policy.emergency import FALLBACK, NUMBERS
from bedside.policy.helplines.reading import MOST_BYTES, BadRow, Row, WrongFile, read, starting_list
from bedside.policy.helplines.rules import Standing

ALL_FRESH, TO_CALL = 0, 4
WORDS = {
    Standing.UNCHECKED: "not shown: nobody has called it",
    Standing.OLD: "not shown: its last call is {left} days too old",
    Standing.SOON: "shown for {left} more days: call it again",
}


def add_to(kinds: "argparse._SubParsersAction[Any]") -> None:
    """Add `crisis-lines` to what can be imported."""
    lines = kinds.add_parser("crisis-lines", help="the crisis lines of your countries; safe to repeat")
    lines.add_argument(
        "file",
        type=Path,
        nargs="?",
        metavar="FILE",
        help="YAML or CSV in UTF-8 (docs/operators/crisis-lines.md); default: the list that comes with Bedside",
    )
    lines.add_argument("--data", type=Path, help="the site's data directory")
    lines.set_defaults(run=run)


def add_parsers(commands: "argparse._SubParsersAction[Any]") -> None:
    """Add `crisis-lines` to the command line."""
    one = commands.add_parser(
        "crisis-lines",
        help="say which crisis lines have to be called",
        description="Exit code 0: every line was called within 150 days. 4: some have to be called, or there are none.",
    )
    one.set_defaults(run=run_check)


def run(args: argparse.Namespace) -> int:
    """Import the list; 0 when all of it was taken, 1 when nothing was."""
    from bedside.areas.helplines import actions  # needs Django to be set up, which the caller has done by now
    from bedside.kit.clock import now

    try:
        rows = read(_bytes(args.file), today=now().date())
    except (WrongFile, OSError) as error:
        print(f"{args.file}: nothing was taken. {error}", file=sys.stderr)
        return 1
    bad = [row for row in rows if isinstance(row, BadRow)]
    if bad:
        for one in bad:
            print(f"line {one.line}: {one.reason}", file=sys.stderr)
        print(f"Nothing was taken: {len(bad)} of {len(rows)} lines have to be put right first.", file=sys.stderr)
        return 1
    good = [row for row in rows if isinstance(row, Row)]
    taken = actions.import_lines(good)
    print(f"{len(good)} lines: {taken.added} are new, {taken.changed} changed, {taken.unchanged} stayed as they were.")
    for country in sorted({row.country for row in good} - set(NUMBERS)):
        print(f"{country}: this site knows no emergency number of this country, and shows {FALLBACK[1]} there.")
    if taken.to_call:
        print(f"{taken.to_call} lines have to be called. Until then they are not shown: see /staff/lines/.")
    return 0


def _bytes(path: Path | None) -> bytes:
    if path is None:
        return starting_list()
    if not path.is_file():
        raise WrongFile("There is no such file.")
    with path.open("rb") as file:
        return file.read(MOST_BYTES + 1)


def run_check(_args: argparse.Namespace) -> int:
    """Say which lines have to be called."""
    from bedside.areas.helplines.queries import shown_lines, to_call

    waiting = to_call()
    for country, name, standing, left in waiting:
        print(f"{country} {name}: {WORDS[standing].format(left=abs(left))}")
    shown = sum(map(len, shown_lines().values()))
    print(f"{shown} lines are shown, {len(waiting)} have to be called.")
    return TO_CALL if waiting or not shown else ALL_FRESH
