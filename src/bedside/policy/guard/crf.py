"""The weights of a conditional random field, read out of a model file of CRFsuite.

CRFsuite itself reads such a file only to label whole texts, and looks up every feature of every word again. The numbers
are the same here, but what a word adds up to can be kept. The form of the file is that of `crf1d_model.c` and `cqdb.c`
of CRFsuite 0.12: all numbers lowest byte first, all offsets from the start of the file or of the part.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Sequence
from typing import NamedTuple

_HEAD = struct.Struct("<4sI4sI8I")
_BEFORE_FEATURES = struct.Struct("<4sII")
_FEATURE = struct.Struct("<IIId")
_STATE = 0
_BEFORE_NAMES = struct.Struct("<4s5I512I")
_FIRST_TABLE = 6
_NAME = re.compile(rb"(....)....([^\0]*)\0", re.DOTALL)  # number, length, letters


class Weights(NamedTuple):
    """What speaks for each label: for each feature by its name, and behind each label. In the order that was asked."""

    features: dict[str, list[float]]
    moves: list[list[float]]


def weights(raw: bytes, labels: Sequence[str]) -> Weights:
    """Read the weights of `labels` out of the bytes of a model file. What the file does not hold weighs nothing."""
    magic, _size, kind, _version, _, _, _, features_at, labels_at, names_at, _, _ = _HEAD.unpack_from(raw)
    if (magic, kind) != (b"lCRF", b"FOMC"):
        raise ValueError("this is no model file of CRFsuite")
    place = {number: labels.index(label) for label, number in _names(raw, labels_at).items()}
    names = _names(raw, names_at)
    nothing = [0.0] * len(labels)
    features = {number: nothing.copy() for number in names.values()}
    moves = {number: nothing.copy() for number in place}
    _, size, _ = _BEFORE_FEATURES.unpack_from(raw, features_at)
    records = raw[features_at + _BEFORE_FEATURES.size : features_at + size]
    for sort, source, label, weight in _FEATURE.iter_unpack(records):
        (features if sort == _STATE else moves)[source][place[label]] = weight
    by_place = sorted(moves, key=place.__getitem__)
    return Weights({name: features[number] for name, number in names.items()}, [moves[number] for number in by_place])


def _names(raw: bytes, at: int) -> dict[str, int]:
    """Give the names of the labels or features with their numbers; they end where the first table of hashes begins."""
    tables = _BEFORE_NAMES.unpack_from(raw, at)[_FIRST_TABLE::2]
    found = _NAME.findall(raw, at + _BEFORE_NAMES.size, at + min(offset for offset in tables if offset))
    names = b"\0".join(name for _, name in found).decode().split("\0")
    numbers = struct.unpack(f"<{len(found)}I", b"".join(number for number, _ in found))
    return dict(zip(names, numbers, strict=True))
