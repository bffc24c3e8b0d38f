"""Counting how often what hangs on a permission was shown, for who gave it."""

from collections import Counter
from collections.abc import Iterable

from django.db import connection, transaction

from bedside.kit.clock import now
from bedside.kit.viewing import as_system

ADD = """
INSERT INTO consents_shown (authorisation_id, day, times) VALUES (%s, %s, %s)
ON CONFLICT (authorisation_id, day) DO UPDATE SET times = consents_shown.times + excluded.times
"""


@as_system("how often it was shown, without to whom")
@transaction.atomic
def note_shown(authorisation_ids: Iterable[int]) -> None:
    """Count that something on each of these permissions was shown to somebody, today."""
    today = now().date()
    with connection.cursor() as cursor:
        for authorisation_id, times in sorted(Counter(authorisation_ids).items()):
            cursor.execute(ADD, [authorisation_id, today, times])
