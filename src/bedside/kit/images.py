"""Pictures: decoded and written anew, so that nothing of the file comes along but what can be seen.

Limits (security.md section 9): 10 MB, 40 megapixels. Of a moving picture the first frame is kept: nothing here moves.
"""

import io
import warnings
from dataclasses import dataclass

from PIL import Image, ImageOps

from bedside.kit.errors import Refused

MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 40_000_000
LONGEST_SIDE = 2048
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
BROKEN = (OSError, ValueError, SyntaxError, EOFError, IndexError, ZeroDivisionError, MemoryError, OverflowError)


class BadImage(Refused):
    """A file that is not taken as a picture; nothing of it is kept."""

    code = "bad_image"
    what = "We could not read that file as a picture."
    do = "Choose a JPEG, PNG, WebP or GIF file of at most 10 MB."


@dataclass(frozen=True)
class CleanImage:
    """A picture of ours: its bytes, media type, and sides in pixels."""

    data: bytes
    media_type: str
    width: int
    height: int


def cleaned(data: bytes) -> CleanImage:
    """Return the picture in `data`, upright, in sRGB, at most 2048 pixels a side, without metadata; raise BadImage."""
    if len(data) > MAX_BYTES:
        raise BadImage("That picture is larger than 10 MB.", do="Choose a smaller one.", code="image_too_big")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _written_anew(Image.open(io.BytesIO(data), formats=FORMATS))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels() from error
    except BROKEN as error:
        raise BadImage from error


def _too_many_pixels() -> BadImage:
    return BadImage(
        "That picture has too many pixels.", do="Make it smaller first, below 40 megapixels.", code="image_too_big"
    )


def _written_anew(picture: Image.Image) -> CleanImage:
    if picture.width * picture.height > MAX_PIXELS:  # known from the header, before anything is decoded
        raise _too_many_pixels()
    if picture.format == "JPEG":
        picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    picture.seek(0)
    upright = ImageOps.exif_transpose(picture)
    see_through = upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info
    plain = upright.convert("RGBA" if see_through else "RGB")
    plain.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    # A new image holds pixels only: no EXIF, XMP, IPTC, comments, profiles or trailing bytes.
    fresh = Image.new(plain.mode, plain.size)
    fresh.paste(plain)
    out = io.BytesIO()
    if see_through:
        fresh.save(out, "PNG", optimize=False)
    else:
        fresh.save(out, "JPEG", quality=85)
    return CleanImage(out.getvalue(), "image/png" if see_through else "image/jpeg", *fresh.size)
