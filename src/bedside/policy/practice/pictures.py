"""Pictures in a conversation with a practice: how many, what is said of each, and how one goes into a copy on paper.

A picture comes with words: who can't see it reads what it shows, and a team finds out why it was sent.
"""

from base64 import b64encode
from dataclasses import dataclass
from typing import Final

MOST: Final = 4  # in one message
TOO_MANY: Final = (f"Send {MOST} pictures at most.", "Send the others with your next message.")
NO_PDF: Final = ("We can't take PDF files: they can hold more than one sees.", "Take a photo of the paper instead.")


@dataclass(frozen=True, kw_only=True)
class Attached:
    """A picture in a copy: the name that it has there, what it is, its sides in pixels, and its bytes."""

    name: str
    media_type: str
    width: int
    height: int
    data: bytes

    @property
    def base64(self) -> str:
        """The bytes as JSON and FHIR hold them."""
        return b64encode(self.data).decode()


def name_of(number: int, *, of_message: int, media_type: str) -> str:
    """Return the name of the picture with this number, counted from 1, of a message."""
    return f"{of_message}-{number}.{'png' if media_type == 'image/png' else 'jpg'}"


def on_paper(picture: Attached) -> str:
    """Return an SVG that is nothing but the picture: what the typesetter takes from data, with no file on a disk."""
    size = f'width="{picture.width}" height="{picture.height}"'
    held = f'<image {size} href="data:{picture.media_type};base64,{picture.base64}"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{held}</svg>'
