"""The public data sets lie outside the repository: tests that need them are skipped where they are absent."""

import gzip
import io
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from bedside.policy.evidence.sources import BadRow, Row, read_druglib, read_drugscom

REPOSITORY = Path(__file__).parents[3]


def reviews_file(name: str) -> Path:
    """Where a file of the public sets lies; skips the test when it is not there."""
    shared = Path(os.environ.get("BEDSIDE_SHARED", REPOSITORY.parent / "shared"))
    path = shared / "data" / "reviews" / name
    if not path.exists():
        pytest.skip(f"the public data set {path} is absent; BEDSIDE_SHARED says where the shared folder is")
    return path


def open_reviews(name: str) -> io.TextIOWrapper:
    """A public set as text, as the importer opens it."""
    return io.TextIOWrapper(gzip.open(reviews_file(name)), encoding="utf-8", errors="replace", newline="\n")


Records = list[Row | BadRow]


@pytest.fixture(scope="session")
def druglib() -> Records:
    with open_reviews("druglib.tsv.gz") as lines:
        return list(read_druglib(lines))


@pytest.fixture(scope="session")
def drugscom() -> Records:
    with open_reviews("drugscom_ratings.csv.gz") as lines:
        return list(read_drugscom(lines))


@pytest.fixture(scope="session")
def as_written() -> Callable[[str, str], list[list[str]]]:
    """Gives the fields of a public set as they stand in the file, without the header."""
    import csv

    def read(name: str, delimiter: str) -> list[list[str]]:
        with open_reviews(name) as lines:
            return list(csv.reader(lines, delimiter=delimiter))[1:]

    return read
