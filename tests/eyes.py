"""A reader of pictures for the tests: a process of its own, as the real one is, that reads blocks of colour.

`put_in` lets the site use it. Red is a line with a record number, blue a face, a magenta corner kills the reader, a
cyan corner keeps it busy until its time is up. `block` paints such things.
"""

import json
import os
import socket
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops, ImageDraw

from bedside.kit.images import walls

RED, BLUE, DEADLY, ENDLESS = (220, 20, 20), (20, 20, 220), (250, 10, 250), (10, 250, 250)
LINE = "MRN 00482917"
NEAR = 60  # how far a colour may be off after being painted anew
LIMITS = walls.Limits(memory=512 * 1024 * 1024, computing=2, patience=2)


def put_in(patch: Any) -> None:
    """Let the site's worker read with this reader; `patch` is pytest's monkeypatch, or sets an attribute for good."""
    from bedside.kit.images import reading

    patch.setattr(reading, "READER", Path(__file__))
    patch.setattr(reading, "NEEDED", ())
    patch.setattr(reading, "TOO_LONG", 1.5)


def block(
    *blocks: tuple[tuple[int, int, int], tuple[int, int, int, int]],
    size: tuple[int, int] = (400, 300),
    corner: tuple[int, int, int] | None = None,
) -> bytes:
    """Return a picture with blocks of colour at (left, top, right, bottom), as a file."""
    picture = Image.new("RGB", size, "white")
    pen = ImageDraw.Draw(picture)
    for colour, where in blocks:
        pen.rectangle(where, fill=colour)
    if corner:
        pen.rectangle((0, 0, 40, 40), fill=corner)
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


NUMBER = (RED, (40, 40, 240, 80))
FACE = (BLUE, (280, 120, 360, 220))


def place_of(picture: Image.Image, colour: tuple[int, int, int]) -> tuple[float, ...] | None:
    """Return the box of a colour, in 0..1 of the picture."""
    off = ImageChops.difference(picture, Image.new("RGB", picture.size, colour))
    near = off.convert("L", (1 / 3, 1 / 3, 1 / 3, 0)).point(lambda far: 255 if far < NEAR else 0)
    box = near.getbbox()
    if box is None:
        return None
    wide, high = picture.size
    return (box[0] / wide, box[1] / high, (box[2] - box[0]) / wide, (box[3] - box[1]) / high)


def read(data: bytes) -> bytes:
    """Answer one picture with what is in it."""
    picture = Image.open(BytesIO(data)).convert("RGB")
    here = place_of(picture.crop((0, 0, 4, 4)), DEADLY), place_of(picture.crop((0, 0, 4, 4)), ENDLESS)
    if here[0]:
        os.abort()
    while here[1]:
        pass
    things = (("text", RED, LINE), ("face", BLUE, ""))
    seen = [(kind, place_of(picture, colour), text) for kind, colour, text in things]
    return json.dumps([{"kind": kind, "box": box, "text": text} for kind, box, text in seen if box]).encode()


if __name__ == "__main__":
    Image.init()
    read(block(NUMBER))
    walls.serve(socket.socket(fileno=int(sys.argv[1])), sys.argv[2], limits=LIMITS, answer=read)
