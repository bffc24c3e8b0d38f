"""Pictures: decoded and written anew, so that nothing of the file comes along but what can be seen.

JPEG, PNG, WebP, GIF, HEIC and AVIF. Limits (security.md section 9): 10 MB, 40 megapixels.
Of a moving picture the first frame is kept: nothing here moves.
The decoding is done by a child that has no network, no files, no secrets, and little memory and time (`painter`).
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bedside.kit.errors import Refused
from bedside.kit.images.workshop import Died, local_workshop

MAX_BYTES: Final = 10 * 1024 * 1024
PDF: Final = b"%PDF-"


class BadImage(Refused):
    """A file that is not taken as a picture; nothing of it is kept."""

    code = "bad_image"
    what = "We could not read that file as a picture."
    do = "Choose a JPEG, PNG, WebP, GIF, HEIC or AVIF file of at most 10 MB."


@dataclass(frozen=True)
class CleanImage:
    """A picture of ours: its bytes, media type, sides in pixels, and whether the file given told a place."""

    data: bytes
    media_type: str
    width: int
    height: int
    place_removed: bool = False


def is_pdf(data: bytes) -> bool:
    """Say whether a file is a PDF, so that who sent it can be told what to do instead."""
    return data.lstrip()[: len(PDF)] == PDF


def cleaned(data: bytes) -> CleanImage:
    """Return the picture in `data`, upright, in sRGB, at most 2048 pixels a side, without metadata; raise BadImage."""
    return _painted(data, cover=())


def covered(data: bytes, boxes: Sequence[tuple[float, float, float, float]]) -> CleanImage:
    """Return the same with `boxes` (left, top, width, height, each in 0..1) painted black; raise BadImage.

    Nothing is laid over the picture: the pixels are others, and nothing of those that were there is in the file.
    """
    return _painted(data, cover=boxes)


def marked(data: bytes, words: str) -> CleanImage:
    """Return the same with `words` drawn into the pixels from edge to edge: who looks at this, and when.

    Never see-through: a mark on nothing could be taken off again. Raises BadImage.
    """
    return _painted(data, cover=(), mark=words)


def _painted(data: bytes, *, cover: Sequence[tuple[float, float, float, float]], mark: str = "") -> CleanImage:
    if len(data) > MAX_BYTES:
        raise BadImage("That picture is larger than 10 MB.", do="Choose a smaller one.", code="image_too_big")
    order = json.dumps({"cover": [list(box) for box in cover], "mark": mark}).encode() + b"\n"
    try:
        head, _newline, painted = local_workshop().painted(order + data).partition(b"\n")
    except Died as died:
        raise BadImage from died
    said = json.loads(head)
    if said.get("refused") == "too_many_pixels":
        raise BadImage(
            "That picture has too many pixels.",
            do="Make it smaller first, or save it as a JPEG file.",
            code="image_too_big",
        )
    if said.get("refused") == "dicom":
        raise BadImage(
            "That is a medical scan file (DICOM). Such a file can hold a person's name and numbers.",
            do="Choose another picture. Words in the corners of a scan can tell who it is, too.",
            code="image_dicom",
        )
    if "refused" in said:
        raise BadImage
    return CleanImage(painted, said["media_type"], said["width"], said["height"], said["place_removed"])
