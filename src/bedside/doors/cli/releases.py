"""`bedside evidence release --epsilon E [--dry-run]` and `bedside evidence budget`: figures that leave for good."""

import argparse
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from bedside.policy.evidence import releases as rules


def add_parsers(what: "argparse._SubParsersAction[Any]") -> None:
    """Add `release` and `budget` to what `bedside evidence` can do."""
    release = what.add_parser("release", help="put figures with noise out for good; nobody can call them back")
    which = release.add_mutually_exclusive_group(required=True)
    which.add_argument("--epsilon", type=_epsilon, metavar="E", help="0.1 to 4, in tenths; 1 is usual")
    which.add_argument("--waiting", action="store_true", help="make what was ordered and paid for, and failed")
    release.add_argument("--dry-run", action="store_true", help="say what would be named, and look at no answer")
    release.set_defaults(run=run_release)
    budget = what.add_parser("budget", help="what releases have cost this year, and what is left")
    budget.set_defaults(run=run_budget)
    for parser in (release, budget):
        parser.add_argument("--data", type=Path, help="the site's data directory")


def _epsilon(text: str) -> Decimal:
    try:
        found = Decimal(text)
    except InvalidOperation:
        raise argparse.ArgumentTypeError(f"{text} is no number") from None
    if not rules.is_epsilon(found):
        raise argparse.ArgumentTypeError(f"{text} is not from {rules.STEP} to {rules.YEARLY} in tenths")
    return found


def run_release(args: argparse.Namespace) -> int:
    """Make a release, or say what one would be; 1 where the year has not so much left."""
    from bedside.areas.people.viewer import ANONYMOUS  # these need Django to be set up, which the caller has done
    from bedside.areas.records.actions import releasing
    from bedside.areas.records.queries import releases as queries

    budget = queries.budget(ANONYMOUS)
    if args.waiting:
        print(f"{budget.waiting} wait." if args.dry_run else f"{releasing.make_waiting()} made.")
        return 0
    if args.dry_run:
        return _say_what_would_be(args.epsilon, left=budget.left)
    made = releasing.release_now(epsilon=args.epsilon)
    print(f"Released: {made.released} of {made.named} named cells, from a noisy count of {made.threshold} on.")
    print(f"SHA-256 of its figures: {made.digest}")
    print(f"It stands under /figures/open/ and is final. Left of this year: {queries.budget(ANONYMOUS).left}.")
    return 0


def _say_what_would_be(epsilon: Decimal, *, left: Decimal) -> int:
    """Print what is known before anybody looked. No answer is read: a result that is seen is spent."""
    cells, noise = rules.named_cells(), rules.scales(epsilon)
    least = rules.threshold(epsilon, cells=len(cells))
    print(f"{len(cells)} cells are named, by SHA-256 {rules.digest_of_cells(cells)}.")
    print(f"A person gives at most {rules.MOST_UNITS} answers. A cell is listed from a noisy count of {least}.")
    print(f"Scale of the noise: {noise.count:g} on a count, {noise.total:g} on a sum of levels from -2 to 2.")
    print(f"It would cost {epsilon}; {left} of this year's {rules.YEARLY} is left. Nothing was released or read.")
    return 0 if epsilon <= left else 1


def run_budget(_args: argparse.Namespace) -> int:
    """Print the ledger of this year, and every release."""
    from bedside.areas.people.viewer import ANONYMOUS
    from bedside.areas.records.queries import releases as queries

    budget = queries.budget(ANONYMOUS)
    for one in queries.releases(ANONYMOUS):
        print(f"{one.made_at:%Y-%m-%d}: epsilon {one.charge.epsilon}, {one.released} lines, SHA-256 {one.digest}")
    waiting = f" {budget.waiting} wait to be made (bedside evidence release --waiting)." if budget.waiting else ""
    print(f"{budget.year}: {budget.spent} of {rules.YEARLY} spent, {budget.left} left.{waiting}")
    return 0
