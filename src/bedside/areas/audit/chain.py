"""How a row is written for its hash, and how hashes follow each other. The same bytes for sealing and for verifying.

A canonical row is a line of PostgreSQL's COPY text format: columns in a fixed order tabs between, NULL as \\N, tabs
and line ends in values escaped. Moments are microseconds, so no setting of the server changes the bytes.
"""

from hashlib import sha256
from typing import Final

ROW: Final = b"\x01"
FIRST: Final = bytes(32)  # what stands before the first row

# Of `e`, an entry. Each value in its own column; a new column goes to the end, with its own table of old rows in mind.
COLUMNS: Final = (
    "e.id",
    "(extract(epoch FROM e.at) * 1000000)::bigint",
    "e.actor_id",
    "e.role",
    "e.action",
    "e.object_kind",
    "e.object_id",
    "e.subject_id",
    "e.purpose",
    "e.reason_code",
    "e.outcome",
    "e.request_id",
    "e.detail::text",
    "e.transaction",
)
CANONICAL: Final = ", ".join(COLUMNS)


def hash_of(prev: bytes, row: bytes) -> bytes:
    """Return the hash of a canonical row, number first, that follows the row with the hash `prev`."""
    return sha256(ROW + prev + row).digest()


def numbered(chain_no: int, row: bytes) -> bytes:
    """Return a canonical row with its number before it."""
    return b"%d\t%b" % (chain_no, row)
