"""Nothing that a camera, a telephone or an editor wrote into a file is left, in any form; a place is told of."""

import io
import struct
import zlib
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from bedside.kit.images import BadImage, cleaned, covered, painter

MARK = b"Alder Creek"
XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>" + MARK + b"</x:xmpmeta>"
PLACE_IN_XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/' exif:GPSLatitude='52,1.5N'>" + MARK + b"</x:xmpmeta>"
PROFILE_WORDS = ImageCms.ImageCmsProfile(painter.SRGB).tobytes() + MARK
painter.rehearse()  # so that this process can write HEIC, too


def exif(*, place: bool = True, turned: int = 1) -> Image.Exif:
    """Return words about a picture as a camera writes them: what, when, by which device, and where."""
    made = Image.Exif()
    made[0x010E], made[0x010F], made[0x0131], made[0x0132] = MARK.decode(), MARK.decode(), MARK.decode(), "2026:11:20"
    made[0x0112] = turned
    made.get_ifd(0x8769)[0x927C] = MARK  # the maker's own note
    if place:
        made[0x8825] = {1: "N", 2: (52.0, 1.0, 2.0), 3: "W", 4: (4.0, 1.0, 2.0), 29: MARK.decode()}
    return made


def saved(form: str, size: tuple[int, int] = (48, 32), **how: object) -> bytes:
    """Return a picture of two colours in a form."""
    made, out = Image.new("RGB", size, "teal"), io.BytesIO()
    made.paste("white", (0, 0, size[0] // 2, size[1]))
    made.save(out, form, **how)
    return out.getvalue()


def segment(number: int, data: bytes) -> bytes:
    """Return a segment of a JPEG file."""
    return b"\xff" + bytes([number]) + struct.pack(">H", len(data) + 2) + data


def chunk(kind: bytes, data: bytes) -> bytes:
    """Return a chunk of a PNG file."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def jpeg() -> bytes:
    """Return a JPEG with all that its kind can carry: EXIF with a thumbnail, XMP, IPTC, a profile, words, a tail."""
    made = saved("JPEG", exif=exif(), xmp=XMP, icc_profile=PROFILE_WORDS, comment=MARK)
    iptc = b"\x1c\x02\x5a" + struct.pack(">H", len(MARK)) + MARK  # the city
    block = b"8BIM" + struct.pack(">HHI", 0x0404, 0, len(iptc)) + iptc + b"\0" * (len(iptc) % 2)
    thumbnail = b"JFXX\0\x10" + saved("JPEG", (8, 8), comment=MARK)
    more = segment(0xED, b"Photoshop 3.0\0" + block) + segment(0xE0, thumbnail) + segment(0xEF, MARK)
    return made[:2] + more + made[2:] + b"\0\0" + MARK + saved("JPEG", comment=MARK)


def png() -> bytes:
    """Return a PNG with EXIF, XMP, IPTC as some editors hide it, a profile, a time, words before and behind, a tail."""
    words = PngImagePlugin.PngInfo()
    words.add_text("Comment", MARK.decode(), zip=True)
    words.add_itxt("XML:com.adobe.xmp", XMP.decode())
    words.add_text("Raw profile type iptc", f"\niptc\n{len(MARK)}\n{MARK.hex()}\n")
    made = saved("PNG", exif=exif(), pnginfo=words, icc_profile=PROFILE_WORDS)
    end = made.index(b"IEND") - 4
    return made[:end] + chunk(b"tEXt", b"Author\0" + MARK) + chunk(b"prVt", MARK) + made[end:] + MARK


def webp() -> bytes:
    """Return a WebP with EXIF, XMP, a profile, and a tail."""
    return saved("WEBP", exif=exif(), xmp=XMP, icc_profile=PROFILE_WORDS) + MARK


def gif() -> bytes:
    """Return a GIF with a comment, XMP as an application writes it, and a tail."""
    made = saved("GIF", comment=MARK)
    written = b"!\xff\x0bXMP DataXMP" + bytes([len(MARK)]) + MARK + b"\0"
    first = made.index(b",")
    return made[:first] + written + made[first:] + MARK


def heic() -> bytes:
    """Return a HEIC with EXIF, XMP, a profile, and a tail in a box that nobody needs."""
    made = saved("HEIF", (64, 64), exif=exif().tobytes(), xmp=XMP, icc_profile=PROFILE_WORDS, quality=60)
    return made + struct.pack(">I", 8 + len(MARK)) + b"free" + MARK


def avif() -> bytes:
    """Return an AVIF with EXIF, XMP, a profile, and a tail in a box that nobody needs."""
    made = saved("AVIF", (64, 64), exif=exif(), xmp=XMP, icc_profile=PROFILE_WORDS)
    return made + struct.pack(">I", 8 + len(MARK)) + b"free" + MARK


FORMS: dict[str, Callable[[], bytes]] = {
    "JPEG": jpeg, "PNG": png, "WebP": webp, "GIF": gif, "HEIC": heic, "AVIF": avif,
}  # fmt: skip


def pieces_of_jpeg(data: bytes) -> list[int]:
    """Return the numbers of the segments of a JPEG, up to its pixels, and nothing but its end behind them."""
    found, at = [], 2
    assert data[:2] == b"\xff\xd8"
    while data[at + 1] != 0xDA:
        found.append(data[at + 1])
        at += 2 + struct.unpack(">H", data[at + 2 : at + 4])[0]
    assert data.index(b"\xff\xd9", at) == len(data) - 2
    return found


def pieces_of_png(data: bytes) -> list[bytes]:
    """Return the kinds of chunks of a PNG, of which the last ends the file."""
    found, at = [], 8
    while at < len(data):
        found.append(data[at + 4 : at + 8])
        at += 12 + struct.unpack(">I", data[at : at + 4])[0]
    return found


@pytest.mark.asvs("14.2.8")
@pytest.mark.parametrize("form", FORMS)
def test_a_file_comes_out_with_pixels_and_nothing_else(form: str) -> None:
    given = FORMS[form]()
    assert given.count(MARK) >= 2
    made = cleaned(given)
    assert MARK not in made.data
    # The head, the tables, the frame: no EXIF (E1), no IPTC (ED), no profile (E2), no comment (FE).
    assert set(pieces_of_jpeg(made.data)) <= {0xE0, 0xDB, 0xC0, 0xC2, 0xC4}
    shown = Image.open(io.BytesIO(made.data)).convert("RGB")
    assert shown.size == (made.width, made.height)
    left, right = (shown.getpixel((x, shown.height // 2)) for x in (4, shown.width - 5))
    assert min(left) > 240  # white
    assert all(abs(is_ - was) < 12 for is_, was in zip(right, (0, 128, 128), strict=True))  # teal


@pytest.mark.asvs("14.2.8")
@pytest.mark.parametrize("form", ["PNG", "WEBP", "AVIF", "HEIF"])
def test_a_see_through_file_comes_out_with_pixels_and_nothing_else(form: str) -> None:
    out = io.BytesIO()
    words = {"exif": exif().tobytes(), "icc_profile": PROFILE_WORDS}
    Image.new("RGBA", (64, 64), (0, 128, 128, 100)).save(out, form, **words)
    assert MARK in out.getvalue()
    made = cleaned(out.getvalue())
    assert (made.media_type, set(pieces_of_png(made.data))) == ("image/png", {b"IHDR", b"IDAT", b"IEND"})
    assert MARK not in zlib.decompress(made.data[made.data.index(b"IDAT") + 4 : -16])


WITH_A_PLACE = {
    "JPEG": lambda **told: saved("JPEG", exif=exif(**told)),
    "PNG": lambda **told: saved("PNG", exif=exif(**told)),
    "WebP": lambda **told: saved("WEBP", exif=exif(**told)),
    "HEIC": lambda **told: saved("HEIF", (64, 64), exif=exif(**told).tobytes()),
    "AVIF": lambda **told: saved("AVIF", exif=exif(**told)),
}


@pytest.mark.parametrize("form", WITH_A_PLACE)
def test_that_a_file_told_where_it_was_taken_is_said(form: str) -> None:
    assert cleaned(WITH_A_PLACE[form]()).place_removed
    assert not cleaned(WITH_A_PLACE[form](place=False)).place_removed


@pytest.mark.parametrize("form", ["JPEG", "WEBP", "AVIF", "HEIF"])
def test_a_place_that_an_editor_wrote_is_said_too(form: str) -> None:
    assert cleaned(saved(form, (64, 64), xmp=PLACE_IN_XMP)).place_removed
    assert not cleaned(saved(form, (64, 64), xmp=XMP)).place_removed


def test_a_place_behind_the_pixels_of_a_png_is_said() -> None:
    made = saved("PNG")
    end = made.index(b"IEND") - 4
    late = made[:end] + chunk(b"eXIf", exif().tobytes()[6:]) + made[end:]
    assert cleaned(late).place_removed


def test_what_an_editor_wrote_behind_the_pixels_of_a_png_is_said() -> None:
    made = saved("PNG")
    end = made.index(b"IEND") - 4
    late = made[:end] + chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + PLACE_IN_XMP) + made[end:]
    assert cleaned(late).place_removed


def test_broken_words_about_a_place_harm_nobody() -> None:
    told = exif().tobytes()
    for cut in range(8, len(told), 7):
        made = saved("JPEG")
        assert cleaned(made[:2] + segment(0xE1, told[:cut]) + made[2:]).width == 48


@pytest.mark.parametrize("form", WITH_A_PLACE)
def test_every_form_is_turned_upright_once(form: str) -> None:
    made = cleaned(WITH_A_PLACE[form](turned=6))
    size = (32, 48) if form != "HEIC" else (64, 64)
    assert (made.width, made.height) == size
    shown = Image.open(io.BytesIO(made.data)).convert("RGB")
    assert min(shown.getpixel((made.width // 2, 4))) > 240  # the white half was left: turned right it is up
    assert shown.getpixel((made.width // 2, made.height - 5))[0] < 12


@pytest.mark.parametrize(
    ("form", "how"), [("HEIF", {"quality": 20, "enc_params": {"preset": "ultrafast"}}), ("AVIF", {"speed": 10})]
)
def test_a_photo_of_a_telephone_fits_into_the_memory_of_a_fork(form: str, how: dict[str, Any]) -> None:
    assert cleaned(saved(form, (5712, 4284), **how)).width == painter.LONGEST_SIDE


@pytest.mark.parametrize(("form", "mode"), [("JPEG", "RGB"), ("PNG", "RGBA")])
def test_what_is_covered_is_black_and_the_rest_is_as_it_was(form: str, mode: str) -> None:
    made = io.BytesIO()
    Image.new(mode, (200, 100), "teal").save(made, form)
    new = covered(cleaned(made.getvalue()).data, [(0.1, 0.2, 0.3, 0.4), (0.9, 0.9, 0.2, 0.2), (0.501, 0.5, 0.0, 0.0)])
    shown = Image.open(io.BytesIO(new.data)).convert("RGBA")
    assert (new.width, new.height) == (200, 100)
    for x, y in ((22, 22), (78, 58), (50, 40), (195, 95)):
        assert shown.getpixel((x, y))[3] == 255
        assert max(shown.getpixel((x, y))[:3]) < 10
    for x, y in ((10, 10), (90, 40), (50, 70), (170, 80)):
        assert shown.getpixel((x, y))[1] > 110


@pytest.mark.parametrize("boxes", [[], [(0.0, 0.0, 1.0, 1.0)]])
def test_all_and_nothing_can_be_covered(boxes: list[tuple[float, float, float, float]]) -> None:
    shown = Image.open(io.BytesIO(covered(saved("JPEG"), boxes).data)).convert("L")
    assert (shown.getextrema()[1] < 10) == bool(boxes)


@pytest.mark.parametrize(
    "data",
    [
        b"\0" * 128 + b"DICM" + b"\2\0\0\0UL\4\0",
        saved("JPEG")[:128].ljust(128, b"\0") + b"DICM" + saved("JPEG"),
        b"\xff\xd8" + segment(0xFE, bytes(122) + b"DICM") + saved("JPEG")[2:],
    ],
    ids=["a scan", "a scan that begins as a JPEG", "a JPEG that is a scan too"],
)
def test_a_medical_scan_file_is_refused_in_words(data: bytes) -> None:
    assert data[128:132] == b"DICM"
    with pytest.raises(BadImage) as refused:
        cleaned(data)
    assert refused.value.code == "image_dicom"
    assert "DICOM" in refused.value.what
