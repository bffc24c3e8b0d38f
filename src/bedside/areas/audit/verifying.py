"""Finding out whether the audit log is what it was: each hash is worked out anew, in one pass."""

from binascii import hexlify
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from bedside.areas.audit import queries
from bedside.areas.audit.chain import FIRST, ROW, hash_of
from bedside.kit.checkpoints import Checkpoint
from bedside.kit.tree import HASH_BYTES, Tree

NO_ENTRY = b"\\N"
EMPTY = b"\t" + NO_ENTRY
LONGEST_NUMBER = 19 + len(EMPTY)
ROW_AT = 2 * (2 * HASH_BYTES + 1)  # where the canonical row begins, after two hashes in hexadecimal figures


@dataclass(frozen=True)
class Verdict:
    """What was found. `fault` is a sentence about the first bad row, "" when all is as it was."""

    entries: int
    waiting: int
    fault: str


class _Bad(Exception):
    """The first bad row was met; the message is for people."""


def verify(checkpoints: Sequence[Checkpoint] = ()) -> Verdict:
    """Check every sealed entry, and every checkpoint against the tree of the entries that it speaks of.

    Without checkpoints a log that was cut at its end, or written anew from some row on, cannot be told from a whole
    one: nothing in a chain says how long it was.
    """
    waiting = queries.waiting()
    count = 0
    try:
        for number in _checked(queries.chain_lines(), checkpoints):
            count = number
    except _Bad as bad:
        return Verdict(count, waiting, str(bad))
    return Verdict(count, waiting, "")


def _checked(lines: Iterable[bytes], checkpoints: Sequence[Checkpoint]) -> Iterator[int]:
    """Yield the number of each row that is sound; raise _Bad at the first that is not."""
    stated = sorted(checkpoints, key=lambda one: one.size)
    tree, prev, number = Tree(), FIRST, 0
    last = stated[-1].size if stated else 0
    passed = 0
    for number, line in enumerate(lines, start=1):
        row = line[ROW_AT:]
        digest = sha256(ROW + prev + row).digest()
        # What nearly every row is, tried in one go; the rest is looked at slowly, to say what is wrong with it.
        sound = line.startswith(b"%b\t%b\t%d\t" % (hexlify(digest), hexlify(prev), number))
        if not sound or EMPTY in row[:LONGEST_NUMBER]:
            digest = _follows(line, number, prev)
        if number <= last:
            tree.add(digest)
            while passed < len(stated) and stated[passed].size == number:
                _fits(stated[passed], tree)
                passed += 1
        prev = digest
        yield number
    if passed < len(stated) and stated[passed].size > number:
        missing = stated[-1].size - number
        raise _Bad(
            f"The log ends at row {number:,}, but a checkpoint speaks of {stated[-1].size:,} rows: "
            f"the last {missing:,} are gone."
        )


def _follows(line: bytes, number: int, prev: bytes) -> bytes:
    """Return the hash of row `number`, whose stored line this is; raise _Bad when it is not as it was sealed."""
    stored, before, row = line.split(b"\t", 2)
    chain_no, _tab, entry = row.partition(b"\t")
    if int(chain_no) != number:
        raise _Bad(f"Row {number:,} is missing: after row {number - 1:,} comes row {int(chain_no):,}.")
    if entry.startswith(NO_ENTRY):
        raise _Bad(f"Row {number:,} is empty: its entry was deleted.")
    if bytes.fromhex(before.decode()) != prev:
        raise _Bad(f"Row {number:,} does not follow row {number - 1:,}: one of them was put there later.")
    digest = hash_of(prev, row)
    if bytes.fromhex(stored.decode()) != digest:
        raise _Bad(f"Row {number:,} was changed after it was sealed: its hash does not fit.")
    return digest


def _fits(checkpoint: Checkpoint, tree: Tree) -> None:
    if tree.root() != checkpoint.root:
        raise _Bad(
            f"The first {checkpoint.size:,} rows are not those of the checkpoint: the log was written anew, "
            "from one of them on."
        )
