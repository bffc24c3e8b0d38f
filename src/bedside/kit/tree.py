"""The Merkle tree of RFC 6962, section 2.1, grown from the left: only its whole subtrees are kept, never its leaves.

A leaf is SHA-256(0x00 | data), a node SHA-256(0x01 | left | right). A tree of a million leaves is twenty hashes.
"""

from hashlib import sha256
from typing import Final

HASH_BYTES: Final = 32
LEAF: Final = b"\x00"
NODE: Final = b"\x01"


class Tree:
    """A tree that only grows. `size` is the number of its leaves, `frontier` its whole subtrees, the largest first."""

    def __init__(self, size: int = 0, frontier: bytes = b"") -> None:
        if len(frontier) != HASH_BYTES * size.bit_count():
            raise ValueError(f"a tree of {size} leaves has {size.bit_count()} whole subtrees")
        self.size = size
        self._peaks = [frontier[at : at + HASH_BYTES] for at in range(0, len(frontier), HASH_BYTES)]

    @property
    def frontier(self) -> bytes:
        """The roots of the whole subtrees, one after the other: with `size`, all that is needed to go on."""
        return b"".join(self._peaks)

    def add(self, data: bytes) -> None:
        """Add one leaf."""
        peak = sha256(LEAF + data).digest()
        carry = self.size
        while carry & 1:
            peak = sha256(NODE + self._peaks.pop() + peak).digest()
            carry >>= 1
        self._peaks.append(peak)
        self.size += 1

    def root(self) -> bytes:
        """Return the root; of an empty tree the hash of nothing, as the RFC says."""
        if not self._peaks:
            return sha256(b"").digest()
        root = self._peaks[-1]
        for peak in reversed(self._peaks[:-1]):
            root = sha256(NODE + peak + root).digest()
        return root
