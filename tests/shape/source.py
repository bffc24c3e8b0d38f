"""The source of the house, read once for all tests of its shape."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
HOUSE = ROOT / "src" / "bedside"
TESTS = ROOT / "tests"
TEMPLATES = HOUSE / "doors" / "web" / "templates"


@cache
def modules() -> dict[str, ast.Module]:
    """Return every module of the house, parsed, by its path below src/bedside."""
    return {str(path.relative_to(HOUSE)): ast.parse(path.read_text()) for path in sorted(HOUSE.rglob("*.py"))}


def below(*starts: str) -> dict[str, ast.Module]:
    """Return the modules whose path begins with one of `starts`."""
    return {path: tree for path, tree in modules().items() if path.startswith(starts)}


def is_migration(path: str) -> bool:
    """Say whether a module is a migration: written once, by Django or by hand, and never changed."""
    return "/migrations/" in path


@cache
def nodes(tree: ast.AST) -> tuple[ast.AST, ...]:
    """Return a tree's nodes: many tests walk the same trees."""
    return tuple(ast.walk(tree))


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    """Yield every call in a tree."""
    return (node for node in nodes(tree) if isinstance(node, ast.Call))


def imported(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Yield the dotted name of everything that a module imports, with its line; also inside functions."""
    for node in nodes(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((f"{node.module or ''}.{alias.name}", node.lineno) for alias in node.names)


@cache
def templates() -> dict[str, str]:
    """Return the text of every template by its path below the folder of templates."""
    return {str(path.relative_to(TEMPLATES)): path.read_text() for path in sorted(TEMPLATES.rglob("*.html"))}
