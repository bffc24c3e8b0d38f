"""Directories and servers for the tests of the embedded PostgreSQL.

pytest's own temporary directories have mode 0700: as root the server's user could not enter them. Memory is used in
place of a disk where there is some to use: making and copying a cluster is then ten times as quick.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from bedside.kit.postgres import Cluster


@pytest.fixture
def place() -> Iterator[Path]:
    """An empty directory that every user may enter."""
    yield from _place()


@pytest.fixture(scope="session")
def made() -> Iterator[Path]:
    """A cluster that was started once, to be copied: quicker than making a new one for each test."""
    for place in _place():
        with Cluster(place / "postgres", durable=False):
            pass
        yield place / "postgres"


@pytest.fixture
def root(place: Path, made: Path) -> Path:
    """The directory of a stopped cluster."""
    subprocess.run(["cp", "-a", str(made), str(place / "postgres")], check=True)
    return place / "postgres"


@pytest.fixture(scope="module")
def running(made: Path) -> Iterator[Cluster]:
    """A running server on such a copy, shared by the tests of one module that leave it as it is."""
    for place in _place():
        subprocess.run(["cp", "-a", str(made), str(place / "postgres")], check=True)
        with Cluster(place / "postgres", durable=False) as cluster:
            yield cluster


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    """A running server that was just made, shared in the same way."""
    for place in _place():
        with Cluster(place / "postgres", durable=False) as running:
            yield running


@pytest.fixture
def app(cluster: Cluster) -> Iterator[psycopg.Connection]:
    """A connection as the site has it."""
    with psycopg.connect(cluster.url("app"), autocommit=True) as connection:
        yield connection


@pytest.fixture
def owner(cluster: Cluster) -> Iterator[psycopg.Connection]:
    """A connection as the migrations have it."""
    with psycopg.connect(cluster.url("owner"), autocommit=True) as connection:
        yield connection


MEMORY = Path("/dev/shm")


def _place() -> Iterator[Path]:
    roomy = os.access(MEMORY, os.W_OK | os.X_OK) and shutil.disk_usage(MEMORY).free > 2 << 30
    made = Path(tempfile.mkdtemp(prefix="bedside-pg-", dir=MEMORY if roomy else None))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made)
