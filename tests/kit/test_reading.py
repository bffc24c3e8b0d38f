"""What a picture shows is read by a child that is shut in: words, codes, faces. The extra `images` does the reading."""

import io
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from bedside.kit.images import cleaned, reading
from bedside.kit.images.reading import READER, Reader, Seen, Unread, can_read
from bedside.kit.images.workshop import SOURCE
from tests.kit.test_painter import LOAD

needs_the_extra = pytest.mark.skipif(not can_read(), reason="the extra `images` is not installed: `make images`")
images = [pytest.mark.images, needs_the_extra]


def drawn(size: tuple[int, int] = (1200, 800), colour: str = "white") -> tuple[Image.Image, ImageDraw.ImageDraw]:
    """Return an empty picture, and the pen for it."""
    made = Image.new("RGB", size, colour)
    return made, ImageDraw.Draw(made)


def write(pen: ImageDraw.ImageDraw, at: tuple[int, int], words: str, *, size: int = 32, colour: str = "black") -> None:
    """Write words."""
    pen.text(at, words, fill=colour, font=ImageFont.load_default(size))


def draw_a_face(pen: ImageDraw.ImageDraw, x: float, y: float, r: float) -> None:
    """Draw a face of radius `r` with its middle at `x`, `y`."""
    pen.ellipse((x - 1.1 * r, y - 1.6 * r, x + 1.1 * r, y + 0.7 * r), fill=(60, 40, 30))
    pen.ellipse((x - r, y - 1.3 * r, x + r, y + 1.3 * r), fill=(224, 180, 150))
    for side in (-0.42, 0.42):
        eye, high = x + side * r, y - 0.25 * r
        pen.ellipse((eye - 0.2 * r, high - 0.1 * r, eye + 0.2 * r, high + 0.1 * r), fill="white")
        pen.ellipse((eye - 0.09 * r, high - 0.09 * r, eye + 0.09 * r, high + 0.09 * r), fill=(40, 30, 20))
        brow = (eye - 0.3 * r, high - 0.35 * r, eye + 0.3 * r, high + 0.05 * r)
        pen.arc(brow, 200, 340, fill=(60, 40, 30), width=max(2, int(0.07 * r)))
    pen.polygon([(x, y - 0.1 * r), (x - 0.15 * r, y + 0.3 * r), (x + 0.15 * r, y + 0.3 * r)], fill=(200, 150, 125))
    pen.ellipse((x - 0.4 * r, y + 0.55 * r, x + 0.4 * r, y + 0.78 * r), fill=(170, 70, 70))


def painted(picture: Image.Image) -> bytes:
    """Return a picture as the painter writes it."""
    out = io.BytesIO()
    picture.save(out, "PNG")
    return cleaned(out.getvalue()).data


@pytest.fixture(scope="module")
def read() -> Iterator[Callable[[Image.Image], tuple[Seen, ...]]]:
    """Read pictures with one reader."""
    with Reader() as reader:
        yield lambda picture: reader.read(painted(picture))


def covers(box: tuple[float, float, float, float], x: float, y: float) -> bool:
    """Whether a point lies in a box."""
    return box[0] <= x <= box[0] + box[2] and box[1] <= y <= box[1] + box[3]


def closed_up(words: str) -> str:
    """Return words without their spaces, in small letters."""
    return "".join(words.split()).lower()


class TestWords:
    pytestmark = images

    @pytest.mark.parametrize(("back", "ink"), [("white", "black"), ("black", "white"), ("#26324a", "#f0e8c0")])
    def test_lines_are_read_where_they_stand(self, read: Callable, back: str, ink: str) -> None:
        picture, pen = drawn((1600, 1200), back)
        lines = {(40, 40): "QUILLON, ADA R", (40, 100): "MRN 00482917", (1100, 1100): "Alder Creek Hospital"}
        for at, words in lines.items():
            write(pen, at, words, colour=ink)
        found = read(picture)
        assert {one.kind for one in found} == {"text"}
        for (x, y), words in lines.items():
            here = [one for one in found if covers(one.box, (x + 20) / 1600, (y + 20) / 1200)]
            assert [closed_up(one.text) for one in here] == [closed_up(words)]

    def test_a_see_through_picture_is_read_as_it_is_shown(self, read: Callable) -> None:
        picture = Image.new("RGBA", (800, 400), (0, 0, 0, 0))
        write(ImageDraw.Draw(picture), (40, 150), "MRN 00482917", size=48)
        assert "00482917" in "".join(closed_up(one.text) for one in read(picture))

    def test_a_picture_without_words_says_none(self, read: Callable) -> None:
        assert read(drawn(colour="teal")[0]) == ()


class TestCodes:
    pytestmark = images

    @pytest.mark.parametrize(
        ("kind", "says"), [("Code128", "00482917"), ("QRCode", "https://alder.example/p/4711"), ("DataMatrix", "A-17")]
    )
    def test_a_code_says_what_it_holds_and_where(self, read: Callable, kind: str, says: str) -> None:
        zxingcpp = pytest.importorskip("zxingcpp")
        code = zxingcpp.create_barcode(says, getattr(zxingcpp.BarcodeFormat, kind))
        picture, _pen = drawn()
        picture.paste(Image.fromarray(zxingcpp.write_barcode_to_image(code, scale=6)), (300, 200))
        found = [one for one in read(picture) if one.kind == "code"]
        assert [one.text for one in found] == [says]
        assert covers(found[0].box, 0.3, 0.3)


class TestFaces:
    pytestmark = images

    def test_each_is_found_once(self, read: Callable) -> None:
        picture, pen = drawn((1600, 1200), "#7896aa")
        draw_a_face(pen, 400, 400, 150)
        draw_a_face(pen, 1250, 850, 110)
        found = [one for one in read(picture) if one.kind == "face"]
        assert len(found) == 2
        for x, y, r in ((400, 400, 150), (1250, 850, 110)):
            [box] = [one.box for one in found if covers(one.box, x / 1600, y / 1200)]
            corners = ((x - 0.7 * r, y), (x + 0.7 * r, y), (x, y + r))
            assert all(covers(box, across / 1600, down / 1200) for across, down in corners)

    @pytest.mark.parametrize("side", [8, 60, 700])
    def test_spots_and_noise_are_none(self, read: Callable, side: int) -> None:
        noise = Image.effect_noise((side, side), 80).resize((900, 700)).convert("RGB")
        assert [one for one in read(noise) if one.kind == "face"] == []


class TestLimits:
    def test_without_the_extra_nothing_is_read_and_that_is_said(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(reading, "NEEDED", ("a_package_that_nobody_has",))
        assert not can_read()
        with pytest.raises(Unread, match="not installed"), Reader():
            pass

    @pytest.mark.parametrize("does", ["crash", "spin", "nothing", "noise", "an order"])
    def test_a_reader_that_fails_leaves_the_picture_unread(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, does: str
    ) -> None:
        program = tmp_path / "reader.py"
        program.write_text(LOAD + FAILING.format(does=does))
        monkeypatch.setattr(reading, "READER", program)
        monkeypatch.setattr(reading, "NEEDED", ())
        begun = time.monotonic()
        with Reader() as reader, pytest.raises(Unread):
            reader.read(b"a picture")
        assert time.monotonic() - begun < 20

    def test_the_site_never_loads_the_reader(self) -> None:
        import subprocess

        program = f"""
import sys
sys.path.insert(0, {SOURCE!r})
from bedside.kit.images import reading
reading.can_read()
print(sorted({{"cv2", "onnxruntime", "zxingcpp", "rapidocr_onnxruntime", "ai_edge_litert"}} & set(sys.modules)))
"""
        done = subprocess.run([sys.executable, "-I", "-c", program], capture_output=True, text=True, check=True)
        assert done.stdout.strip() == "[]"

    @pytest.mark.images
    @needs_the_extra
    def test_the_reader_is_shut_in(self, tmp_path: Path) -> None:
        empty, secret = tmp_path / "empty", tmp_path / "secrets.toml"
        empty.mkdir()
        secret.write_text("secret")
        program = tmp_path / "inside.py"
        program.write_text(INSIDE.format(source=SOURCE, secret=str(secret), reader=str(READER)))
        with Reader() as reader:
            reader._workshop._program = program
            ours = reader._workshop.painted(b"x")
        assert ours == b"files network memory"


FAILING = """
import signal, socket
from bedside.kit.images import walls
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
calls = socket.socket(fileno=int(sys.argv[1]))
calls.sendall(b"r")
_word, lines, _flags, _address = socket.recv_fds(calls, 1, 1)
line = socket.socket(fileno=lines[0])
does = "{does}"
walls.shut_in(sys.argv[2], walls.Limits(memory=painter.LIMITS.memory, computing=1, patience=2))
if does == "crash":
    os.abort()
while does == "spin":
    pass
while line.recv(1 << 20):
    pass
order = b'[{{"kind": "order", "box": [0, 0, 1, 1], "text": ""}}]'
line.sendall({{"nothing": b"", "noise": b"not json"}}.get(does, order))
"""
INSIDE = """
import socket, sys
sys.path.insert(0, {source!r})
from bedside.kit.images import reader
class Prying:
    def seen_in(self, picture):
        raise AssertionError("not asked")
def prying(eyes, data):
    held = []
    for name, act in (
        ("files", lambda: open({secret!r}).close()),
        ("network", lambda: socket.socket(socket.AF_INET).close()),
        ("memory", lambda: bytearray(2_000_000_000)),
    ):
        try:
            act()
        except (OSError, MemoryError):
            held.append(name)
    return " ".join(held).encode()
reader.read = prying
reader.work(socket.socket(fileno=int(sys.argv[1])), sys.argv[2])
"""
