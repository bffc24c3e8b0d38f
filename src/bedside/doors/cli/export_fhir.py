"""`bedside export fhir --handle H --out FILE`: a whole record as FHIR R4, for a member who can't fetch it herself."""

import argparse
import json
import os
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from bedside.kit.errors import NotHere


def add_parsers(subparsers: "argparse._SubParsersAction[Any]") -> None:
    """Add everything that can be exported to the command line."""
    parser = subparsers.add_parser("export", help="give a member's data out of the site")
    kinds = parser.add_subparsers(required=True, metavar="WHAT")
    one = kinds.add_parser(
        "fhir",
        help="one member's whole record as FHIR R4",
        description="Writes the whole record of one account, also what is for its owner alone. Hand the file to nobody "
        "else; she can fetch the same herself under Settings, Take your data with you.",
    )
    one.add_argument("--handle", required=True, metavar="H", help="whose record it is")
    one.add_argument("--out", required=True, type=Path, metavar="FILE", help="a file that is not there yet")
    one.add_argument("--data", type=Path, help="the site's data directory")
    one.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the file, readable by its owner alone, and note in the audit log that it was written."""
    from bedside.areas.audit.actions import record  # needs Django to be set up, which the caller has done
    from bedside.areas.people import queries as people
    from bedside.areas.people.viewer import ANONYMOUS
    from bedside.areas.records.queries.whole import whole_record

    try:
        by = people.in_the_name_of(people.persona_by_handle(ANONYMOUS, args.handle).id)
        if by is None:
            raise NotHere
    except NotHere:
        print(f"Nothing was written. Nobody here is called {args.handle}.", file=sys.stderr)
        return 1
    told = whole_record(by)
    try:
        handle = os.open(args.out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        print(f"{args.out}: nothing was written. {error.strerror}.", file=sys.stderr)
        return 1
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(told, file, ensure_ascii=False, indent=1)
    record("record exported", by=None, about=("account", by.account_id))
    counts = Counter(entry["resource"]["resourceType"] for entry in told["entry"])
    print(", ".join(f"{kind}: {number}" for kind, number in sorted(counts.items())))
    return 0
