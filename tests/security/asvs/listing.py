"""What ASVS asks and what here answers: read from `requirements.toml` and the markers on the tests; no test is run.

A marker is `@pytest.mark.asvs("8.2.1", …)` on a test or a class of tests, or `pytestmark` of a module.
"""

import ast
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.shape.source import ROOT, TESTS

FILE = Path(__file__).with_name("requirements.toml")
DOCUMENT = ROOT / "docs" / "security" / "asvs.md"
STATES = ("partly", "operator", "not_applicable", "open")
MAY_BEAR_TESTS = ("partly", "operator")
SKIPS = ("skip", "skipif", "xfail")
SKIP_CALLS = ("pytest.skip", "pytest.importorskip", "pytest.xfail")

# Security.md section 11: which requirements are meant. Level 3: a choice.
LEVELS = {
    1: """1.2.1-5 1.3.1-2 1.5.1 2.1.1 2.2.1-2 2.3.1 3.2.1-2 3.3.1 3.4.1-2 3.5.1-3 4.1.1 4.4.1 5.2.1-2 5.3.1-2
        6.1.1 6.2.1-8 6.3.1-2 6.4.1-2 7.2.1-4 7.4.1-2 8.1.1 8.2.1-2 8.3.1 9.1.1-3 9.2.1 10.4.1-5 11.3.1-2 11.4.1
        12.1.1 12.2.1-2 13.4.1 14.2.1 14.3.1 15.1.1 15.2.1 15.3.1""",
    2: """1.1.1-2 1.2.6-9 1.3.3-11 1.4.1-3 1.5.2 2.1.2-3 2.2.3 2.3.2-4 2.4.1 3.3.2-4 3.4.3-6 3.5.4-5 3.7.1-2
        4.1.2-3 4.2.1 4.3.1-2 4.4.2-4 5.1.1 5.2.3 5.4.1-3 6.1.2-3 6.2.9-12 6.3.3-4 6.4.3-4 6.5.1-5 6.6.1-3
        6.8.1-4 7.1.1-3 7.3.1-2 7.4.3-5 7.5.1-2 7.6.1-2 8.1.2 8.2.3 8.4.1 9.2.2-4 10.1.1-2 10.2.1-2 10.3.1-4
        10.4.6-11 10.5.1-5 10.6.1-2 10.7.1-3 11.1.1-2 11.2.1-3 11.3.3 11.4.2-4 11.5.1 11.6.1 12.1.2-3 12.3.1-4
        13.1.1 13.2.1-5 13.3.1-2 13.4.2-5 14.1.1-2 14.2.2-4 14.3.2-3 15.1.2-3 15.2.2-3 15.3.2-7 16.1.1 16.2.1-5
        16.3.1-4 16.4.1-3 16.5.1-3 17.1.1 17.2.1-4 17.3.1-2""",
    3: "6.3.8 8.1.3-4 8.2.4 8.3.2-3 8.4.2 14.2.5-8 16.5.4",
}
# The same section's table: how many of each chapter are of level 1, and of levels 1 and 2.
COUNTS = {
    1: (8, 27), 2: (4, 11), 3: (8, 19), 4: (2, 10), 5: (4, 9), 6: (13, 35), 7: (6, 18), 8: (4, 7), 9: (4, 7),
    10: (5, 29), 11: (3, 14), 12: (3, 9), 13: (1, 13), 14: (2, 9), 15: (3, 13), 16: (0, 16), 17: (0, 7),
}  # fmt: skip


@dataclass(frozen=True)
class Requirement:
    """One line of the file; `state` is "" where tests must show it."""

    id: str
    level: int
    asks: str
    state: str = ""
    why: str = ""
    note: str = ""

    @property
    def chapter(self) -> int:
        """The number before the first dot."""
        return int(self.id.split(".")[0])


@dataclass(frozen=True)
class Evidence:
    """A test, a class of tests or a whole file that bears a requirement's number."""

    id: str
    test: str
    nightly: bool = False
    skipped: bool = False


class Misplaced(Exception):
    """A marker stands where it is not read, or says something else than numbers."""


def wanted() -> dict[str, int]:
    """Return the level of every requirement that is meant."""
    return {number: level for level, said in LEVELS.items() for number in _spread(said)}


def _spread(said: str) -> Iterator[str]:
    for word in said.split():
        first, _, last = word.partition("-")
        head, tail = first.rsplit(".", 1)
        yield from (f"{head}.{n}" for n in range(int(tail), int(last or tail) + 1))


@cache
def titles() -> dict[int, str]:
    """Return our name of each chapter."""
    return {int(chapter[1:]): lines["title"] for chapter, lines in _read().items()}


@cache
def requirements() -> dict[str, Requirement]:
    """Return every requirement of the file by its number, in the order of the standard."""
    found = [_one(number, line) for lines in _read().values() for number, line in lines.items() if number != "title"]
    return {one.id: one for one in sorted(found, key=lambda one: place(one.id))}


def place(number: str) -> tuple[int, ...]:
    """Return where a number stands among the others."""
    return tuple(int(part) for part in number.split("."))


def _read() -> dict[str, dict]:  # type: ignore[type-arg]  # as tomllib gives it; `_one` checks each line
    return tomllib.loads(FILE.read_text())


def _one(number: str, line: dict[str, str]) -> Requirement:
    said = [name for name in line if name in STATES]
    unknown = set(line) - {"level", "asks", "note", *STATES}
    if unknown or len(said) > 1:
        raise ValueError(f"{number}: {unknown or said}")
    state = said[0] if said else ""
    return Requirement(number, int(line["level"]), line["asks"], state, line.get(state, ""), line.get("note", ""))


@cache
def evidence() -> tuple[Evidence, ...]:
    """Return what every marker says, in the order of the files."""
    files = ((path, path.read_text()) for path in sorted(TESTS.rglob("test_*.py")))
    return tuple(
        one for path, text in files if "mark.asvs" in text for one in in_file(str(path.relative_to(ROOT)), text)
    )


def in_file(path: str, text: str, *, marker: str = "asvs") -> list[Evidence]:
    """Return what the markers of this name in one file say; raise `Misplaced`."""
    tree = ast.parse(text)
    found, read = [], 0
    for name, node, marks in _bearers(path, tree):
        for mark in marks:
            if not _is(mark, marker):
                continue
            read += 1
            names = {_name(one) for one in marks}
            skipped = bool(names & set(SKIPS)) or _skips(node)
            found += [Evidence(number, name, "nightly" in names, skipped) for number in _numbers(mark, path)]
    if read != sum(_is(node, marker) for node in ast.walk(tree) if isinstance(node, ast.Call)):
        raise Misplaced(f"{path}: a marker stands on something that is no test")
    return found


def _bearers(path: str, tree: ast.Module) -> Iterator[tuple[str, ast.AST, list[ast.expr]]]:
    """Yield what can bear a marker: its name, its tree, and its markers."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "pytestmark":
            yield path, ast.Pass(), node.value.elts if isinstance(node.value, ast.List | ast.Tuple) else [node.value]
        if isinstance(node, ast.ClassDef) and node.name.startswith("Test"):
            yield f"{path}::{node.name}", node, node.decorator_list
            yield from (_test(f"{path}::{node.name}", one) for one in node.body if _is_test(one))
        if _is_test(node):
            yield _test(path, node)


def _is_test(node: ast.AST) -> bool:
    return isinstance(node, ast.FunctionDef) and node.name.startswith("test_")


def _test(where: str, node: ast.AST) -> tuple[str, ast.AST, list[ast.expr]]:
    assert isinstance(node, ast.FunctionDef)
    return f"{where}::{node.name}", node, node.decorator_list


def _name(mark: ast.AST) -> str:
    """Return the NAME of `pytest.mark.NAME`, with or without arguments; "" for anything else."""
    text = ast.unparse(mark.func if isinstance(mark, ast.Call) else mark)
    return text.removeprefix("pytest.mark.") if text.startswith("pytest.mark.") else ""


def _is(mark: ast.AST, name: str) -> bool:
    return _name(mark) == name


def _numbers(mark: ast.expr, path: str) -> list[str]:
    said = mark.args if isinstance(mark, ast.Call) and not mark.keywords else []
    numbers = [one.value for one in said if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    if not said or len(numbers) != len(said):
        raise Misplaced(f"{path}: a marker holds numbers as texts and nothing else")
    return numbers


def _skips(node: ast.AST) -> bool:
    return any(isinstance(one, ast.Call) and ast.unparse(one.func) in SKIP_CALLS for one in ast.walk(node))
