"""`bedside picture check`: what a picture tells, as JSON."""

import json
from pathlib import Path

import pytest
from PIL import Image

from bedside.kit.images import reading
from bedside.kit.images.reading import Seen, Unread
from bedside.site.main import main
from tests.areas.posts.writing import picture, placed
from tests.kit.test_reading import draw_a_face, drawn, needs_the_extra, write


class Reads:
    """A reader that sees what it was told to see."""

    sees: tuple[Seen, ...] | None = ()

    def __enter__(self) -> "Reads":
        return self

    def __exit__(self, *_how: object) -> None:
        pass

    def read(self, data: bytes) -> tuple[Seen, ...]:
        """Return what there is to see, in a picture that was painted anew."""
        assert data.startswith(b"\xff\xd8")
        if self.sees is None:
            raise Unread
        return self.sees


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> type[Reads]:
    """Let this installation read pictures."""
    monkeypatch.setattr("bedside.doors.cli.picture.Reader", Reads)
    monkeypatch.setattr(Reads, "sees", ())
    return Reads


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return the path of a small picture."""
    made = tmp_path / "a.png"
    made.write_bytes(picture())
    return made


def test_an_empty_picture_passes(reader: type[Reads], file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["picture", "check", str(file)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["verdict"], told["findings"], told["place_removed"]) == ("pass", [], False)


@pytest.mark.parametrize(("role", "code", "verdict"), [("clinician", 11, "hold"), ("patient", 0, "advise")])
def test_a_face_weighs_by_who_shows_it(
    reader: type[Reads], file: Path, capsys: pytest.CaptureFixture[str], role: str, code: int, verdict: str
) -> None:
    reader.sees = (Seen("face", (0.1, 0.2, 0.3, 0.4)),)
    assert main(["picture", "check", "--role", role, str(file)]) == code
    told = json.loads(capsys.readouterr().out)
    assert (told["verdict"], told["findings"][0]["box"]) == (verdict, [0.1, 0.2, 0.3, 0.4])


def test_a_picture_that_can_not_be_read_is_held(
    reader: type[Reads], file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reader.sees = None
    assert main(["picture", "check", str(file)]) == 11
    assert json.loads(capsys.readouterr().out)["findings"][0]["rule"] == "picture.unread"


def test_a_place_in_the_file_is_told(reader: type[Reads], file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_bytes(placed())
    main(["picture", "check", str(file)])
    assert json.loads(capsys.readouterr().out)["place_removed"]


def test_the_strictest_of_several_counts_and_a_bad_file_stops_no_other(
    reader: type[Reads], file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = file.with_name("bad.png")
    bad.write_bytes(b"no picture")
    assert main(["picture", "check", str(bad), str(file.with_name("gone.png")), str(file)]) == 2
    said = capsys.readouterr()
    assert len(said.out.splitlines()) == 1
    assert [name in said.err for name in ("bad.png", "gone.png")] == [True, True]


class TestCover:
    def test_what_was_found_is_painted_black_in_a_new_file(
        self, reader: type[Reads], file: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        file.write_bytes(picture(size=(200, 100)))
        reader.sees = (Seen("face", (0.25, 0.2, 0.25, 0.6)),)
        new = file.with_name("new.jpg")
        assert main(["picture", "cover", str(file), str(new)]) == 0
        assert json.loads(capsys.readouterr().out)["covered"] == 1
        made = Image.open(new)
        assert max(made.getpixel((75, 50))) < 8
        assert max(made.getpixel((20, 50))) > 100

    def test_no_file_is_written_over(self, reader: type[Reads], file: Path, capsys: pytest.CaptureFixture[str]) -> None:
        before = file.read_bytes()
        assert main(["picture", "cover", str(file), str(file)]) == 2
        assert (file.read_bytes(), "bedside picture" in capsys.readouterr().err) == (before, True)

    def test_of_a_picture_that_can_not_be_read_none_is_written(
        self, reader: type[Reads], file: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        reader.sees = None
        new = file.with_name("new.jpg")
        assert main(["picture", "cover", str(file), str(new)]) == 2
        assert (new.exists(), "nothing was written" in capsys.readouterr().err) == (False, True)


def test_without_the_extra_it_says_so(
    file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "NEEDED", ("a_package_that_nobody_has",))
    assert main(["picture", "check", str(file)]) == 2
    assert "not installed" in capsys.readouterr().err


@pytest.mark.images
@needs_the_extra
def test_words_and_faces_of_a_real_picture_are_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shown, pen = drawn((1200, 900), "#7896aa")
    write(pen, (40, 40), "MRN: 00482917  DOB 03/14/1951")
    draw_a_face(pen, 700, 500, 200)
    shown.save(tmp_path / "a.png")
    assert main(["picture", "check", str(tmp_path / "a.png")]) == 11
    found = {finding["kind"] for finding in json.loads(capsys.readouterr().out)["findings"]}
    assert found == {"record_no", "date", "image"}
    assert main(["picture", "cover", str(tmp_path / "a.png"), str(tmp_path / "b.jpg")]) == 0
    capsys.readouterr()
    assert main(["picture", "check", str(tmp_path / "b.jpg")]) == 0
