"""`bedside guard` in the list of commands. The command itself is `policy.guard.cli`, which needs no site."""

import argparse
import sys
from typing import Any

from bedside.policy.guard.cli import main


def add_parsers(subparsers: "argparse._SubParsersAction[Any]") -> None:
    """Add `guard` to the command line; what follows it is read by the guard itself."""
    help_text = "the privacy guard outside the site: check, eval, explain, train, build-gazetteers"
    parser = subparsers.add_parser("guard", help=help_text, add_help=False)
    parser.add_argument("rest", nargs=argparse.REMAINDER)
    parser.set_defaults(run=run, alone=True)


def run(args: argparse.Namespace) -> int:
    """Hand over to the guard's own command line."""
    return main(args.rest, sys.stdin.buffer, sys.stdout, sys.stderr)
