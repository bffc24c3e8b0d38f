"""Steps that the actions on records share."""

from django.db import connection


def hold_source(source: str) -> None:
    """Let one import or build of a source follow the other, until the commit."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"records {source}"])
