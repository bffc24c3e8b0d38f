"""The audit log in the hands of who owns the database: what the application's role may not do, the owner can."""

from collections.abc import Iterator
from typing import Any, LiteralString

import psycopg
import pytest
from django.db import connection, transaction

from bedside.kit.postgres.roles import OWNER


@pytest.fixture
def as_owner(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Run the test as the role that owns the tables, on an empty log, in a transaction that is taken back."""
    before = connection.settings_dict["USER"]
    with django_db_blocker.unblock():
        connection.close()
        connection.settings_dict["USER"] = OWNER
        try:
            with transaction.atomic():
                with connection.cursor() as cursor:
                    cursor.execute("TRUNCATE audit_entry, audit_seal, audit_checkpoint")
                yield
                transaction.set_rollback(True)
        finally:
            connection.close()
            connection.settings_dict["USER"] = before


@pytest.fixture
def committed_log(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Let the test commit to an empty log; the owner empties it before and afterwards."""
    with django_db_blocker.unblock():
        _empty()
        yield
        _empty()


def _empty() -> None:
    owner_does("TRUNCATE audit_entry, audit_seal, audit_checkpoint")


def owner_does(statement: LiteralString) -> None:
    """Run a statement as the role that owns the tables, and commit it."""
    said = connection.settings_dict
    with psycopg.connect(host=said["HOST"], dbname=said["NAME"], user=OWNER) as owner:
        owner.execute(statement)
