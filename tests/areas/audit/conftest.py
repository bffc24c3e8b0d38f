"""The audit log in the hands of who owns the database: what the application's role may not do, the owner can."""

from collections.abc import Iterator
from typing import Any

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
