"""Hostile files, made by recipe: what somebody may upload as a picture to break, burden or use the decoder."""

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import cache

import pillow_heif
from PIL import Image, PngImagePlugin

pillow_heif.register_heif_opener()  # so that this process can write HEIC
HARMLESS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF", "HEIF")
MARK = b"Alder Creek"  # what must not be in a picture that comes out
PNG = b"\x89PNG\r\n\x1a\n"


@cache
def picture(form: str = "JPEG", mode: str = "RGB", size: tuple[int, int] = (48, 32)) -> bytes:
    """Return a harmless picture of noise."""
    noise = Image.frombytes("L", size, random.Random(3).randbytes(size[0] * size[1])).convert(mode)
    out = io.BytesIO()
    noise.save(out, form)
    return out.getvalue()


def chunk(kind: bytes, data: bytes) -> bytes:
    """Return a chunk of a PNG file."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, *chunks: bytes, depth: int = 8, colour: int = 2, body: bytes = b"\0" * 1000) -> bytes:
    """Return a PNG file that claims these sides, with chunks put between its head and its body."""
    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    return PNG + chunk(b"IHDR", head) + b"".join(chunks) + chunk(b"IDAT", zlib.compress(body)) + chunk(b"IEND", b"")


def gif(width: int, height: int, frames: int = 1, *extra: bytes) -> bytes:
    """Return a GIF file with so many frames of one dot each."""
    head = b"GIF89a" + struct.pack("<HHBBB", width, height, 0x80, 0, 0) + b"\0\0\0\xff\xff\xff"
    frame = b"!\xf9\x04\0\1\0\0\0" + b"," + struct.pack("<HHHHB", 0, 0, 1, 1, 0) + b"\x02\x02D\x01\0"
    return head + b"".join(extra) + frame * frames + b";"


def jpeg_with(*segments: tuple[int, bytes]) -> bytes:
    """Return a JPEG file with marker segments put right behind its start."""
    made = picture()
    return made[:2] + b"".join(b"\xff" + bytes([n]) + struct.pack(">H", len(d) + 2) + d for n, d in segments) + made[2:]


def jpeg_claiming(width: int, height: int) -> bytes:
    """Return a JPEG file whose head claims these sides."""
    made = picture()
    at = made.index(b"\xff\xc0")
    return made[: at + 5] + struct.pack(">HH", height, width) + made[at + 9 :]


def webp_claiming(width: int, height: int) -> bytes:
    """Return an extended WebP file whose canvas claims these sides."""
    sides = struct.pack("<I", width - 1)[:3] + struct.pack("<I", height - 1)[:3]
    body = b"WEBPVP8X" + struct.pack("<I", 10) + b"\0\0\0\0" + sides + picture("WEBP")[12:]
    return b"RIFF" + struct.pack("<I", len(body)) + body


def icc(size: int) -> bytes:
    """Return the compressed profile of a PNG that unpacks to `size` bytes."""
    return chunk(b"iCCP", b"profile\0\0" + zlib.compress(MARK + b"\0" * size))


def zipped(name: str, text: bytes) -> bytes:
    """Return an archive with one file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, text)
    return out.getvalue()


def told(form: str) -> bytes:
    """Return a picture with words and a place in its metadata."""
    exif = Image.Exif()
    exif[0x010E] = MARK.decode()
    exif[0x8825] = {1: "N", 2: (52.0, 1.0, 2.0), 29: MARK.decode()}
    more: dict[str, object] = {"exif": exif.tobytes()}
    if form == "PNG":
        more["pnginfo"] = words = PngImagePlugin.PngInfo()
        words.add_text("Comment", MARK.decode())
        words.add_itxt("XML:com.adobe.xmp", f"<x>{MARK.decode()}</x>", zip=True)
    if form in ("JPEG", "WEBP", "AVIF", "HEIF"):
        more["xmp"] = b"<x>" + MARK + b"</x>"
    if form in ("JPEG", "GIF"):
        more["comment"] = MARK
    out = io.BytesIO()
    Image.new("RGB", (20, 10), "teal").save(out, form, **more)
    return out.getvalue()


STRANGE = {
    "svg": b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
    "svg with an entity": b"<?xml version='1.0'?><!DOCTYPE s [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><svg>&e;</svg>",
    "a laugh": b"<!DOCTYPE l [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]><l>&b;&b;&b;&b;</l>",
    "html": b"<!doctype html><script>alert(1)</script>",
    "pdf": b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj",
    "postscript": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(/etc/passwd) run",
    "office": zipped("word/document.xml", b"<w/>"),
    "archive out of its folder": zipped("../../evil", b"x"),
    "playlist": b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n",
    "concat": b"ffconcat version 1.0\nfile 'http://127.0.0.1/'\n",
    "program": b"\x7fELF\x02\x01\x01" + b"\0" * 64,
    "script": b"#!/bin/sh\ntouch /tmp/evil\n",
    "mvg": b"push graphic-context\nimage over 0,0 0,0 'https://127.0.0.1/'\n",
    "msl": b"<image><read filename='caption:@/etc/passwd'/></image>",
    "tar": b"evil\0".ljust(257, b"\0") + b"ustar\x0000".ljust(255, b"\0"),
    "pickle": b"cos\nsystem\n(S'touch /tmp/evil'\ntR.",
    "zeros": b"\0" * 100_000,
    "noise": random.Random(5).randbytes(100_000),
    "mp4": b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom",
    "avif": b"\0\0\0\x1cftypavif\0\0\0\0avifmif1",
    "path": b"../../../../etc/passwd\0.jpg",
}


def cases() -> Iterator[tuple[str, bytes | Callable[[], bytes]]]:
    """Yield every hostile file with its name."""
    yield "nothing", b""
    yield from STRANGE.items()
    for form in HARMLESS:
        made = picture(form, "P" if form == "GIF" else "RGB")
        yield from ((f"{form} cut at {n * len(made) // 24}", made[: n * len(made) // 24]) for n in range(1, 24))
        yield from ((f"{form} followed by {name}", made + text) for name, text in list(STRANGE.items())[:6])
        yield from ((f"{form} with a wrong beginning {n}", bytes(n) + made) for n in (1, 4, 512))
        yield f"{form} twice", made + made
        yield f"{form} in capitals", made.upper()
        yield f"{form} with metadata", told(form)
        yield from ((f"{form} damaged {seed}", damaged(made, seed)) for seed in range(8))
    for other in HARMLESS:
        yield (
            f"the beginning of {other}, then html",
            picture(other, "P")[:12] + STRANGE["html"]
            if other
            in (
                "GIF",
                "PNG",
            )
            else picture(other)[:12] + STRANGE["html"],
        )
    yield from claims()
    yield from burdens()
    for form in ("BMP", "TIFF", "PPM", "ICO", "TGA", "PCX", "SGI", "EPS", "DDS", "JPEG2000"):
        yield f"a {form} file", picture(form)


def damaged(made: bytes, seed: int) -> bytes:
    """Return a file with a few bytes changed behind its beginning."""
    out, dice = bytearray(made), random.Random(seed)
    for _n in range(6):
        out[dice.randrange(12, len(out))] = dice.randrange(256)
    return bytes(out)


def claims() -> Iterator[tuple[str, bytes]]:
    """Yield files that claim odd sides."""
    sides = ((65_535, 65_535), (65_535, 1), (1, 65_535), (0, 0), (0, 9), (30_000, 30_000), (6_400, 6_400))
    for width, height in sides:
        yield f"PNG {width} by {height}", png(width, height)
        yield f"JPEG {width} by {height}", jpeg_claiming(width, height)
        yield f"GIF {width} by {height}", gif(width, height)
    yield "PNG 2^31 by 2^31", png(2**31 - 1, 2**31 - 1)
    yield "PNG 2^32 by 1", png(2**32 - 1, 1)
    yield "WEBP 16383 by 16383", webp_claiming(16_383, 16_383)
    yield "WEBP 2^24 by 1", webp_claiming(2**24, 1)
    for depth, colour in ((16, 6), (1, 3), (3, 2), (8, 9), (32, 2)):
        yield f"PNG of depth {depth}, colour {colour}", png(8, 8, depth=depth, colour=colour)


def burdens() -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Yield makers of files that unpack to much, or go on for long; each is made when it is needed."""
    yield "a bomb of 39 million pixels", lambda: png(6_200, 6_200, body=b"\0" * (6_200 * (6_200 * 3 + 1)))
    yield "a body 1,000 times too long", lambda: png(8, 8, body=b"\0" * 20_000_000)
    yield "a profile of 20 MB", lambda: png(8, 8, icc(20_000_000))
    yield "a broken profile", lambda: png(8, 8, icc(100))
    yield "text of 60 MB", lambda: png(8, 8, chunk(b"zTXt", b"a\0\0" + zlib.compress(b"\0" * 60_000_000)))
    yield "5,000 texts", lambda: png(8, 8, *[chunk(b"tEXt", b"a\0" + MARK)] * 5_000)
    yield "100,000 empty chunks", lambda: png(8, 8, chunk(b"abcd", b"") * 100_000)
    yield "10,000 frames", lambda: gif(64, 64, 10_000)
    yield "100,000 comments", lambda: gif(8, 8, 1, b"!\xfe\x01x\0" * 100_000)
    yield (
        "a loop in its metadata",
        jpeg_with((0xE1, b"Exif\0\0II*\0\x08\0\0\0\x01\0\x69\x87\x04\0\x01\0\0\0\x08\0\0\0")),
    )
    yield "metadata that points outside", lambda: jpeg_with((0xE1, b"Exif\0\0II*\0\xff\xff\xff\x7f"))
    yield "60 segments of a profile", lambda: jpeg_with(*[(0xE2, b"ICC_PROFILE\0\x01\xff" + MARK * 5_000)] * 60)
    yield "300 comments", lambda: jpeg_with(*[(0xFE, MARK * 5_000)] * 100)
    yield (
        "xmp with an entity",
        lambda: jpeg_with((0xE1, b"http://ns.adobe.com/xap/1.0/\0" + STRANGE["svg with an entity"])),
    )
    yield "an mpo index", lambda: jpeg_with((0xE2, b"MPF\0II*\0\x08\0\0\0\x02\0" + b"\xff" * 60))
    yield "more than 10 MB", lambda: picture() + b"\0" * (10 * 1024 * 1024)
