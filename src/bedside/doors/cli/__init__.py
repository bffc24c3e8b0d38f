"""The command line's doors into the areas. Every command gets Django set up first, unless it says `alone`."""

import argparse
from typing import Any

from bedside.doors.cli import audit, evidence, export, guard, import_, import_lines, picture, rota, seed


def add_parsers(subparsers: "argparse._SubParsersAction[Any]") -> None:
    """Add every command of this door."""
    for noun in (import_, import_lines, export, evidence, guard, picture, seed, audit, rota):
        noun.add_parsers(subparsers)
