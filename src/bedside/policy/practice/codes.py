"""Identity codes: how a practice lets its own patient in (boundary row B55; spec clinicians.md 8).

Eight signs of Crockford's base 32 (crockford.com/base32): 40 random bits, no I, L, O or U, so that a code survives
being printed, read out and typed. Only its keyed hash is kept. A code that is wrong names no other code, so wrong ones
are counted for who types them; a right one counts once, and at one practice only.
"""

from datetime import timedelta
from typing import Final

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SIGNS: Final = 8
RANDOM_BYTES: Final = 5
LIVES: Final = timedelta(days=14)
TRIES: Final = 5
WAYS: Final = {
    "printed": "On paper",
    "spoken": "By telephone, or said at the desk",
    "portal": "In our patient portal",
}
_MEANT: Final = str.maketrans({"O": "0", "I": "1", "L": "1"})
_DROPPED: Final = frozenset("-\u2010\u2011\u2013\u2014_.")


def made_of(random: bytes) -> str:
    """Return the code that five random bytes make."""
    if len(random) != RANDOM_BYTES:
        raise ValueError(f"a code is made of {RANDOM_BYTES} bytes")
    number = int.from_bytes(random, "big")
    return "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(SIGNS)))


def shown(code: str) -> str:
    """Return a code as it is printed and read out: in two groups of four."""
    return f"{code[:4]}-{code[4:]}"


def read(typed: str) -> str | None:
    """Return the code that somebody meant to type; None for what can't be one.

    Case, blanks and hyphens do not matter; O is read as 0, I and L as 1.
    """
    kept = "".join(sign for sign in typed.upper() if sign not in _DROPPED and not sign.isspace()).translate(_MEANT)
    return kept if len(kept) == SIGNS and all(sign in ALPHABET for sign in kept) else None
