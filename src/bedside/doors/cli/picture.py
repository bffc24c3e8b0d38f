"""`bedside picture check`: what the guard sees in pictures, without a site. Needs the extra `images`."""

import argparse
import json
import sys
from pathlib import Path
from typing import get_args

from bedside.kit.images import MAX_BYTES, BadImage, cleaned
from bedside.kit.images.reading import Reader, Seen, Unread, can_read
from bedside.policy.guard.cli import BAD_INPUT, EXIT_CODES
from bedside.policy.guard.model import Audience, Facts, Role
from bedside.policy.guard.pictures import Glimpse, inspect_picture


def add_parsers(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `picture check` to the command line."""
    parser = subparsers.add_parser("picture", help="what a picture tells of a person: picture check FILE …")
    commands = parser.add_subparsers(dest="what", required=True)
    check = commands.add_parser("check", help="print one line of JSON for each picture; nothing is kept")
    check.add_argument("files", nargs="+", type=Path, metavar="FILE")
    check.add_argument("--role", choices=get_args(Role), default="clinician", help="who would post it")
    check.add_argument("--audience", choices=get_args(Audience), default="public", help="who would see it")
    check.set_defaults(run=run, alone=True)


def run(args: argparse.Namespace) -> int:
    """Paint each picture anew, read it, judge it; the code is that of the strictest verdict, as of `guard check`."""
    if not can_read():
        print("bedside picture: the extra `images` is not installed (docs/operators)", file=sys.stderr)
        return BAD_INPUT
    facts = Facts(role=args.role, audience=args.audience)
    with Reader() as reader:
        codes = [_checked(path, reader, facts) for path in args.files]
    return BAD_INPUT if BAD_INPUT in codes else max(codes)


def _checked(path: Path, reader: Reader, facts: Facts) -> int:
    try:
        with path.open("rb") as file:
            picture = cleaned(file.read(MAX_BYTES + 1))
    except (OSError, BadImage) as fault:
        said = fault.what if isinstance(fault, BadImage) else fault.strerror
        print(f"bedside picture: {path}: {said}", file=sys.stderr)
        return BAD_INPUT
    try:
        seen = [glimpse_of(one) for one in reader.read(picture.data)]
    except Unread:
        seen = None
    report = inspect_picture(seen, facts)
    told = {"file": str(path), "width": picture.width, "height": picture.height, "place_removed": picture.place_removed}
    print(json.dumps(told | report.to_dict()))
    return EXIT_CODES[report.verdict]


def glimpse_of(seen: Seen) -> Glimpse:
    """Return what was read as the guard knows it."""
    return Glimpse(seen.kind, seen.box, seen.text)
