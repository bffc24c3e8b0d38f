"""Hostile files: refused in words, or turned into a clean picture; the process lives, and nothing is written."""

import io
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from bedside.areas.people.models import Persona
from bedside.areas.posts import actions
from bedside.areas.posts.files import path_of
from bedside.areas.posts.models import Image as Kept
from bedside.kit.errors import NotHere
from bedside.kit.images import BadImage, cleaned
from tests.areas.posts.writing import write
from tests.factories import client_of, make_persona, viewer_of
from tests.security.hostile_pictures import MARK, STRANGE, cases, picture, told

CASES = dict(cases())


def made_of(name: str) -> bytes:
    """Return the file of a case; large ones are made now."""
    made = CASES[name]
    return made if isinstance(made, bytes) else made()


def fault_of(data: bytes) -> str:
    """Return what is wrong with what came of a file: nothing, if it was refused or is clean."""
    try:
        made = cleaned(data)
    except BadImage:
        return ""
    again = Image.open(io.BytesIO(made.data))
    again.load()
    kept = {"jfif", "jfif_version", "jfif_unit", "jfif_density", "dpi"}
    if made.media_type != {"JPEG": "image/jpeg", "PNG": "image/png"}.get(again.format or ""):
        return f"a {again.format} called {made.media_type}"
    if again.size != (made.width, made.height) or max(again.size) > 2048:
        return f"sides {again.size}"
    if dict(again.getexif()) or set(again.info) - kept or getattr(again, "n_frames", 1) != 1:
        return f"kept {sorted(again.info)}"
    return "kept words" if MARK in made.data else ""


def test_there_are_at_least_200_cases():
    assert len(CASES) >= 200


@pytest.mark.asvs("1.3.4", "5.2.2")
@pytest.mark.parametrize("name", CASES)
def test_a_hostile_file_is_refused_or_comes_out_clean(name: str) -> None:
    assert fault_of(made_of(name)) == ""


@pytest.mark.asvs("1.3.4", "5.2.1", "5.2.2", "5.2.3")
@pytest.mark.parametrize("name", [*STRANGE, "nothing", "PNG 30000 by 30000", "a profile of 20 MB", "more than 10 MB"])
def test_what_is_no_picture_is_refused(name: str) -> None:
    with pytest.raises(BadImage):
        cleaned(made_of(name))


@pytest.mark.parametrize("name", ["10,000 frames", "JPEG followed by html", "JPEG with metadata", "5,000 texts"])
def test_what_is_a_picture_and_more_comes_out_as_a_picture(name: str) -> None:
    assert cleaned(made_of(name)).width > 0


@pytest.fixture
def places(tmp_path: Path, settings: object, monkeypatch: pytest.MonkeyPatch) -> dict[str, Path]:
    """Send media and temporary files to places of this test's own."""
    found = {name: tmp_path / name for name in ("media", "temporary", "work")}
    for place in found.values():
        place.mkdir()
    settings.MEDIA_DIR = found["media"]  # type: ignore[attr-defined]
    monkeypatch.setattr(tempfile, "tempdir", str(found["temporary"]))
    monkeypatch.chdir(found["work"])
    return found


def files_in(place: Path) -> list[str]:
    """Return every file below a directory."""
    return sorted(str(path.relative_to(place)) for path in place.rglob("*") if path.is_file())


NAMES = [
    "../../evil.jpg",
    "/etc/evil.jpg",
    "evil\0.jpg",
    "a" * 500 + ".jpg",
    "evil.html",
    "evil.svg",
    "\u202egpj.exe",
]


@pytest.mark.django_db
class TestByTheForm:
    """The same through the page, as a member sends it."""

    def send(self, data: bytes, name: str = "picture.jpg", kind: str = "image/jpeg") -> tuple[int, list[Kept]]:
        """Send a file with the composer; return the status, and the pictures that are kept."""
        me = make_persona()
        file = SimpleUploadedFile("picture", data, content_type=kind)
        file._name = name  # as sent, not as Django's own class would mend it
        answered = client_of(me).post("/compose/", {"text": "Look.", "do": "add", "image_1": file})
        return answered.status_code, list(Kept.objects.filter(owner_id=me.id))

    @pytest.mark.parametrize("name", ["svg", "html", "pdf", "office", "noise", "PNG 65535 by 65535", "PNG cut at 40"])
    def test_a_refused_file_is_422_and_leaves_nothing(self, places: dict[str, Path], name: str) -> None:
        data = CASES.get(name, picture("PNG")[:40])
        assert self.send(data) == (422, [])
        assert {name: files_in(place) for name, place in places.items()} == {"media": [], "temporary": [], "work": []}

    @pytest.mark.asvs("5.3.2", "5.4.1", "5.4.2")
    @pytest.mark.parametrize("name", NAMES)
    def test_the_name_of_a_file_is_not_used(self, places: dict[str, Path], name: str) -> None:
        status, [kept] = self.send(told("JPEG"), name=name)
        assert status == 200
        assert set(kept.key) <= set("0123456789abcdef")
        assert len(kept.key) == 32
        assert files_in(places["media"]) == [os.path.join(kept.key[:2], kept.key[2:])]
        assert files_in(places["temporary"]) == files_in(places["work"]) == []
        assert MARK not in path_of(kept.key).read_bytes()

    @pytest.mark.asvs("5.2.2")
    @pytest.mark.parametrize("kind", ["text/html", "image/svg+xml", "application/x-php", "", "image/jpeg; charset=x"])
    def test_the_kind_that_a_browser_claims_is_not_believed(self, places: dict[str, Path], kind: str) -> None:
        status, [kept] = self.send(told("PNG"), kind=kind)
        assert (status, kept.media_type) == (200, "image/jpeg")


def taken_out(me: Persona, key: str) -> None:
    """Take a picture out of what is being written."""
    actions.drop_image(by=viewer_of(me), key=key)


def draft_dropped(me: Persona, key: str) -> None:
    """Keep a draft with the picture, and throw it away."""
    actions.save_draft(by=viewer_of(me), place="space:1", fields={"text": "Words.", "images": [key]})
    actions.drop_draft(by=viewer_of(me), place="space:1")


def post_deleted(me: Persona, key: str) -> None:
    """Publish the picture, and delete the post."""
    actions.delete(by=viewer_of(me), post_id=write(me, images=(key,)).id)


@pytest.mark.django_db
@pytest.mark.parametrize("way", [taken_out, draft_dropped, post_deleted])
def test_p103_an_upload_is_deleted_by_its_owner_and_the_file_is_gone(
    way: Callable[[Persona, str], None], django_capture_on_commit_callbacks: Any
) -> None:
    me, other = make_persona(), make_persona()
    key, others = (actions.add_image(by=viewer_of(one), data=picture()) for one in (me, other))
    with django_capture_on_commit_callbacks(execute=True):
        way(me, key)
    assert not path_of(key).exists()
    assert path_of(others).exists()
    assert client_of(me).get(f"/media/{key}/").status_code == 404


@pytest.mark.django_db
def test_p103_nobody_else_deletes_an_upload() -> None:
    me, other = make_persona(), make_persona()
    key = actions.add_image(by=viewer_of(me), data=picture())
    with pytest.raises(NotHere):
        taken_out(other, key)
    assert path_of(key).exists()
