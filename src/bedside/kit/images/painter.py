"""The child that decodes pictures: a program of its own, run by `workshop`, never imported by the site.

It is started once, reads Pillow in, and waits. For every picture it forks: the fork shuts itself in (`walls`: no files,
an ordinary user's rights if it had root's, 512 MB of memory, 20 s of computing, 60 s in all), paints one picture, and
ends. What a file does to the decoder dies with the fork. A fork that a limit kills says nothing; that is the answer.

The other end sends one socket for each picture. A line of JSON and the file come in by it: `cover` holds boxes (left,
top, width, height, each in 0..1) whose pixels are painted over, `mark` words that are drawn all over the picture. A
line of JSON and the new picture go out.
"""

import io
import json
import math
import socket
import struct
import sys
import warnings
from collections.abc import Sequence
from contextlib import suppress
from typing import Final

import pillow_heif
from PIL import AvifImagePlugin, Image, ImageCms, ImageDraw, ImageFont, ImageOps, JpegImagePlugin

from bedside.kit.images.walls import Limits, serve

MAX_PIXELS: Final = 40_000_000
LONGEST_SIDE: Final = 2048
FORMATS: Final = ("JPEG", "PNG", "WEBP", "GIF", "AVIF", "HEIF")
REHEARSED: Final = FORMATS[:-1]  # writing HEIC takes 20 MB for good, and reading it loads nothing late
LIMITS: Final = Limits(memory=512 * 1024 * 1024, computing=20, patience=60)
BROKEN: Final = (
    *(OSError, ValueError, SyntaxError, EOFError, IndexError, KeyError, TypeError, ArithmeticError),
    RuntimeError,  # the decoders of HEIC and AVIF
)
SHRINKABLE: Final = ("RGB", "RGBA", "L", "LA", "CMYK")
SRGB: Final = ImageCms.createProfile("sRGB")
PLACE_IN_EXIF: Final = 0x8825
PLACE_IN_XMP: Final = b"GPSLatitude"
MARK_SLANT: Final = 30  # degrees
MARK_SIZE: Final = 24  # the letters of a mark: the longer side divided by this
MARK_INK: Final = (0, 0, 0, 90)
MARK_EDGE: Final = (255, 255, 255, 110)  # seen on dark ground, as the ink is on light
DICOM: Final = slice(128, 132)  # where a file of the DICOM standard says so, part 10, section 7.1

Box = tuple[float, float, float, float]


def written_anew(data: bytes, cover: Sequence[Box] = (), mark: str = "") -> tuple[dict[str, object], bytes]:
    """Return what there is to say about the picture in `data`, and its pixels as a new file, those in `cover` black.

    With `mark` these words are in the pixels, again and again from edge to edge.
    """
    if data[DICOM] == b"DICM":
        return {"refused": "dicom"}, b""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(data), formats=FORMATS)
            if picture.width * picture.height > MAX_PIXELS:  # known from the header, before anything is decoded
                return {"refused": "too_many_pixels"}, b""
            return _painted(picture, cover, mark)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError):
        return {"refused": "too_many_pixels"}, b""
    except BROKEN:
        return {"refused": "broken"}, b""


def _painted(picture: Image.Image, cover: Sequence[Box], mark: str) -> tuple[dict[str, object], bytes]:
    if isinstance(picture, JpegImagePlugin.JpegImageFile):
        picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    picture.seek(0)
    picture.load()  # some files tell of themselves at their end
    told = {"place_removed": tells_a_place(picture)}
    see_through = picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
    mode = "RGBA" if see_through else "RGB"
    small = picture if picture.mode in SHRINKABLE and "transparency" not in picture.info else picture.convert(mode)
    small.thumbnail((LONGEST_SIDE, LONGEST_SIDE))  # first of all, so that few large copies are made
    ImageOps.exif_transpose(small, in_place=True)
    plain = _in_srgb(small, mode)
    # A new image holds pixels only: no EXIF, XMP, IPTC, comments, profiles or trailing bytes.
    fresh = Image.new(plain.mode, plain.size)
    fresh.paste(plain)
    for box in cover:
        fresh.paste("black", _pixels(box, fresh.size))
    if mark:
        fresh, see_through = _marked(fresh, mark), False
    out = io.BytesIO()
    if see_through:
        fresh.save(out, "PNG", optimize=False)
    else:
        fresh.save(out, "JPEG", quality=85)
    media_type = "image/png" if see_through else "image/jpeg"
    return {"media_type": media_type, "width": fresh.width, "height": fresh.height} | told, out.getvalue()


def _marked(picture: Image.Image, words: str) -> Image.Image:
    """Return the picture with `words` all over it, aslant, so that no piece of it can be cut out without them."""
    font = ImageFont.load_default(max(12, max(picture.size) // MARK_SIZE))
    side = math.ceil(math.hypot(*picture.size))
    layer = Image.new("RGBA", (side, side))
    draw = ImageDraw.Draw(layer)
    left, top, right, bottom = draw.textbbox((0, 0), words, font=font)
    wide, high = math.ceil(right - left) + 2 * (bottom - top), 3 * (bottom - top)
    for row, y in enumerate(range(0, side, math.ceil(high))):
        for x in range(-(row % 2) * math.ceil(wide) // 2, side, math.ceil(wide)):
            draw.text((x, y), words, font=font, fill=MARK_INK, stroke_width=2, stroke_fill=MARK_EDGE)
    turned = layer.rotate(MARK_SLANT)
    corner = ((side - picture.width) // 2, (side - picture.height) // 2)
    under = Image.new("RGBA", picture.size, "white")
    under.alpha_composite(picture.convert("RGBA"))
    under.alpha_composite(turned.crop((*corner, corner[0] + picture.width, corner[1] + picture.height)))
    return under.convert("RGB")


def _pixels(box: Box, size: tuple[int, int]) -> tuple[int, int, int, int]:
    """Return the edges of a box in pixels, each moved outward to a whole one."""
    left, top, wide, high = box
    right, bottom = math.ceil((left + wide) * size[0]), math.ceil((top + high) * size[1])
    return int(left * size[0]), int(top * size[1]), min(right, size[0]), min(bottom, size[1])


def tells_a_place(picture: Image.Image) -> bool:
    """Say whether the file told where the picture was taken, by what a camera or an editor wrote into it."""
    with suppress(*BROKEN, struct.error):  # words about a picture that can't be read are gone with the rest
        if {1, 2, 3, 4} & set(picture.getexif().get_ifd(PLACE_IN_EXIF)):
            return True
    for name in ("xmp", "XML:com.adobe.xmp"):
        words = picture.info.get(name, b"")
        if PLACE_IN_XMP in (words.encode() if isinstance(words, str) else bytes(words)):
            return True
    return False


def _in_srgb(picture: Image.Image, mode: str) -> Image.Image:
    """Return the colours as sRGB, by the picture's own profile where it has one that works."""
    profile = picture.info.get("icc_profile")
    if profile and picture.mode in ("RGB", "CMYK", "L"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            turned = ImageCms.profileToProfile(picture, source, SRGB, outputMode="RGB")
        except (ImageCms.PyCMSError, *BROKEN):
            return picture.convert(mode)  # a broken profile changes no more than the shade
        if turned is not None:
            return turned.convert(mode)
    return picture.convert(mode)


def paint(sent: bytes) -> bytes:
    """Answer an order and a file with one picture. Runs in the fork."""
    order, _newline, data = sent.partition(b"\n")
    asked = json.loads(order)
    mark = {"mark": asked["mark"]} if asked.get("mark") else {}
    said, painted = written_anew(data, asked["cover"], **mark)
    return json.dumps(said).encode() + b"\n" + painted


def rehearse() -> None:
    """Paint a little of every kind: Pillow loads parts of itself when it first needs them, and a fork has no files."""
    Image.init()
    pillow_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False, decode_threads=0)
    AvifImagePlugin.DEFAULT_MAX_THREADS = 1
    exif = Image.Exif()
    exif[0x0112] = 6
    profile = ImageCms.ImageCmsProfile(SRGB).tobytes()
    _marked(Image.new("RGB", (8, 4)), "a")
    for form in REHEARSED:
        for mode in ("L", "P", "RGB", "RGBA", "CMYK", "LA"):
            out = io.BytesIO()
            more = {"transparency": 0} if mode == "P" and form != "JPEG" else {}
            try:
                Image.new(mode, (8, 4)).save(out, form, exif=exif, icc_profile=profile, **more)
            except BROKEN:  # not every form has every mode
                continue
            written_anew(out.getvalue())
            written_anew(out.getvalue()[:-12])


def work(calls: socket.socket, empty: str) -> None:
    """Paint what comes."""
    rehearse()
    serve(calls, empty, limits=LIMITS, answer=paint)


if __name__ == "__main__":
    work(socket.socket(fileno=int(sys.argv[1])), sys.argv[2])
