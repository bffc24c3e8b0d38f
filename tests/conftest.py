"""What all tests share: a database for each process, no network but loopback, and short ways to make people."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import hypothesis
import pytest

# A busy machine is no fault of the code.
hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.load_profile("house")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: Any, log: Any) -> Any:
    """Spread whole files over the processes."""
    from tests.spreading import WholeFiles

    return WholeFiles(config, log)


def pytest_runtest_setup() -> None:
    """Let tests reach this machine only."""
    from pytest_socket import socket_allow_hosts

    socket_allow_hosts(["127.0.0.1", "::1", "localhost"], allow_unix_socket=True)


@pytest.fixture(autouse=True)
def _nothing_kept_from_the_test_before() -> None:
    """Let no test see the site's profile that an earlier one had shown."""
    from bedside.areas.people.queries import forget_shown_profile

    forget_shown_profile()


@pytest.fixture
def no_tries_yet(db: None, time_machine: Any) -> None:
    """Begin without tries, in the middle of a code's 30 seconds, where the clock stays."""
    from django.core.cache import cache

    time_machine.move_to(datetime(2027, 1, 1, 12, 0, 15, tzinfo=UTC), tick=False)
    cache.clear()


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: Any) -> Iterator[None]:
    """Give this process a migrated database of its own, used as the application's role."""
    from django.db import connections
    from psycopg.conninfo import conninfo_to_dict

    from tests.database import migrated_cluster

    with migrated_cluster() as cluster:
        parts = conninfo_to_dict(cluster.url("app"))
        connection = connections["default"]
        connection.close()
        for name, value in {"HOST": parts["host"], "USER": parts["user"], "NAME": parts["dbname"]}.items():
            connection.settings_dict[name] = value
        yield
        with django_db_blocker.unblock():
            connections.close_all()
