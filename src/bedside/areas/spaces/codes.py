"""Codes of invitations: 128 random bits, of which only the SHA-256 is kept."""

import secrets
from hashlib import sha256


def fresh() -> str:
    """Return a new code, 22 characters that fit into an address."""
    return secrets.token_urlsafe(16)


def hashed(code: str) -> bytes:
    """Return what the table holds for a code."""
    return sha256(code.encode()).digest()
