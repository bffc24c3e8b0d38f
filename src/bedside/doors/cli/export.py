"""`bedside export fhir --handle H FILE`: a member's whole record as FHIR R4, for an operator whom she asked for it."""

import argparse
import json
import os
import sys
from pathlib import Path
from typing import Any

from bedside.kit.errors import NotHere


def add_parsers(subparsers: "argparse._SubParsersAction[Any]") -> None:
    """Add `export` to the command line."""
    parser = subparsers.add_parser("export", help="take a member's own data out of the site")
    kinds = parser.add_subparsers(required=True, metavar="WHAT")
    one = kinds.add_parser(
        "fhir",
        help="a member's whole record as a FHIR R4 bundle",
        description="Holds everything that she keeps, also what is for her alone: give it to nobody but her.",
    )
    one.add_argument("file", type=Path, metavar="FILE", help="a new file, which only you can read")
    one.add_argument("--handle", required=True, metavar="H", help="whose record it is")
    one.add_argument("--data", type=Path, help="the site's data directory")
    one.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the bundle into a new file: 0 when it was written, 1 when nothing was."""
    from django.db import transaction  # these need Django to be set up, which the caller has done

    from bedside.areas.credentials.queries import viewer_of
    from bedside.areas.people.queries import persona_by_handle
    from bedside.areas.people.viewer import ANONYMOUS
    from bedside.areas.records import actions, queries
    from bedside.areas.records.queries.taken import Way

    try:
        by = viewer_of(persona_by_handle(ANONYMOUS, args.handle).id)
        if by is None:
            raise NotHere
        with transaction.atomic():  # no line about a file that was not written
            found = actions.take_record(by=by, way=Way.OPERATOR)
            _write(args.file, json.dumps(found, ensure_ascii=False, indent=1))
    except NotHere:
        print(f"Nothing was written. Nobody here is called {args.handle}.", file=sys.stderr)
        return 1
    except (OSError, queries.NotValid) as error:
        print(f"{args.file}: nothing was written. {error}", file=sys.stderr)
        return 1
    print(f"{len(found['entry'])} resources were written.")
    return 0


def _write(path: Path, text: str) -> None:
    """Write a file that is new, and that nobody else on the machine can read."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
