"""`bedside import instrument FILE`: a questionnaire whose words the operator may use; and taking one away."""

import argparse
import sys
from pathlib import Path
from typing import Any

from bedside.policy.instruments import SHIPPED, SLOTS
from bedside.policy.instruments.rules.packs import MOST_BYTES, BadPack, instrument_from, read

KNOWN = {**SLOTS, **SHIPPED}


def add_to(kinds: "argparse._SubParsersAction[Any]") -> None:
    """Add `instrument` to what can be imported."""
    parser = kinds.add_parser("instrument", help="a questionnaire that you may use; safe to repeat")
    parser.add_argument("file", type=Path, nargs="?", metavar="FILE", help="TOML (docs/operators/instruments.md)")
    parser.add_argument(
        "--accept", metavar="NAME", default="", help="who accepts the owner's terms; without: only show them"
    )
    parser.add_argument("--withdraw", metavar="KEY", default="", help="take a loaded questionnaire away again")
    parser.add_argument("--data", type=Path, help="the site's data directory")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Load, or show what would be loaded: 0 when it was taken or shown, 1 when nothing could be done."""
    from bedside.areas.records import actions  # needs Django to be set up, which the caller has done by now

    if args.withdraw:
        gone = actions.withdraw_pack(key=args.withdraw)
        print(
            f"{args.withdraw}: {gone or 'no'} version{'' if gone == 1 else 's'} taken away. Scores stay with members."
        )
        return 0 if gone else 1
    try:
        definition = read(_bytes(args.file), known=KNOWN)
        instrument = instrument_from(definition, known=KNOWN)
    except (BadPack, OSError) as error:
        print(f"{args.file}: nothing was taken. {error}", file=sys.stderr)
        return 1
    print(f"{instrument.title}, version {instrument.version}: {len(instrument.items)} questions.")
    print(f"Its words belong to {instrument.licence.holder}. {instrument.licence.note}")
    if not args.accept.strip():
        print(f'\n{instrument.licence.terms}\n\nNothing was taken. If you accept these terms: --accept "Your name"')
        return 0
    loaded = actions.load_pack(definition=definition, accepted_by=args.accept)
    print(f"Taken. {args.accept} accepted its terms." if loaded.is_new else "It was here already, under these terms.")
    return 0


def _bytes(path: Path | None) -> bytes:
    if path is None or not path.is_file():
        raise BadPack("There is no such file.")
    with path.open("rb") as file:
        return file.read(MOST_BYTES + 1)
