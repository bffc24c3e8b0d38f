"""`bedside audit`: what it says, and its exit codes."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from bedside.areas.audit.actions import Sealer, record
from bedside.areas.audit.models import AuditCheckpoint, AuditSeal
from bedside.site.main import parser
from tests.areas.audit.conftest import as_owner

__all__ = ["as_owner"]


def audit(capsys: pytest.CaptureFixture[str], *call: str) -> tuple[int, str]:
    args = parser().parse_args(["audit", *call])
    code = int(args.run(args))
    said: Any = capsys.readouterr()
    return code, said.out + said.err


@pytest.fixture
def checkpoint(as_owner: None, tmp_path: Path) -> Path:
    """Seal three entries, and return the file of their checkpoint."""
    for n in range(3):
        record("post.published", by=1, about=("post", n))
    Sealer().round()
    path = tmp_path / "checkpoints.txt"
    path.write_text(AuditCheckpoint.objects.get().note)
    return path


def change(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_whole_log_is_said_to_be_whole(checkpoint: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = audit(capsys, "verify", "--checkpoint", str(checkpoint))
    assert code == 0
    assert "The audit log is whole: 3 rows" in said


def test_without_a_checkpoint_it_says_what_it_cannot_know(checkpoint: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = audit(capsys, "verify")
    assert (code, "nobody can tell whether rows are missing at its end" in said) == (0, True)


def test_a_changed_row_is_named(checkpoint: Path, capsys: pytest.CaptureFixture[str]) -> None:
    second = AuditSeal.objects.get(chain_no=2).entry_id
    change(f"UPDATE audit_entry SET actor_id = 9 WHERE id = {second}")  # a number of our own
    code, said = audit(capsys, "verify")
    assert code == 3
    assert "Row 2 was changed after it was sealed" in said


def test_a_cut_is_found_by_the_checkpoint_only(checkpoint: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change("DELETE FROM audit_entry WHERE id IN (SELECT entry_id FROM audit_seal WHERE chain_no = 3)")
    change("DELETE FROM audit_seal WHERE chain_no = 3")
    assert audit(capsys, "verify")[0] == 0
    code, said = audit(capsys, "verify", "--checkpoint", str(checkpoint))
    assert (code, "the last 1 are gone" in said) == (3, True)


def test_rows_without_a_seal_are_told_by_the_exit_code(checkpoint: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record("post.published", by=1)
    change("UPDATE audit_entry SET at = at - interval '9 seconds' WHERE id NOT IN (SELECT entry_id FROM audit_seal)")
    code, said = audit(capsys, "verify")
    assert (code, "1 entries wait for their seal" in said) == (4, True)


@pytest.mark.parametrize("text", [None, "no checkpoint", "\udc80"])
def test_a_file_that_cannot_be_used_is_told(
    checkpoint: Path, text: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    if text is None:
        checkpoint.unlink()
    else:
        checkpoint.write_bytes(text.encode(errors="surrogateescape"))
    code, said = audit(capsys, "verify", "--checkpoint", str(checkpoint))
    assert code == 1
    assert "cannot be used" in said


def test_the_key_is_printed_for_other_programs(checkpoint: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = audit(capsys, "key")
    assert code == 0
    assert said.startswith("localhost:8020/audit+")
