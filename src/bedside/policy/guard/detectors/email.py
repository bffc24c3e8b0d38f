"""E-mail addresses (letter F), plain or spelled out as "name (at) host (dot) org"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bedside.policy.guard.model import Hit
from bedside.policy.guard.text import Doc

KIND: Final = "email"
RULES: Final = ("email.plain", "email.spelled")

# No @ before it: "@name@host.org" is a handle on another site.
_ADDRESS = re.compile(r"(?<![\w.%+@/-])[\w.%+-]{0,63}\w@(?:[\w-]{1,63}\.){1,6}[^\W\d_]{2,24}(?![\w-])")


def find(doc: Doc) -> Iterator[Hit]:
    """Find addresses. Those that were written without the sign have their own rule."""
    if "@" not in doc.norm:
        return
    for match in _ADDRESS.finditer(doc.norm):
        start, end = doc.span(*match.span())
        plain = any(sign in doc.original[start:end] for sign in "@\uff20\ufe6b")
        yield Hit(KIND, RULES[0] if plain else RULES[1], match.start(), match.end())
