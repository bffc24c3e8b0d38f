"""The photo of the rash stays mine: kept on an illness, not shared with it, in the copy, and gone when I say so."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from bedside.areas.people import copying
from bedside.areas.people.parts import Leaver
from bedside.areas.records import actions
from bedside.areas.records.models import Attachment
from bedside.policy.conditions import Illness
from tests.factories import client_of, join, make_persona, make_space, viewer_of
from tests.security.world import picture

pytestmark = pytest.mark.django_db


def test_the_photo_of_the_rash_stays_mine(
    tmp_path: Path, settings: Any, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    settings.MEDIA_DIR = tmp_path
    me, mary, space = make_persona(name="Joan"), make_persona(name="Mary"), make_space(slug="rashes", name="Rashes")
    join(me, space)
    join(mary, space)
    illness = actions.add_condition(by=viewer_of(me), illness=Illness(text="Lantern rash"))
    client, at = client_of(me), f"/record/conditions/{illness}/"

    photo = SimpleUploadedFile("IMG 4711 joan.jpg", picture(form="JPEG"), content_type="image/jpeg")
    sent = client.post(f"/record/files/add/conditions/{illness}/", {"words": "My arm on 3 May", "file": photo})
    assert sent.headers["Location"] == at
    row = Attachment.objects.get()
    page = client.get(at).content.decode()
    assert "My arm on 3 May" in page
    assert f"/record/files/{row.id}/" in page
    shown = client.get(f"/record/files/{row.id}/")
    assert shown.content.startswith(b"\xff\xd8\xff")
    assert shown.headers["Content-Disposition"] == f'inline; filename="file-{row.id}.jpg"'

    # Sharing the illness with a community shows the illness there, and not its photo.
    shared = {"audience": f"space:{space.id}", "kinds": ["conditions"], "covers": "all"}
    assert client.post(reverse("record_share"), shared).status_code == 302
    hers = client_of(mary)
    read = hers.get(reverse("space_shared", args=["rashes"])).content.decode()
    assert "Lantern rash" in read
    assert "My arm" not in read
    assert "files/" not in read
    nothing = hers.get("/record/files/404404404/")
    asked = hers.get(f"/record/files/{row.id}/")
    assert (asked.status_code, nothing.status_code) == (404, 404)

    # The copy of one's data holds it.
    out = io.BytesIO()
    copying.write(Leaver(me.account_id, (me.id,)), out)
    with zipfile.ZipFile(out) as archive:
        assert archive.read(f"record_files/file-{row.id}.jpg") == shown.content
        assert "My arm on 3 May" in archive.read("record_files.json").decode()

    # Deleted, it is gone from the disk.
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(f"/record/files/{row.id}/delete/").headers["Location"] == at
    assert [one for one in tmp_path.rglob("*") if one.is_file()] == []
    assert client.get(f"/record/files/{row.id}/").status_code == 404
    assert "My arm" not in client.get(at).content.decode()
