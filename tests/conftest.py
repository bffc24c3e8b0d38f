"""What all tests share: a database for each process, no network but loopback, and short ways to make people."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest import TestCase

import hypothesis
import pytest

from tests import parts

A_DAY = 86_400  # seconds
RULES = Path(__file__).parent / "policy"

# A busy machine is no fault of the code.
hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.load_profile("house")


def pytest_addoption(parser: Any) -> None:
    """Let somebody choose a part of the suite."""
    parts.add_option(parser)


def pytest_ignore_collect(collection_path: Path, config: Any) -> bool | None:
    """Leave the files of the other part alone."""
    return parts.is_left_out(collection_path, config.getoption("part")) or None


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: Any, log: Any) -> Any:
    """Spread whole files over the processes."""
    from tests.spreading import WholeFiles

    return WholeFiles(config, log)


def pytest_configure(config: Any) -> None:
    """Tell less, and mix the order alone: who throws dice has a seed, and three more for each test are slow."""
    from tests.spreading import tell_less

    config.option.randomly_reset_seed = False
    tell_less(config)


# What plug-ins put before each test, and the mark, the fixture or the name without which it does nothing: a hundred
# microseconds each, before fifteen thousand tests.
FOR_NOTHING = {
    "_django_clear_site_cache": "django.contrib.sites",  # an application that is not in the house
    "_django_db_marker": "django_db",
    "_django_isolate_apps": "django_isolate_apps",
    "_django_set_urlconf": "urls",
    "_django_setup_unittest": "TestCase",
    "_live_server_helper": "live_server",
    "_template_string_if_invalid_marker": "ignore_template_errors",
    "faker_seed": "faker",
}


# A rule is a function of facts: it sends no mail, and nobody has shown it anything before.
NOT_BEFORE_A_RULE = {
    "_dj_autoclear_mailbox",
    "_fail_for_invalid_template_variable",
    "_nothing_kept_from_the_test_before",
}


def pytest_itemcollected(item: Any) -> None:
    """Take away what would be done for nothing before the test."""
    assert item.cls is None or not issubclass(item.cls, TestCase), f"{item.nodeid}: our tests are functions"
    asked = {*item.fixturenames, *(mark.name for mark in item.iter_markers())}
    item.fixturenames = [name for name in item.fixturenames if FOR_NOTHING.get(name, name) in asked]
    if RULES in item.path.parents and "db" not in asked and "django_db" not in asked:
        item.fixturenames = [name for name in item.fixturenames if name not in NOT_BEFORE_A_RULE]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: Any, items: list[pytest.Item]) -> None:
    """Walk over the screens before the journeys, in whatever order else: these write on the site that both look at."""
    items[:] = parts.of_part(items, config.getoption("part"))
    items.sort(key=lambda item: item.nodeid.startswith("tests/stories/"))


def pytest_runtest_setup() -> None:
    """Let tests reach this machine only."""
    from pytest_socket import socket_allow_hosts

    socket_allow_hosts(["127.0.0.1", "::1", "localhost"], allow_unix_socket=True)


@pytest.fixture(autouse=True)
def _nothing_kept_from_the_test_before() -> None:
    """Let no test see what an earlier one had shown or made stricter, nor have ids of the years it travelled to."""
    from bedside.areas.boundaries import queries as boundaries
    from bedside.areas.people.queries import forget_shown_profile
    from bedside.kit import ids

    forget_shown_profile()
    boundaries._kept = time.monotonic(), {}  # a test begins with nothing made stricter, and without asking for it
    if ids._last > ids.first_id_at_ms(int((time.time() + A_DAY) * 1000)):
        ids._last = 0


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
