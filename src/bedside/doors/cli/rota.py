"""`bedside rota`: when nobody is on duty within the next days, for a check that runs each morning."""

import argparse
from typing import Any

COVERED, GAPS = 0, 4


def add_parsers(commands: "argparse._SubParsersAction[Any]") -> None:
    """Add `rota` to the command line."""
    one = commands.add_parser(
        "rota",
        help="say when nobody is on duty within the next days",
        description="Exit code 0: somebody is on duty all the time. 4: there are gaps, or there is no rota.",
    )
    one.add_argument("--days", type=int, default=7, help="how far to look (default: 7)")
    one.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print each gap, in UTC."""
    from bedside.areas.escalations.queries import gaps_ahead  # needs Django, which the caller has set up by now

    found = gaps_ahead(days=args.days)
    for gap in found:
        print(f"nobody is on duty from {gap.begins:%Y-%m-%d %H:%M} to {gap.ends:%Y-%m-%d %H:%M} UTC")
    print(f"{len(found)} gaps within {args.days} days.")
    return GAPS if found else COVERED
