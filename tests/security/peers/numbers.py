"""Which lines of the peers' bugs are tested, and which wait for what: read from the tests and from `waiting.toml`."""

import ast
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
DOCUMENT = HERE.parents[2] / "docs" / "security" / "peers.md"
NAME = re.compile(r"test_p(\d{3})([a-i]?)_\w+")
# Lines with more than one part, as security.md section 2 names them.
PARTS = {96: "abcdefghi", 98: "abcdef", 99: "abcde", 100: "abcde", 101: "abcd"}
LAST = 103
PEERS = (("Mastodon", 1, 48), ("Discourse", 49, 85), ("Lemmy, Pixelfed, Pleroma, GoToSocial and others", 86, LAST))


@dataclass(frozen=True)
class Tested:
    """One test of one line."""

    number: str
    file: str
    name: str
    bug: str


@dataclass(frozen=True)
class Waiting:
    """A line for which there is nothing to test yet."""

    number: str
    bug: str
    waits: str
    why: str


def wanted() -> list[str]:
    """Return every number of the suite, in order."""
    return [f"P{number:03}{part}" for number in range(1, LAST + 1) for part in PARTS.get(number, "") or ("",)]


def lines_tested() -> list[Tested]:
    """Return every test of a line, as they stand in the files."""
    return [
        Tested(f"P{found[1]}{found[2]}", path.name, node.name, ast.get_docstring(node) or "")
        for path in sorted(HERE.glob("test_*.py"))
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.FunctionDef) and (found := NAME.fullmatch(node.name))
    ]


def waiting() -> list[Waiting]:
    """Return every line that waits."""
    parts = tomllib.loads((HERE / "waiting.toml").read_text())
    return [
        Waiting(number, bug, part, lines["why"])
        for part, lines in parts.items()
        if part != "grows"
        for number, bug in lines.items()
        if number != "why"
    ]


def growing() -> dict[str, str]:
    """Return what the tests of a line have to cover once another part of the house is there."""
    grows: dict[str, str] = tomllib.loads((HERE / "waiting.toml").read_text())["grows"]
    return grows
