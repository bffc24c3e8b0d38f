"""What the tests of all areas share: row-level security as on a page, and a database with real commits."""

import sys
from collections.abc import Iterator
from typing import Any

import pytest

from bedside.areas.people.viewer import Viewer
from bedside.kit import viewing


def _who_acts() -> int | None:
    """Return the persona for whom the area's function that runs now was called (its `by` or `viewer`)."""
    frame = sys._getframe(1)
    while frame is not None:
        if frame.f_globals.get("__name__", "").startswith("bedside.areas."):
            given = frame.f_locals.get("by") or frame.f_locals.get("viewer")
            if isinstance(given, Viewer):
                return given.persona_id
        frame = frame.f_back  # type: ignore[assignment]
    return None


@pytest.fixture(autouse=True)
def _row_level_security_as_on_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run what an action or a query does for the persona that it was given; what a test arranges, as the system."""
    declared = viewing._declared

    def current() -> int | None:
        if declared.get() is not None:
            return declared.get()
        found = _who_acts()
        return viewing.SYSTEM if found is None else found

    monkeypatch.setattr(viewing, "current", current)


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Let the test commit, and take away afterwards what it made (the audit log only grows)."""
    from bedside.areas.people.models import Account, Attempt, TakenHandle
    from bedside.areas.spaces.models import SQUARE_ID, Space
    from bedside.kit.outbox.models import OutboxRow

    with django_db_blocker.unblock():
        yield
        Space.objects.exclude(id=SQUARE_ID).delete()
        Account.objects.all().delete()
        TakenHandle.objects.all().delete()
        OutboxRow.objects.all().delete()
        Attempt.objects.all().delete()
