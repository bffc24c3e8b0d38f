"""The public list that tells which credentials no longer hold (W3C Bitstring Status List 1.0)."""

from typing import Final

SIZE: Final = 131_072  # entries of one list: the least the standard allows, so that a place tells nothing
