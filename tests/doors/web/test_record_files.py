"""Files of the record over HTTP: what comes back of a bad one, how a PDF is handed out, what a carer is given."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from bedside.areas.audit.models import AuditEntry
from bedside.areas.records import actions
from bedside.areas.records.models import Attachment
from bedside.policy.conditions import Illness
from bedside.policy.entries.free_note import FreeNote
from tests.areas.records.test_carers import Care
from tests.factories import client_of, make_persona, viewer_of

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n/JavaScript\n%%EOF\n"


@pytest.fixture(autouse=True)
def disk(tmp_path: Path, settings: Any) -> Path:
    settings.MEDIA_DIR = tmp_path
    return tmp_path


def upload(data: bytes, name: str = "letter.pdf", stated: str = "application/pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type=stated)


def test_a_pdf_is_saved_and_never_shown_whatever_it_calls_itself() -> None:
    me = make_persona()
    note = actions.add_entry(by=viewer_of(me), thing=FreeNote(text="Lantern"))
    client, at = client_of(me), f"/record/files/add/notes/{note}/"
    evil = upload(PDF, "../../etc/cron.d/\u202efdp.html", "text/html")
    assert client.post(at, {"words": "The letter", "file": evil}).headers["Location"] == f"/record/kept/notes/{note}/"
    kept = Attachment.objects.get().id
    answer = client.get(f"/record/files/{kept}/")
    assert answer.content == PDF
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="file-{kept}.pdf"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert "no-store" in answer.headers["Cache-Control"]
    page = client.get("/record/files/").content.decode()
    assert "Save the PDF file" in page
    assert "Lantern" in page
    assert "cron" not in page


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"words": "x"}, "This is empty: The photo or PDF file."),
        ({"words": "", "file": PDF}, "This is empty: What is it."),
        ({"words": "x", "file": b""}, "That file is empty."),
        ({"words": "x", "file": b"%PDF-1.4 broken"}, "breaks off before its end"),
        ({"words": "x", "file": b"<svg/>"}, "We could not read that file."),
        ({"words": "x", "file": b"%PDF-" + b"x" * (21 << 20)}, "larger than 20 MB"),
        ({"words": "x\u202ey", "file": PDF}, "can&#x27;t be shown"),
    ],
    ids=["no file", "no words", "empty", "cut off", "svg", "21 MB", "turning"],
)
def test_what_can_not_be_taken_is_said_beside_its_field(sent: dict[str, Any], told: str, disk: Path) -> None:
    me = make_persona()
    note = actions.add_entry(by=viewer_of(me), thing=FreeNote(text="Lantern"))
    form = {name: upload(value) if isinstance(value, bytes) else value for name, value in sent.items()}
    answer = client_of(me).post(f"/record/files/add/notes/{note}/", form)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not Attachment.objects.exists()
    assert [one for one in disk.rglob("*") if one.is_file()] == []


def test_a_carer_finds_the_file_and_her_look_is_written_down() -> None:
    care = Care()
    illness = actions.add_condition(by=care.hers, illness=Illness(text="Lantern rash"))
    kept = actions.attach(by=care.hers, kind="conditions", item_id=illness, data=PDF, words="My arm")
    grant, client = care.lets("view record"), client_of(care.ana)
    at = f"/carers/{grant}/record/files/{kept}/"
    assert at in client.get(f"/carers/{grant}/record/").content.decode()
    before = AuditEntry.objects.count()
    assert client.get(at).content == PDF
    assert AuditEntry.objects.count() == before + 1
    assert client.get(f"/record/files/{kept}/").status_code == 404
