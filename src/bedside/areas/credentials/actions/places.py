"""Giving out places of the public status list: at random, and none of them twice."""

import secrets

from django.db import connection

from bedside.areas.credentials.models import StatusPlace
from bedside.policy.verification.status import SIZE

FULL = SIZE // 2  # a list that is half full is left, so that a free place is found at the second throw or so


def take() -> int:
    """Return a place that was never given out before: the list's number times SIZE, and the place in that list."""
    number = StatusPlace.objects.count() // FULL
    while True:
        place = number * SIZE + secrets.randbelow(SIZE)
        if _add(place):
            return place


def _add(place: int) -> bool:
    """Write down a place; False when it had been given out."""
    with connection.cursor() as cursor:
        statement = "INSERT INTO credentials_status_place (place) VALUES (%s) ON CONFLICT DO NOTHING"
        cursor.execute(statement, [place])
        return bool(cursor.rowcount)
