"""`bedside import evaluations FILE`: a public set of drug reviews into the site; and `import registry` beside it."""

import argparse
import sys
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from bedside.doors.cli import (
    import_fhir,
    import_handles,
    import_instrument,
    import_lines,
    import_roster,
    import_vocabulary,
    registry,
)
from bedside.doors.cli.opening import CannotRead, open_text
from bedside.policy.evidence.sources import (
    DRUGLIB_COLUMNS,
    DRUGSCOM_COLUMNS,
    BadRow,
    Row,
    WrongHeader,
    read_druglib,
    read_drugscom,
)
from bedside.policy.vocabulary import tidy

READERS: dict[str, Callable[[Iterable[str]], Iterator[Row | BadRow]]] = {
    "druglib": read_druglib,
    "drugscom": read_drugscom,
}


def add_parsers(subparsers: "argparse._SubParsersAction[Any]") -> None:
    """Add everything that can be imported to the command line."""
    parser = subparsers.add_parser("import", help="bring real data into the site")
    kinds = parser.add_subparsers(required=True, metavar="WHAT")
    evaluations = kinds.add_parser("evaluations", help="a public set of drug reviews; safe to repeat")
    evaluations.add_argument("file", type=Path, metavar="FILE", help="plain or .gz")
    evaluations.add_argument("--format", choices=sorted(READERS), help="default: told from the first line")
    evaluations.add_argument("--data", type=Path, help="the site's data directory")
    evaluations.set_defaults(run=run)
    registry.add_parsers(kinds)
    import_fhir.add_to(kinds)
    import_handles.add_to(kinds)
    import_roster.add_to(kinds)
    import_lines.add_to(kinds)
    import_instrument.add_to(kinds)
    import_vocabulary.add_to(kinds)


def run(args: argparse.Namespace) -> int:
    """Import the file and build its figures; 0 when every row was taken or refused, 1 when the file cannot be read."""
    from bedside.areas.records import actions  # needs Django to be set up, which the caller has done by now

    try:
        name = args.format or guess_format(args.file)
        with open_text(args.file) as lines:
            rows = _reader(name)(lines)
            result = actions.import_evaluations(source=f"external:{name}", rows=rows, tell=_tell)
    except (CannotRead, WrongHeader) as error:
        print(f"{args.file}: {error}", file=sys.stderr)
        return 1
    except (OSError, EOFError, zlib.error) as error:
        print(f"{args.file}: the file cannot be read to its end, so nothing was taken ({error})", file=sys.stderr)
        return 1
    for bad in result.refused:
        print(f"line {bad.line}: {bad.reason}")
    print(
        f"{result.read} rows: {result.taken} taken, {len(result.refused)} refused. "
        f"{result.added} were new, {result.changed} changed, {result.repaired} had their condition repaired, "
        f"{result.left} were left as they are: no list knows their condition."
    )
    for code, count in Counter(bad.code for bad in result.refused).most_common():
        print(f"refused, {code}: {count}")
    print(f"building the figures of external:{name} …", file=sys.stderr)
    report = actions.build(source=f"external:{name}")
    print(f"{report.cells_shown} treatments have enough people to be shown.")
    return 0


def _reader(name: str) -> Callable[[Iterable[str]], Iterator[Row | BadRow]]:
    """Return the reader of a format; that of damaged conditions mends by the vocabularies of the site too."""
    if name != "drugscom":
        return READERS[name]
    from bedside.areas.vocabulary.queries import names_known

    return partial(read_drugscom, vocabulary=frozenset(tidy(one) for one in names_known()))


def _tell(rows: int) -> None:
    print(f"{rows} rows read …", file=sys.stderr)


def guess_format(path: Path) -> str:
    """Tell the format from the first line. Raises CannotRead when it is none that is known."""
    with open_text(path) as lines:
        first = lines.readline(10_000).lstrip("\ufeff").rstrip("\r\n")
    if first.split("\t") == list(DRUGLIB_COLUMNS):
        return "druglib"
    if first.split(",") == list(DRUGSCOM_COLUMNS):
        return "drugscom"
    raise CannotRead("the first line is that of no known format; name it with --format druglib or --format drugscom")
