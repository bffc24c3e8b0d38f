"""Who owns the database can change a ledger of consents, and is found out."""

import pytest
from django.db import connection

from bedside.areas.records.actions import sharing
from bedside.areas.records.queries.verifying import verify_ledgers
from tests.areas.audit.conftest import as_owner
from tests.areas.records.test_sharing import make_world
from tests.factories import viewer_of

__all__ = ["as_owner"]  # a fixture
TAMPERING = {
    "changed": "UPDATE records_ledger SET audience = 'space:1' WHERE seq = 1",
    "cut at its end": "DELETE FROM records_ledger WHERE seq = 2",
    "with a hole": "DELETE FROM records_ledger WHERE seq = 1",
    "gone": "DELETE FROM records_ledger",
}


@pytest.mark.parametrize("statement", TAMPERING.values(), ids=TAMPERING)
def test_a_ledger_that_its_database_s_owner_tampered_with_is_found(as_owner: None, statement: str) -> None:
    world = make_world()
    sharing.stop_sharing(by=viewer_of(world.joan), grant_id=world.with_team())
    assert verify_ledgers().fault == ""
    with connection.cursor() as cursor:
        cursor.execute(statement)
    assert verify_ledgers().fault
