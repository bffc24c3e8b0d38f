"""A database with real commits, for tests of what happens at the same moment."""

from collections.abc import Iterator
from typing import Any

import pytest


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Let the test commit, and take away afterwards what it made (the audit log only grows)."""
    from bedside.areas.people.models import Account, TakenHandle
    from bedside.areas.spaces.models import SQUARE_ID, Space
    from bedside.kit.outbox.models import OutboxRow

    with django_db_blocker.unblock():
        yield
        Space.objects.exclude(id=SQUARE_ID).delete()
        Account.objects.all().delete()
        TakenHandle.objects.all().delete()
        OutboxRow.objects.all().delete()
