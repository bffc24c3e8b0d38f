"""`bedside import registry FILE`, `registry-names FILE`, `exclusions FILE`: public registers of clinicians."""

import argparse
import csv
import hashlib
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any, Final

import psycopg

from bedside.kit.errors import Refused
from bedside.kit.packed import BadFile, Lines, lines_of
from bedside.kit.spreadsheet import harmless
from bedside.policy.registers import REGISTERS
from bedside.policy.registers.model import Register, RowProblem, Table
from bedside.policy.registers.reading import CutOff, WrongHeader, read

TELL_EVERY: Final = 250_000  # rows
TABLES: Final = "registers_entry, registers_licence, registers_other_name, registers_import"


class CannotImport(Exception):
    """The call cannot be done as it is; the message says why and what to do."""


def add_parsers(kinds: "argparse._SubParsersAction[Any]") -> None:
    """Add `registry` and `registry-names` to what can be imported."""
    registry = kinds.add_parser("registry", help="a public register of licensed clinicians; safe to repeat")
    registry.add_argument("file", type=Path, metavar="FILE", help="as it was fetched: .zip, .csv, .txt or .gz of one")
    which = registry.add_mutually_exclusive_group()
    which.add_argument("--weekly", action="store_true", help="the file holds what changed, not the whole register")
    which.add_argument("--deactivated", action="store_true", help="a list of numbers that have ended, as CSV")
    registry.add_argument("--date", type=date.fromisoformat, metavar="YYYY-MM-DD", help="default: from the file's name")
    registry.add_argument("--rejects", type=Path, metavar="FILE", help="default: FILE.rejects.csv")
    registry.add_argument("--accept-missing", action="store_true", help="the register really shrank by more than 5 %%")
    registry.set_defaults(run=run)
    names = kinds.add_parser("registry-names", help="your map from a register's codes to plain words")
    names.add_argument("file", type=Path, metavar="FILE", help="CSV with the columns code,name")
    names.set_defaults(run=run_names)
    excluded = kinds.add_parser("exclusions", help="a list of excluded persons, in place of the one before")
    excluded.add_argument("file", type=Path, metavar="FILE", help="the list as CSV")
    excluded.add_argument("--date", type=date.fromisoformat, metavar="YYYY-MM-DD", required=True)
    excluded.add_argument("--rejects", type=Path, metavar="FILE", help="default: FILE.rejects.csv")
    excluded.set_defaults(run=run_exclusions)
    for parser in (registry, names, excluded):
        parser.add_argument("--register", choices=sorted(REGISTERS), default="us_npi", help="default: us_npi")
        parser.add_argument("--data", type=Path, help="the site's data directory")


def run(args: argparse.Namespace) -> int:
    """Take in a file; 0 when it was, or had been before, 1 with the reason when nothing was changed."""
    return _guarded(args, _import)


def run_exclusions(args: argparse.Namespace) -> int:
    """Take in a list of excluded persons; 0 when it was, or had been before, 1 when nothing was changed."""
    return _guarded(args, _import_exclusions)


def _guarded(args: argparse.Namespace, work: Callable[[argparse.Namespace, "_Rejects"], int]) -> int:
    """Do the work with a file for rejected rows, and say what is wrong in plain words."""
    rejects = args.rejects or args.file.with_name(f"{args.file.name}.rejects.csv")
    try:
        with _Rejects(rejects) as rejected:
            return work(args, rejected)
    except (BadFile, WrongHeader, CutOff, CannotImport) as error:
        print(f"{args.file}: {error}. Nothing was changed.", file=sys.stderr)
    except Refused as error:
        print(f"{args.file}: {error.what} {error.do}", file=sys.stderr)
    except OSError as error:
        print(f"{args.file}: {error.strerror or error}. Nothing was changed.", file=sys.stderr)
    if rejected.count:
        print(f"The rejected rows, with their lines and reasons: {rejects}", file=sys.stderr)
    return 1


def _import(args: argparse.Namespace, rejected: "_Rejects") -> int:
    from bedside.areas.registers import actions  # needs Django to be set up, which the caller has done by now

    register = REGISTERS[args.register]
    table = _table(register, deactivated=args.deactivated)
    began = time.monotonic()
    with lines_of(args.file, member=register.MEMBER) as lines:
        day = args.date or day_of(register, lines)
        kind = "weekly" if args.weekly else "deactivated" if args.deactivated else "full"
        file = actions.File(sha256=sha256_of(args.file), day=day, kind=kind)
        result = actions.import_register(
            register=register,
            file=file,
            rows=read(register, table, lines, file_date=day),
            accept_missing=args.accept_missing,
            reject=rejected.add,
            tell=_teller(began),
        )
    if result.already is not None:
        print(f"This very file was taken in on {result.already}. Nothing was changed.")
        return 0
    count_anew(getattr(args, "owner_url", ""))
    print(f"{register.NAME}, {kind} file of {day}: {result.read} rows in {time.monotonic() - began:.0f} s.")
    print(f"{result.added} numbers were new, {result.changed} changed, {result.unchanged} were not newer than known.")
    missing = f" {result.missing} active ones were not in this full file." if kind == "full" else ""
    print(f"{result.ended} numbers that were active have ended.{missing}")
    if result.doubled:
        print(f"{result.doubled} numbers stood in the file more than once.")
    print(f"{result.rejected} rows were rejected" + (f": see {rejected.path}" if rejected.count else "."))
    return 0


def _import_exclusions(args: argparse.Namespace, rejected: "_Rejects") -> int:
    from bedside.areas.registers import actions

    register = REGISTERS[args.register]
    if register.EXCLUDED is None:
        raise CannotImport(f"for {register.NAME} no form of a list of excluded persons is known")
    with lines_of(args.file, member=register.MEMBER) as lines:
        result = actions.import_exclusions(
            register=register,
            file=actions.File(sha256=sha256_of(args.file), day=args.date, kind="exclusions"),
            rows=read(register, register.EXCLUDED, lines, file_date=args.date),
            reject=rejected.add,
        )
    if result.already is not None:
        print(f"This very list was taken in on {result.already}. Nothing was changed.")
        return 0
    print(
        f"{result.added + result.unchanged} numbers are on the list: {result.added} are new, {result.changed} left it."
    )
    print(f"{result.rejected} rows were rejected" + (f": see {rejected.path}" if rejected.count else "."))
    return 0


def _table(register: Register, *, deactivated: bool) -> Table:
    if not deactivated:
        return register.TABLE
    if register.ENDED is None:
        raise CannotImport(f"{register.NAME} has no list of ended numbers; who is missing from its full file has ended")
    return register.ENDED


def day_of(register: Register, lines: Lines) -> date:
    """Return the day of the file, from its name; raise `CannotImport`."""
    found = register.MEMBER.fullmatch(lines.name)
    if found is None:
        raise CannotImport("its name tells no day; give the day of the file with --date YYYY-MM-DD")
    try:
        return datetime.strptime(found["day"], register.DAY).date()  # noqa: DTZ007  # a day has no zone
    except ValueError:
        raise CannotImport(f"{found['day']} in its name is no day; give it with --date YYYY-MM-DD") from None


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, in hexadecimal."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest()


def _teller(began: float) -> Callable[[int], None]:
    told = 0

    def tell(rows: int) -> None:
        nonlocal told
        if rows - told >= TELL_EVERY:
            told = rows
            print(f"{rows} rows read, {rows / (time.monotonic() - began):.0f} a second …", file=sys.stderr, flush=True)

    return tell


def count_anew(owner_url: str) -> None:
    """Let PostgreSQL count what is there now, so that it plans rightly; only the owner of the tables may ask for it."""
    if owner_url:
        with psycopg.connect(owner_url, autocommit=True) as owner:
            owner.execute(f"VACUUM (ANALYZE) {TABLES}")


class _Rejects:
    """The file of rejected rows, made when the first one comes."""

    def __init__(self, path: Path) -> None:
        self.path, self.count = path, 0
        self._stack = ExitStack()
        self._file: IO[str] | None = None

    def __enter__(self) -> "_Rejects":
        return self

    def __exit__(self, *_error: object) -> None:
        self._stack.close()

    def add(self, problem: RowProblem) -> None:
        """Write one."""
        if self._file is None:
            self._file = self._stack.enter_context(self.path.open("w", encoding="utf-8", newline=""))
            csv.writer(self._file).writerow(("line", "number", "reason"))
        csv.writer(self._file).writerow((problem.line, harmless(problem.number), problem.reason))
        self.count += 1


def run_names(args: argparse.Namespace) -> int:
    """Take in a map of codes; 1 with every wrong line when nothing was changed."""
    from bedside.areas.registers import actions

    try:
        with args.file.open(encoding="utf-8", newline="") as lines:
            count, problems = actions.name_codes(register=REGISTERS[args.register], lines=lines)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        print(f"{args.file}: it cannot be read ({error}). Nothing was changed.", file=sys.stderr)
        return 1
    except Refused as error:
        print(f"{args.file}: {error.what} {error.do}", file=sys.stderr)
        return 1
    for problem in problems:
        print(f"line {problem.line}: {problem.reason}")
    if problems:
        print("Nothing was changed.", file=sys.stderr)
        return 1
    print(f"{count} codes have a name now.")
    return 0
