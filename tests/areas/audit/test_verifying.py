"""Whoever owns the database can change the audit log. Nobody can do so without being found out."""

from collections.abc import Sequence

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from bedside.areas.audit import verifying
from bedside.areas.audit.actions import Sealer, record
from bedside.areas.audit.chain import FIRST, hash_of, numbered
from bedside.areas.audit.models import AuditCheckpoint, AuditEntry, AuditSeal
from bedside.areas.audit.queries import chain_lines
from bedside.areas.audit.signing import origin, signing_key
from bedside.areas.audit.verifying import verify
from bedside.kit.checkpoints import Checkpoint, read
from bedside.kit.tree import Tree

ROWS = 9
ENTRY_EDITS = {
    "id": "id - 5000000000",
    "at": "at + interval '1 microsecond'",
    "actor_id": "coalesce(actor_id, 0) + 1",
    "role": "role || 'x'",
    "action": "action || ' '",
    "object_kind": "''",
    "object_id": "NULL",
    "subject_id": "coalesce(subject_id, 0) + 1",
    "purpose": "'care'",
    "reason_code": "'x'",
    "outcome": "'deny'",
    "request_id": "1",
    "detail": """'{"count": 3, "more": [1]}'""",
    "transaction": "transaction + 1",
}
SEAL_EDITS = {
    "chain_no": "1000",
    "entry_id": "1",
    "prev": r"'\x" + "00" * 32 + "'",
    "hash": r"'\x" + "00" * 32 + "'",
}


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        assert cursor.rowcount >= 1


def checkpoints() -> list[Checkpoint]:
    text = "\n".join(AuditCheckpoint.objects.order_by("size").values_list("note", flat=True))
    return read(text, signing_key().public_key())


@pytest.fixture
def log(as_owner: None) -> list[int]:
    """Return the ids of nine sealed entries."""
    for n in range(ROWS):
        record(
            "post\tpub\\lished\n", by=n or None, role="", about=("post", n), subject=None, count=n, words=["ä", None]
        )
    assert Sealer().round() == ROWS
    return list(AuditSeal.objects.order_by("chain_no").values_list("entry_id", flat=True))


def test_a_log_that_nobody_touched_is_whole(log: list[int]) -> None:
    assert verify(checkpoints()) == verifying.Verdict(entries=ROWS, waiting=0, fault="")


def test_every_column_of_the_log_is_tried_below() -> None:
    assert {field.column for field in AuditEntry._meta.concrete_fields} == ENTRY_EDITS.keys()
    assert {field.column for field in AuditSeal._meta.concrete_fields} == SEAL_EDITS.keys()


@pytest.mark.asvs("16.4.2")
@pytest.mark.parametrize("at", [1, 5, ROWS])
@pytest.mark.parametrize("column", ENTRY_EDITS)
def test_an_edit_of_an_entry_is_found_and_its_row_named(column: str, at: int, log: list[int]) -> None:
    run(f"UPDATE audit_entry SET {column} = {ENTRY_EDITS[column]} WHERE id = {log[at - 1]}")
    found = verify()
    assert found.fault.startswith(f"Row {at} ")
    assert found.entries == at - 1


@pytest.mark.parametrize("at", [2, 5, ROWS])
@pytest.mark.parametrize("column", SEAL_EDITS)
def test_an_edit_of_a_seal_is_found_and_its_row_named(column: str, at: int, log: list[int]) -> None:
    run(f"UPDATE audit_seal SET {column} = {SEAL_EDITS[column]} WHERE chain_no = {at}")
    assert verify().fault.startswith(f"Row {at} ")


@pytest.mark.parametrize("at", [1, 5])
def test_a_row_taken_out_of_the_middle_is_found(at: int, log: list[int]) -> None:
    run(f"DELETE FROM audit_entry WHERE id = {log[at - 1]}")
    assert "deleted" in verify().fault
    run(f"DELETE FROM audit_seal WHERE chain_no = {at}")
    assert verify().fault.startswith(f"Row {at} is missing")


def test_a_row_put_in_is_found(log: list[int]) -> None:
    record("post.published", by=1)
    extra = AuditEntry.objects.order_by("-id").values_list("id", flat=True)[0]
    run("UPDATE audit_seal SET chain_no = -chain_no WHERE chain_no > 4")
    run("UPDATE audit_seal SET chain_no = 1 - chain_no WHERE chain_no < 0")
    run(f"INSERT INTO audit_seal SELECT 5, {extra}, hash, hash FROM audit_seal WHERE chain_no = 4")
    assert verify().fault.startswith("Row 5 ")


def test_two_rows_that_changed_places_are_found(log: list[int]) -> None:
    run("UPDATE audit_seal SET chain_no = CASE chain_no WHEN 3 THEN -7 WHEN 7 THEN -3 END WHERE chain_no IN (3, 7)")
    run("UPDATE audit_seal SET chain_no = -chain_no WHERE chain_no < 0")
    assert verify().fault.startswith("Row 3 ")


def test_two_entries_that_changed_their_words_are_found(log: list[int]) -> None:
    run(f"UPDATE audit_entry SET actor_id = CASE id WHEN {log[3]} THEN 4 ELSE 3 END WHERE id IN ({log[3]}, {log[4]})")
    assert verify().fault.startswith("Row 4 ")


def cut(log: Sequence[int]) -> None:
    run("DELETE FROM audit_seal WHERE chain_no > 6")
    run(f"DELETE FROM audit_entry WHERE id IN ({', '.join(map(str, log[6:]))})")


def test_a_log_cut_at_its_end_looks_whole_without_a_checkpoint(log: list[int]) -> None:
    cut(log)
    assert verify() == verifying.Verdict(entries=6, waiting=0, fault="")


def test_a_log_cut_at_its_end_is_found_with_a_checkpoint(log: list[int]) -> None:
    kept = checkpoints()
    cut(log)
    assert verify(kept).fault.startswith(
        "The log ends at row 6, but a checkpoint speaks of 9 rows: the last 3 are gone"
    )


def test_a_log_written_anew_is_found_with_a_checkpoint_only(log: list[int]) -> None:
    kept = checkpoints()
    run(f"UPDATE audit_entry SET actor_id = 77 WHERE id = {log[4]}")
    prev = FIRST
    for number, line in enumerate(list(chain_lines()), start=1):
        digest = hash_of(prev, line.split(b"\t", 2)[2])
        AuditSeal.objects.filter(chain_no=number).update(prev=prev, hash=digest)
        prev = digest
    assert verify().fault == ""
    assert "written anew" in verify(kept).fault


def test_a_checkpoint_of_another_history_is_found(log: list[int]) -> None:
    stated = Checkpoint(origin(), 4, Tree().root())
    assert "written anew" in verify([stated, *checkpoints()]).fault


def test_entries_without_a_seal_are_counted_after_five_seconds(log: list[int]) -> None:
    record("post.published", by=1)
    assert verify().waiting == 0
    run("UPDATE audit_entry SET at = at - interval '6 seconds' WHERE id NOT IN (SELECT entry_id FROM audit_seal)")
    assert verify().waiting == 1


def chain(rows: Sequence[bytes]) -> list[bytes]:
    """Return the stored lines of these entries, as the sealer would have them."""
    lines, prev = [], FIRST
    for number, row in enumerate(rows, start=1):
        whole = numbered(number, row)
        digest = hash_of(prev, whole)
        lines.append(b"\t".join((digest.hex().encode(), prev.hex().encode(), whole)))
        prev = digest
    return lines


LINES = chain([b"%d\tentry" % n for n in range(60)])


def first_bad(lines: Sequence[bytes]) -> int | None:
    """Return how many rows were sound before the first bad one; None when all are."""
    count = 0
    try:
        for number in verifying._checked(lines, ()):
            count = number
    except verifying._Bad:
        return count
    return None


@given(st.integers(0, 59), st.data())
def test_any_change_of_one_byte_is_found_at_its_row(at: int, data: st.DataObject) -> None:
    line = LINES[at]
    place = data.draw(st.integers(0, len(line) - 1).filter(lambda n: line[n : n + 1] not in b"\t"))
    other = data.draw(st.sampled_from(b"0123456789abcdef").filter(lambda byte: byte != line[place]))
    changed = line[:place] + bytes([other]) + line[place + 1 :]
    try:
        found = first_bad([*LINES[:at], changed, *LINES[at + 1 :]])
    except ValueError:  # no figures where a number must stand
        return
    assert found == at


@given(st.permutations(range(60)))
def test_any_other_order_is_found(order: list[int]) -> None:
    found = first_bad([LINES[n] for n in order])
    sound = next((n for n, place in enumerate(order) if n != place), None)
    assert found == sound


@given(st.integers(0, 58), st.integers(1, 5))
def test_any_gap_before_the_end_is_found(at: int, wide: int) -> None:
    left = [*LINES[:at], *LINES[at + wide :]]
    assert first_bad(left) == (at if at + wide < 60 else None)


@given(st.integers(0, 59), st.integers(0, 59))
def test_any_row_that_stands_twice_is_found(at: int, copied: int) -> None:
    sound = at + 2 if copied == at + 1 else at + 1  # a copy of the next row is that row, and then stands twice
    assert first_bad([*LINES[: at + 1], LINES[copied], *LINES[at + 1 :]]) == sound
