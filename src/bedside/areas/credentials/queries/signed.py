"""What the site signs about credentials, and the public keys for it. All of it is public."""

from functools import lru_cache
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings
from django.db.models import Max, Q

from bedside.areas.credentials import keys
from bedside.areas.credentials.models import Credential, SigningKey, StatusPlace
from bedside.areas.credentials.queries.badges import record_of
from bedside.areas.people import queries as people
from bedside.kit import signed
from bedside.kit.clock import now
from bedside.kit.errors import NotHere
from bedside.policy.verification import documents, status
from bedside.policy.verification.badges import HAS_PAGE
from bedside.policy.verification.status import PURPOSES, Purpose


def did_document() -> dict[str, Any]:
    """Return the site's public keys, the one that signs now first."""
    found = {keys.name_of(row): signed.public_jwk(keys.public_of(row)) for row in _trusted()}
    return documents.did_document(address=settings.CONFIG.address, keys=found)


def public_keys() -> dict[str, Ed25519PublicKey]:
    """Return the keys that are trusted, by the full name that a token gives."""
    return {_kid(row): keys.public_of(row) for row in _trusted()}


def token(row: Credential) -> str:
    """Return a credential as signed text to carry away."""
    address = settings.CONFIG.address
    claims = documents.credential(
        record_of(row),
        address=address,
        site=people.shown_profile().name,
        subject=f"{address}/@{row.persona.handle}/",
        place=row.place,
    )
    return _signed(claims)


def status_list(name: str) -> str:
    """Return a status list as signed text; raise `NotHere` for one that there is not."""
    purpose, number = _asked(name)
    low = number * status.SIZE
    held = Credential.objects.filter(place__gte=low, place__lt=low + status.SIZE, level__in=HAS_PAGE)
    if purpose == "revocation":
        held = held.filter(revoked_at=None)
    else:  # an account that staff suspended takes its badge along
        held = held.filter(~Q(suspended_at=None) | Q(persona__hidden=True))
    places = [place - low for place in held.values_list("place", flat=True)]
    listed = status.encoded(places, set_elsewhere=purpose == "revocation")
    address = settings.CONFIG.address
    return _signed(documents.status_list(name, address=address, purpose=purpose, encoded=listed, at=now()))


def _asked(name: str) -> tuple[Purpose, int]:
    last, _ = status.list_of(StatusPlace.objects.aggregate(last=Max("place"))["last"] or 0)
    for number in range(last + 1):
        for purpose in PURPOSES:
            if name == documents.list_name(number, purpose):
                return purpose, number
    raise NotHere


def _trusted() -> list[SigningKey]:
    return list(SigningKey.objects.filter(distrusted_at=None).order_by("-number"))


def _kid(row: SigningKey) -> str:
    return f"{documents.did_of(settings.CONFIG.address)}#{keys.name_of(row)}"


def _signed(claims: dict[str, Any]) -> str:
    row = next(iter(_trusted()), None)
    if row is None:  # the site was never started since badges are signed
        raise NotHere
    return signed.signed(claims, key=_private(bytes(row.private_sealed), row.number), kid=_kid(row))


@lru_cache(maxsize=4)
def _private(sealed: bytes, number: int) -> Ed25519PrivateKey:
    return keys.private_of(SigningKey(number=number, private_sealed=sealed))
