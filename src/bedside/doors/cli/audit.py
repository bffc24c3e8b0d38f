"""`bedside audit verify` and `bedside audit key`: whether the log is what it was, and which key signs it."""

import argparse
import sys
from pathlib import Path

WHOLE, TROUBLE, BROKEN, WAITING = 0, 1, 3, 4


def add_parsers(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `audit`."""
    one = commands.add_parser("audit", help="check the audit log")
    what = one.add_subparsers(dest="what", required=True, metavar="WHAT")
    check = what.add_parser(
        "verify",
        help="find any change in the audit log, and in the ledgers of consents",
        description="Exit code 0: whole. 1: the file cannot be used. 3: the log was changed. 4: entries wait unsealed.",
    )
    check.add_argument("--checkpoint", type=Path, metavar="FILE", help="checkpoints that were kept on another machine")
    check.set_defaults(run=run_verify)
    what.add_parser("key", help="print the public key of the checkpoints").set_defaults(run=run_key)


def run_key(_args: argparse.Namespace) -> int:
    """Print the public key."""
    from bedside.areas.audit.signing import origin, signing_key
    from bedside.kit.checkpoints import verifier_key

    print(verifier_key(origin(), signing_key().public_key()))
    return WHOLE


def run_verify(args: argparse.Namespace) -> int:
    """Check the log and say what was found."""
    from bedside.areas.audit.signing import signing_key
    from bedside.areas.audit.verifying import verify
    from bedside.areas.records.queries.verifying import verify_ledgers
    from bedside.kit.checkpoints import BadCheckpoint, read

    checkpoints = []
    if args.checkpoint is not None:
        try:
            checkpoints = read(args.checkpoint.read_text(encoding="utf-8"), signing_key().public_key())
        except (OSError, UnicodeDecodeError, BadCheckpoint) as error:
            print(f"bedside: {args.checkpoint} cannot be used: {error}.", file=sys.stderr)
            return TROUBLE
    ledgers = verify_ledgers()
    if ledgers.fault:
        print(f"A ledger of consents was changed. {ledgers.fault}")
        return BROKEN
    found = verify(checkpoints)
    if found.fault:
        print(f"The audit log was changed. {found.fault} The {found.entries:,} rows before it are as they were sealed.")
        return BROKEN
    print(f"The audit log is whole: {found.entries:,} rows, each as it was sealed.")
    print(f"The ledgers of consents are whole: {ledgers.entries:,} lines.")
    if checkpoints:
        print(f"It fits {len(checkpoints):,} checkpoints, the newest of {max(one.size for one in checkpoints):,} rows.")
    else:
        print("Without --checkpoint nobody can tell whether rows are missing at its end, or were all written anew.")
    if found.waiting:
        print(f"But {found.waiting:,} entries wait for their seal. Is the worker running? (bedside up)")
        return WAITING
    return WHOLE
