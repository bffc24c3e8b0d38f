"""The keys that sign badges: made once, changed now and then, and never trusted again when one was stolen."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection, transaction

from bedside.areas.audit.actions import record
from bedside.areas.credentials import keys
from bedside.areas.credentials.models import SigningKey
from bedside.kit.clock import now
from bedside.kit.errors import Refused

LOCK = 7_205_021  # one process at a time makes a key


@transaction.atomic
def make_ready() -> bool:
    """Make the site's first key, unless there is one that is trusted. Return whether one was made."""
    _alone()
    if SigningKey.objects.filter(distrusted_at=None).exists():
        return False
    _make()
    return True


@transaction.atomic
def change_key() -> int:
    """Make a new key that signs from now on, and return its number. What older ones signed stays valid."""
    _alone()
    return _make()


@transaction.atomic
def distrust(number: int) -> int:
    """Never trust key `number` again, because it was stolen; return the number of the one that signs now.

    Every badge that was carried away with its signature stops counting; copied anew from its page, it counts again.
    """
    _alone()
    row = SigningKey.objects.filter(number=number, distrusted_at=None).first()
    if row is None:
        raise Refused("There is no such key.", code="no_such_key", field="number")
    row.distrusted_at = now()
    row.save(update_fields=["distrusted_at"])
    record("distrust badge key", by=None, about=("badge key", number))
    newest = SigningKey.objects.filter(distrusted_at=None).order_by("-number").first()
    return newest.number if newest is not None and newest.number > number else _make()


@transaction.atomic
def seal_anew() -> int:
    """Seal the private halves with the newest master key, so that an older one may be given up; return how many."""
    _alone()
    rows = list(SigningKey.objects.all())
    for row in rows:
        row.private_sealed = keys.sealed(keys.private_of(row), number=row.number)
        row.save(update_fields=["private_sealed"])
    return len(rows)


def _alone() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _make() -> int:
    private = Ed25519PrivateKey.generate()
    last = SigningKey.objects.order_by("-number").first()
    number = last.number + 1 if last is not None else 1
    public, sealed = private.public_key().public_bytes_raw(), keys.sealed(private, number=number)
    SigningKey.objects.create(number=number, public=public, private_sealed=sealed)
    record("make badge key", by=None, about=("badge key", number))
    return number
