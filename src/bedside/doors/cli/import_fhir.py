"""`bedside import fhir FILE --handle H`: a person's own FHIR R4 file into her record, for her alone."""

import argparse
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

from bedside.kit.clock import now
from bedside.kit.errors import NotHere, Refused
from bedside.policy.fhir.border import MOST_BYTES, NotTaken
from bedside.policy.fhir.bundle import preview
from bedside.policy.fhir.model import Preview

MOST_BAD_TOLD = 50


def add_to(kinds: "argparse._SubParsersAction[Any]") -> None:
    """Add `fhir` to what can be imported."""
    one = kinds.add_parser(
        "fhir",
        help="a person's own FHIR R4 file into her record; safe to repeat",
        description="Shows what the file holds and keeps illnesses, medicines, measurements, allergies, vaccines, "
        "procedures and answers to questionnaires that the site uses, for her alone. Everything else is counted "
        "and left out.",
    )
    one.add_argument("file", type=Path, metavar="FILE", help="a Bundle or NDJSON of one person, plain or .gz")
    one.add_argument("--handle", required=True, metavar="H", help="whose record it goes into")
    one.add_argument("--preview", action="store_true", help="only show what the file would bring")
    one.add_argument("--data", type=Path, help="the site's data directory")
    one.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Show what a file holds and keep it: 0 when it was taken or shown, 1 when nothing was."""
    from bedside.areas.credentials.queries import viewer_of  # needs Django to be set up, which the caller has done
    from bedside.areas.people.queries import persona_by_handle
    from bedside.areas.people.viewer import ANONYMOUS
    from bedside.areas.records import actions

    try:
        raw = _bytes(args.file)
        found = preview(raw, this_year=now().year, forms=actions.answer_forms())
        by = viewer_of(persona_by_handle(ANONYMOUS, args.handle).id)
        if by is None:
            raise NotHere
        _tell(found)
        if args.preview:
            print("Nothing was written.")
            return 0
        brought = actions.bring(by=by, kept=found.kept, sha=sha256(raw).hexdigest())
    except NotHere:
        print(f"Nothing was written. Nobody here is called {args.handle}.", file=sys.stderr)
        return 1
    except (NotTaken, OSError, Refused) as error:
        print(f"{args.file}: nothing was written. {error}", file=sys.stderr)
        return 1
    _tell_kept(brought)
    return 0


def _tell_kept(brought: dict[str, Any]) -> None:
    """Print what became of each kind, in numbers, and of all together in the last line."""
    for kind, one in sorted(brought.items()):
        unfit = f"; {one.unfit} have no place in the record" if one.unfit else ""
        gone = f"; {one.gone} were deleted by their owner and are not brought again" if one.gone else ""
        refused = f"{len(one.refused)} could not be kept"
        print(f"{kind}: {one.added} added; {one.known} were there already; {refused}{gone}{unfit}")
    added = sum(one.added for one in brought.values())
    print(f"In all: {added} added, for their owner alone; {sum(one.known for one in brought.values())} known before.")


def _tell(found: Preview) -> None:
    """Print what a file holds, in numbers: never whose it is, nor what she has."""
    for bad in found.bad[:MOST_BAD_TOLD]:
        print(f"left out, not valid: {bad.path}")
    if len(found.bad) > MOST_BAD_TOLD:
        print(f"… and {len(found.bad) - MOST_BAD_TOLD} more that are not valid.")
    for kind, count in sorted(found.counts().items()):
        print(f"{kind}: {count}")
    for reason, count in sorted(found.skipped.items()):
        print(f"skipped, {reason}: {count}")
    for kind, count in sorted(found.left_out.items()):
        print(f"left out, {kind}: {count}")
    print(f"Twice in the file: {found.repeated}")


def _bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MOST_BYTES + 1)
