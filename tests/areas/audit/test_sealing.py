"""The sealer numbers what was committed, without gaps, once each, whoever else seals."""

from datetime import timedelta
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from bedside.areas.audit.actions import Sealer, record, sealing
from bedside.areas.audit.models import AuditCheckpoint, AuditEntry, AuditSeal
from bedside.areas.audit.signing import signing_key
from bedside.areas.audit.verifying import verify
from bedside.kit.checkpoints import read
from bedside.kit.clock import now


def numbers() -> list[int]:
    return list(AuditSeal.objects.order_by("chain_no").values_list("chain_no", flat=True))


def order() -> list[str]:
    """Return the actions in the order of their numbers."""
    found = dict(AuditEntry.objects.values_list("id", "action"))
    return [found[one] for one in AuditSeal.objects.order_by("chain_no").values_list("entry_id", flat=True)]


def in_another_connection(work: Any) -> None:
    def run() -> None:
        try:
            work()
        finally:
            connection.close()

    thread = Thread(target=run)
    thread.start()
    thread.join()


@pytest.mark.django_db
def test_what_was_written_is_numbered_once() -> None:
    sealer = Sealer()
    before = len(numbers())
    for _ in range(3):
        record("one", by=1)
    assert (sealer.round() > 2, sealer.round()) == (True, 0)
    assert len(numbers()) > before
    assert numbers() == list(range(1, len(numbers()) + 1))


@pytest.mark.django_db
def test_what_a_backup_brought_from_another_server_is_sealed_at_the_first_look_and_not_looked_for_again() -> None:
    ahead = 2**50  # that server had counted further
    AuditEntry.objects.create(action="brought", transaction=ahead)
    sealer = Sealer()
    while sealer.round():
        pass
    assert "brought" in order()
    AuditEntry.objects.create(action="nobody's", transaction=ahead)
    assert sealer.round() == 0
    assert Sealer().round() == 1


def test_what_commits_later_gets_a_later_number_and_leaves_no_gap(committed_log: None) -> None:
    sealer = Sealer()
    with transaction.atomic():
        record("begun first", by=1)
        in_another_connection(lambda: record("committed first", by=1))
        in_another_connection(sealer.round)
        assert order() == ["committed first"]
    sealer.round()
    assert order() == ["committed first", "begun first"]
    assert verify().fault == ""


def test_what_was_taken_back_gets_no_number(committed_log: None) -> None:
    with transaction.atomic():
        record("taken back", by=1)
        transaction.set_rollback(True)
    record("done", by=1)
    Sealer().round()
    assert (order(), numbers()) == (["done"], [1])


def test_two_sealers_at_once_take_turns(committed_log: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "EVERY", 7)
    for n in range(60):
        record(f"{n}", by=1)

    def seal() -> None:
        sealer = Sealer()
        for _ in range(30):
            sealer.round()
        connection.close()

    threads = [Thread(target=seal) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    while Sealer().round():
        pass
    assert numbers() == list(range(1, 61))
    assert verify().fault == ""


def test_who_finds_another_at_work_seals_nothing(committed_log: None) -> None:
    record("one", by=1)
    with transaction.atomic():
        Sealer().round()
        found: list[int] = []
        in_another_connection(lambda: found.append(Sealer().round()))
        assert found == [0]
    assert numbers() == [1]


def test_a_round_that_is_taken_back_is_sealed_again(committed_log: None, monkeypatch: pytest.MonkeyPatch) -> None:
    sealer = Sealer()
    record("one", by=1)

    def fail(*_given: object) -> str:
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(sealing, "_sign", fail)
        with pytest.raises(RuntimeError):
            sealer.round()
    assert numbers() == []
    sealer.round()
    assert numbers() == [1]


def test_a_checkpoint_is_signed_every_so_many_entries(committed_log: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "EVERY", 4)
    sealer = Sealer()
    for n in range(14):
        record(f"{n}", by=1)
    while sealer.round():
        pass
    sizes = list(AuditCheckpoint.objects.order_by("size").values_list("size", flat=True))
    assert sizes == [4, 8, 12]
    notes = "\n".join(AuditCheckpoint.objects.order_by("size").values_list("note", flat=True))
    assert verify(read(notes, signing_key().public_key())).fault == ""


def test_a_checkpoint_is_signed_after_a_minute_if_there_is_anything_new(committed_log: None) -> None:
    sealer, start = Sealer(), now()
    for seconds, wanted in ((0, 1), (59, 1), (60, 2), (125, 2)):
        with time_machine.travel(start + timedelta(seconds=seconds), tick=False):
            if seconds < 100:
                record(f"after {seconds}", by=1)
            sealer.round()
            assert AuditCheckpoint.objects.count() == wanted


def test_checkpoints_are_added_to_the_file_of_the_month(committed_log: None) -> None:
    record("one", by=1)
    with time_machine.travel("2031-03-05 12:00Z", tick=False):
        Sealer().round()
    path = Path(settings.CONFIG.data) / "audit" / "checkpoints-2031-03.txt"
    assert [one.size for one in read(path.read_text(), signing_key().public_key())] == [1]
    path.unlink()


@pytest.mark.asvs("16.4.2")
@pytest.mark.django_db
@pytest.mark.parametrize("table", ["audit_entry", "audit_seal", "audit_checkpoint"])
@pytest.mark.parametrize("change", ["UPDATE {} SET {} = {}", "DELETE FROM {}", "TRUNCATE {}"])
def test_the_site_itself_can_change_nothing_in_the_log(table: str, change: str) -> None:
    column = {"audit_entry": "id", "audit_seal": "chain_no", "audit_checkpoint": "size"}[table]
    with pytest.raises(ProgrammingError, match="permission denied"), connection.cursor() as cursor:
        cursor.execute(change.format(table, column, column))


def test_a_full_batch_is_followed_by_the_rest(committed_log: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "EVERY", 5)
    sealer = Sealer()
    with transaction.atomic():  # all of one transaction: the batch ends within it
        for n in range(12):
            record(f"{n}", by=1)
    assert [sealer.round() for _ in range(4)] == [5, 5, 2, 0]
    assert order() == [f"{n}" for n in range(12)]
