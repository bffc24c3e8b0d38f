"""Where a signing key's private half stands sealed, and under which name others find its public half."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from bedside.areas.credentials.models import SigningKey
from bedside.kit.vault import Place, vault


def place_of(number: int) -> Place:
    """Return where the private half of key `number` is sealed."""
    return Place("credentials_signing_key", "private_sealed", number)


def name_of(row: SigningKey) -> str:
    """Return the name of a key in the site's public document."""
    return f"key-{row.number}"


def private_of(row: SigningKey) -> Ed25519PrivateKey:
    """Return a key that signs."""
    return Ed25519PrivateKey.from_private_bytes(
        bytes.fromhex(vault().open(bytes(row.private_sealed), place_of(row.number)))
    )


def sealed(key: Ed25519PrivateKey, *, number: int) -> bytes:
    """Return the private half of key `number` as it is kept: sealed with the site's newest master key."""
    return vault().seal(key.private_bytes_raw().hex(), place_of(number))


def public_of(row: SigningKey) -> Ed25519PublicKey:
    """Return a key that checks."""
    return Ed25519PublicKey.from_public_bytes(bytes(row.public))
