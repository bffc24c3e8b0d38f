"""`bedside picture check` and `cover`: what the guard sees in pictures, without a site. Needs the extra `images`."""

import argparse
import json
import sys
from pathlib import Path
from typing import get_args

from bedside.kit.images import MAX_BYTES, BadImage, CleanImage, cleaned, covered
from bedside.kit.images.reading import Reader, Seen, Unread
from bedside.policy.guard.cli import BAD_INPUT, EXIT_CODES
from bedside.policy.guard.model import Audience, Facts, Role
from bedside.policy.guard.pictures import Glimpse, inspect_picture


def add_parsers(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `picture check` to the command line."""
    parser = subparsers.add_parser("picture", help="what a picture tells of a person: picture check FILE …")
    commands = parser.add_subparsers(dest="what", required=True)
    check = commands.add_parser("check", help="print one line of JSON for each picture; nothing is kept")
    check.add_argument("files", nargs="+", type=Path, metavar="FILE")
    check.set_defaults(run=run_check, alone=True)
    cover = commands.add_parser("cover", help="write a picture anew, with all that was found painted black")
    cover.add_argument("file", type=Path, metavar="FILE")
    cover.add_argument("new", type=Path, metavar="NEW", help="where the new picture goes; must not be there yet")
    cover.set_defaults(run=run_cover, alone=True)
    for command in (check, cover):
        command.add_argument("--role", choices=get_args(Role), default="clinician", help="who would post it")
        command.add_argument("--audience", choices=get_args(Audience), default="public", help="who would see it")


class BadFile(Exception):
    """A file can't be used; the message says why in one line."""


def run_check(args: argparse.Namespace) -> int:
    """Paint each picture anew, read it, judge it; the code is that of the strictest verdict, as of `guard check`."""
    facts = Facts(role=args.role, audience=args.audience)
    try:
        with Reader() as reader:
            codes = [_checked(path, reader, facts) for path in args.files]
    except Unread:
        return _said("the extra `images` is not installed (docs/operators)")
    return BAD_INPUT if BAD_INPUT in codes else max(codes)


def run_cover(args: argparse.Namespace) -> int:
    """Write a new picture with all that `check` finds painted black, and print what was found in the old one."""
    facts = Facts(role=args.role, audience=args.audience)
    try:
        picture = _picture(args.file)
        with Reader() as reader:
            seen = [glimpse_of(one) for one in reader.read(picture.data)]
        report = inspect_picture(seen, facts)
        made = covered(picture.data, [finding.box for finding in report.findings])
        with args.new.open("xb") as file:
            file.write(made.data)
    except (BadFile, Unread, OSError) as fault:
        return _said(f"{args.file}: {str(fault) or 'it could not be read'}; nothing was written")
    print(json.dumps({"file": str(args.new), "covered": len(report.findings)} | report.to_dict()))
    return 0


def _said(why: str) -> int:
    print(f"bedside picture: {why}", file=sys.stderr)
    return BAD_INPUT


def _picture(path: Path) -> CleanImage:
    try:
        with path.open("rb") as file:
            return cleaned(file.read(MAX_BYTES + 1))
    except BadImage as fault:
        raise BadFile(fault.what) from fault
    except OSError as fault:
        raise BadFile(fault.strerror) from fault


def _checked(path: Path, reader: Reader, facts: Facts) -> int:
    try:
        picture = _picture(path)
    except BadFile as fault:
        return _said(f"{path}: {fault}")
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
