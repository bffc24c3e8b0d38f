"""A member hangs files on things of her record: sealed, hers, gone from the disk when she deletes them."""

import errno
import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bedside.areas.people.parts import Leaver
from bedside.areas.people.viewer import ANONYMOUS, Viewer
from bedside.areas.records import actions, attached
from bedside.areas.records.actions.attachments import files_of, forget_files, sweep
from bedside.areas.records.models import Attachment
from bedside.areas.records.queries import attachments as queries
from bedside.areas.records.queries.carers import record_of
from bedside.kit import sealed_file
from bedside.kit.clock import now
from bedside.kit.errors import NoRoom, NotHere, Refused
from bedside.policy import attachments as rules
from bedside.policy.conditions import Illness
from bedside.policy.entries.allergy import Allergy
from bedside.policy.entries.free_note import FreeNote
from bedside.policy.sharing import ALONE
from tests.areas.records.test_carers import Care
from tests.factories import make_persona, viewer_of
from tests.security.hostile_pictures import jpeg_claiming, png
from tests.security.world import picture

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj << /JavaScript (heron) >> endobj\n%%EOF\n"


@pytest.fixture
def disk(tmp_path: Path, settings: Any) -> Path:
    settings.MEDIA_DIR = tmp_path
    return tmp_path


@pytest.fixture
def by() -> Viewer:
    return viewer_of(make_persona())


def on_disk(disk: Path) -> list[Path]:
    return [one for one in disk.rglob("*") if one.is_file()]


def hang(by: Viewer, thing: int, data: bytes = PDF, words: str = "The letter") -> int:
    return actions.attach(by=by, kind="allergies", item_id=thing, data=data, words=words)


@pytest.fixture
def thing(by: Viewer) -> int:
    return actions.add_entry(by=by, thing=Allergy(text="Lanternmilk"))


def test_a_file_is_kept_sealed_and_read_back_by_its_owner(disk: Path, by: Viewer, thing: int) -> None:
    kept = hang(by, thing)
    (path,) = on_disk(disk)
    assert b"heron" not in path.read_bytes()
    assert b"letter" not in bytes(Attachment.objects.get().body)
    assert queries.content(by, kept) == queries.Content(rules.PDF, PDF)
    (one,) = queries.own_files(by, "allergies", thing)
    assert (one.words, one.size, one.width) == ("The letter", len(PDF), 0)
    assert queries.own_files(by) == (one,)


def test_a_photo_is_painted_anew(disk: Path, by: Viewer, thing: int) -> None:
    hidden = picture(form="JPEG") + b"hidden behind the picture"
    kept = hang(by, thing, hidden)
    found = queries.content(by, kept)
    assert found.media_type == "image/jpeg"
    assert b"hidden" not in found.data
    assert queries.own_file(by, kept).width > 0


def test_nobody_else_finds_a_file_or_hangs_one_there(disk: Path, by: Viewer, thing: int) -> None:
    kept = hang(by, thing)
    for other in (viewer_of(make_persona()), ANONYMOUS):
        assert queries.own_files(other) == ()
        for ask in (queries.own_file, queries.content):
            with pytest.raises(NotHere):
                ask(other, kept)
    other = viewer_of(make_persona())
    with pytest.raises(NotHere):
        hang(other, thing)
    with pytest.raises(NotHere):
        actions.detach(by=other, file_id=kept)
    with pytest.raises(NotHere):
        actions.attach(by=by, kind="days", item_id=thing, data=PDF, words="x")
    assert len(on_disk(disk)) == 1


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        (PDF[:-7], "file_cut_off"),
        (PDF[:9] + b"x" * rules.MOST_BYTES + b"%%EOF", "file_too_big"),
        (b"x" * (rules.MOST_BYTES + 1), "file_too_big"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 11_000_000, "image_too_big"),
        (png(30_000, 30_000), "image_too_big"),
        (jpeg_claiming(65_535, 65_535), "image_too_big"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "bad_image"),
        (b"MZ\x90\0", "bad_image"),
        (b"<html>" + PDF, "bad_image"),
    ],
    ids=[
        "empty",
        "cut off",
        "21 MB PDF",
        "21 MB",
        "11 MB picture",
        "30,000 a side",
        "65,535 a side",
        "svg",
        "program",
        "page and PDF",
    ],
)
def test_what_is_refused_leaves_nothing(disk: Path, by: Viewer, thing: int, data: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        hang(by, thing, data)
    assert (refused.value.code, refused.value.field) == (code, "file")
    assert on_disk(disk) == []
    assert not Attachment.objects.exists()


@pytest.mark.parametrize("words", ["", "a" * 201, "letter\u202efdp.exe", "in\u200bvisible"])
def test_words_that_deceive_are_refused(disk: Path, by: Viewer, thing: int, words: str) -> None:
    with pytest.raises(Refused) as refused:
        hang(by, thing, words=words)
    assert refused.value.field == "words"
    assert on_disk(disk) == []


def test_limits_are_named_and_what_is_beyond_leaves_nothing(
    disk: Path, by: Viewer, thing: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    hang(by, thing)
    monkeypatch.setattr(rules, "MOST_ON_ONE", 1)
    with pytest.raises(Refused) as refused:
        hang(by, thing)
    assert refused.value.code == "too_many_files"
    assert len(on_disk(disk)) == 1


def test_a_full_disk_leaves_neither_file_nor_row(
    disk: Path, by: Viewer, thing: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object) -> None:
        raise OSError(errno.ENOSPC, "no")

    monkeypatch.setattr(sealed_file.os, "fsync", full)
    with pytest.raises(NoRoom, match="no room for files"):
        hang(by, thing)
    assert on_disk(disk) == []
    assert not Attachment.objects.exists()


def test_a_thing_that_is_deleted_while_its_file_is_written_gets_none(
    disk: Path, by: Viewer, thing: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep = attached.keep

    def slow(*args: Any, **named: Any) -> None:
        keep(*args, **named)
        actions.delete_entry(by=by, kind="allergies", entry_id=thing)

    monkeypatch.setattr(attached, "keep", slow)
    with pytest.raises(NotHere):
        hang(by, thing)
    assert on_disk(disk) == []
    assert not Attachment.objects.exists()


def test_deleting_destroys_the_bytes(
    disk: Path, by: Viewer, thing: int, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    kept = hang(by, thing)
    with django_capture_on_commit_callbacks(execute=True):
        actions.detach(by=by, file_id=kept)
    assert on_disk(disk) == []
    with pytest.raises(NotHere):
        queries.content(by, kept)


def test_a_file_goes_with_the_thing_on_which_it_hangs(
    disk: Path, by: Viewer, thing: int, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    illness = actions.add_condition(by=by, illness=Illness(text="Lanternitis"))
    stays = actions.add_entry(by=by, thing=Allergy(text="Lanternfish"))
    hang(by, thing)
    actions.attach(by=by, kind="conditions", item_id=illness, data=PDF, words="The rash")
    kept = hang(by, stays)
    with django_capture_on_commit_callbacks(execute=True):
        actions.undo_entry(by=by, kind="allergies", entry_id=thing)
        actions.delete_condition(by=by, condition_id=illness)
    assert [one.id for one in queries.own_files(by)] == [kept]
    assert len(on_disk(disk)) == 1


def test_a_carer_sees_files_of_what_she_sees_and_of_nothing_else(disk: Path) -> None:
    care = Care()
    shown = actions.add_condition(by=care.hers, illness=Illness(text="Lanternitis"))
    hidden = actions.add_condition(by=care.hers, illness=Illness(text="Heronitis"))
    other = actions.add_entry(by=care.hers, thing=Allergy(text="Lanternmilk"))
    seen = actions.attach(by=care.hers, kind="conditions", item_id=shown, data=PDF, words="The rash")
    unseen = actions.attach(by=care.hers, kind="conditions", item_id=hidden, data=PDF, words="Another")
    of_entry = hang(care.hers, other)
    note = actions.add_entry(by=care.hers, thing=FreeNote(text="The letter", words="It came"))
    of_note = actions.attach(by=care.hers, kind="notes", item_id=note, data=PDF, words="The letter")
    actions_on = queries.HUNG_ON["conditions"].objects.filter(series_id=hidden)
    actions_on.update(share=[ALONE])

    grant = care.lets("view record")
    files = queries.files_for_carer(care.anas, grant, record_of(care.anas, grant))
    assert [one.id for one in files] == [of_entry, seen]
    assert queries.content_for_carer(care.anas, grant, seen).data == PDF
    for one in (unseen, of_note):
        with pytest.raises(NotHere):
            queries.content_for_carer(care.anas, grant, one)


def test_a_carer_who_only_enters_sees_no_file(disk: Path) -> None:
    care = Care()
    shown = actions.add_condition(by=care.hers, illness=Illness(text="Lanternitis"))
    kept = actions.attach(by=care.hers, kind="conditions", item_id=shown, data=PDF, words="The rash")
    grant = care.lets("enter logs")
    assert queries.files_for_carer(care.anas, grant, record_of(care.anas, grant)) == ()
    with pytest.raises(NotHere):
        queries.content_for_carer(care.anas, grant, kept)


def test_a_copy_holds_the_files_and_an_erasure_destroys_them(disk: Path, by: Viewer, thing: int) -> None:
    kept = hang(by, thing)
    other = viewer_of(make_persona())
    stays = hang(other, actions.add_entry(by=other, thing=Allergy(text="Lanternfish")))
    leaver = Leaver(by.account_id, (by.persona_id,))
    assert files_of(leaver) == [(f"record_files/file-{kept}.pdf", PDF)]
    forget_files(leaver)
    assert queries.own_files(by) == ()
    assert queries.content(other, stays).data == PDF
    assert len(on_disk(disk)) == 1


def test_the_sweep_takes_what_no_row_names_and_nothing_else(disk: Path, by: Viewer, thing: int) -> None:
    kept = hang(by, thing)
    (named,) = on_disk(disk)
    old = (now() - timedelta(days=2)).timestamp()
    left, half, fresh = (attached.path_of(letter * 32) for letter in "abc")
    half = half.with_suffix(".new")
    beside = disk / "ab" / ("c" * 30)  # a picture of a post is not the sweep's
    for path in (left, half, fresh, beside):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"left by a process that was ended")
    for path in (left, half, beside, named):
        os.utime(path, (old, old))
    assert sweep() == 2
    assert sorted(on_disk(disk)) == sorted((named, fresh, beside))
    assert queries.content(by, kept).data == PDF
