"""The word lists of the package: `data/*.tsv`, UTF-8, one row a line, columns between tabs, `#` begins a comment."""

from __future__ import annotations

from pkgutil import get_data


def text_of(name: str) -> str:
    """Give one data file of the package as text."""
    raw = get_data(__package__, f"data/{name}")
    assert raw is not None, name
    return raw.decode("utf-8")


def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """Give the rows of one list as tuples of its columns."""
    return tuple(tuple(line.split("\t")) for line in text_of(name).splitlines() if line and not line.startswith("#"))
