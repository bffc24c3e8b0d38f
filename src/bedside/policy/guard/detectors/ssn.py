"""US social security and taxpayer numbers (letter G).

Without a label the shape 3-2-4 and a group that can be issued; beside a label any nine digits.
Areas 000 and 666 and groups of zeros were never issued; 9xx is a taxpayer number with its own middle groups.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bedside.policy.guard.codes import without_codes
from bedside.policy.guard.model import Hit
from bedside.policy.guard.text import Doc

KIND: Final = "ssn"
RULES: Final = ("ssn.shape", "ssn.labelled")

_SHAPE = re.compile(r"(\d(?<![\w-]\d)\d\d)([- .])(\d{2})\2(\d{4})(?![\w-]|\.\d)")
_LABELLED = re.compile(
    r"\b(?:ss\s?#|(?:ssn|ss no|socials?(?: sec(?:urity)?)?|soc sec|itin|tin|tax(?:payer)? id)\b)[^\d|]{0,30}"
    r"(?<!\w)(\d{3}[- .]{0,3}\d{2}[- .]{0,3}\d{4})(?![\w-])",
    re.IGNORECASE,
)
_LABEL_WORDS = frozenset({"ssn", "ss", "social", "socials", "soc", "itin", "tin", "tax", "taxpayer"})
_ITIN_GROUPS = frozenset({*range(50, 66), *range(70, 89), *range(90, 93), *range(94, 100)})


def find(doc: Doc) -> Iterator[Hit]:
    """Find numbers by shape and by label."""
    if doc.digits >= len("123456789"):
        yield from without_codes(_hits(doc), doc=doc)


def _hits(doc: Doc) -> Iterator[Hit]:
    for match in _SHAPE.finditer(doc.norm):
        if _can_be_issued(area=match[1], group=match[3], serial=match[4]):
            yield Hit(KIND, "ssn.shape", match.start(), match.end(), 0.9)
    is_labelled = not _LABEL_WORDS.isdisjoint(doc.words) or not doc.norm.isascii()
    for match in _LABELLED.finditer(doc.norm) if is_labelled else ():
        yield Hit(KIND, "ssn.labelled", match.start(1), match.end(1))


def _can_be_issued(*, area: str, group: str, serial: str) -> bool:
    if area in ("000", "666") or group == "00" or serial == "0000":
        return False
    return area < "900" or int(group) in _ITIN_GROUPS
