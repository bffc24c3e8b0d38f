"""`bedside import roster FILE`: an employer's list of its clinicians, by which they stand at V4."""

import argparse
import csv
import sys
from datetime import date
from pathlib import Path
from typing import Any

from bedside.kit.errors import Refused
from bedside.policy.verification.employers import tidy_domain
from bedside.policy.verification.rosters import HEADER, WrongHeader, read


def add_to(kinds: "argparse._SubParsersAction[Any]") -> None:
    """Add `roster` to what can be imported."""
    roster = kinds.add_parser("roster", help="an employer's list of its clinicians, in place of the one before")
    roster.add_argument("file", type=Path, metavar="FILE", help=f"CSV in UTF-8 with the columns {','.join(HEADER)}")
    roster.add_argument("--employer", required=True, metavar="DOMAIN", help="a mail domain on the list of employers")
    roster.add_argument("--date", type=date.fromisoformat, metavar="YYYY-MM-DD", required=True, help="day of the list")
    roster.add_argument("--contract", default="", help="what was agreed with the employer, such as a file number")
    roster.add_argument("--data", type=Path, help="the site's data directory")
    roster.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Take in a list; 1 with every wrong line, or with the reason, when nothing was changed."""
    from bedside.areas.credentials.actions import rosters  # needs Django to be set up, which the caller has done by now

    about = rosters.Roster(domain=tidy_domain(args.employer), contract=args.contract, day=args.date)
    try:
        with args.file.open(encoding="utf-8", newline="") as lines:
            taken = rosters.take_in(roster=about, rows=read(lines))
    except (OSError, UnicodeDecodeError, csv.Error, WrongHeader) as error:
        print(f"{args.file}: it cannot be read ({error}). Nothing was changed.", file=sys.stderr)
        return 1
    except Refused as error:
        print(f"{args.file}: {error.what} {error.do}".rstrip(), file=sys.stderr)
        return 1
    for problem in taken.problems:
        print(f"line {problem.line}: {problem.reason}")
    if taken.problems:
        print("Nothing was changed.", file=sys.stderr)
        return 1
    print(f"{taken.people} people are on the list. {taken.risen} rose to V4 by it, {taken.fallen} left it for V3.")
    return 0
