"""How people write: no capitals, no punctuation, slips of the finger; and corpora with a space before every sign.

Each change keeps the spans on their words.
"""

from __future__ import annotations

import random
import re

from bedside.policy.guard.training.shape import Row, Span

_MARKS = re.compile(r"[.,!?;:'\"()]")
_PLAIN_WORD = re.compile(r"[a-z]{5,}")
_SPACE_BEFORE = re.compile(r" (?=[.,!?;:)\]\u2026]|n't\b|'(?:s|m|re|ve|ll|d|t)\b)")
_SPACE_BEHIND = re.compile(r"(?<=[#(\[]) (?=\w)")
_SPACED_APOSTROPHE = re.compile(r"(?<=\w) ' (?=(?:s|t|m|re|ve|ll|d)\b)")


def noisy(row: Row, rng: random.Random) -> Row:
    """Give the row as it is, or in one or more of the ways in which people write in haste."""
    if rng.random() < 0.12:
        row = without(row, [m.start() for m in _MARKS.finditer(row.text)])
    if rng.random() < 0.12:
        row = _mistyped(row, rng)
    way = rng.random()
    if way < 0.3:
        return lowered(row)
    if way < 0.36:
        return _names_shouted(row)
    return _shouted(row) if way < 0.4 else row


def lowered(row: Row) -> Row:
    """Give the row in lower case, letter by letter, so that no offset moves."""
    return row._replace(text="".join(c.lower() if len(c.lower()) == 1 else c for c in row.text))


def close_up(row: Row) -> Row:
    """Take out the spaces that a corpus put between words and signs."""
    drop = [m.start() for pattern in (_SPACE_BEFORE, _SPACE_BEHIND) for m in pattern.finditer(row.text)]
    for match in _SPACED_APOSTROPHE.finditer(row.text):
        drop += (match.start(), match.start() + 2)
    return without(row, drop)


def without(row: Row, drop: list[int]) -> Row:
    """Take out the characters at these places; a span that loses all its characters goes."""
    gone = set(drop)
    moved: list[int] = []
    kept: list[str] = []
    for at, char in enumerate(row.text):
        moved.append(len(kept))
        if at not in gone:
            kept.append(char)
    moved.append(len(kept))
    spans = (Span(moved[s.start], moved[s.end], s.type) for s in row.spans)
    return row._replace(text="".join(kept), spans=tuple(s for s in spans if s.start < s.end))


def _mistyped(row: Row, rng: random.Random) -> Row:
    """Swap two letters of one ordinary word outside the spans."""
    words = [
        m for m in _PLAIN_WORD.finditer(row.text) if not any(s.start < m.end() and m.start() < s.end for s in row.spans)
    ]
    if not words:
        return row
    at = rng.choice(words).start() + rng.randint(1, 3)
    text = row.text
    return row._replace(text=text[:at] + text[at + 1] + text[at] + text[at + 2 :])


def _shouted(row: Row) -> Row:
    return row._replace(text="".join(c.upper() if len(c.upper()) == 1 else c for c in row.text))


def _names_shouted(row: Row) -> Row:
    """Write the last word of each name in capitals, as in letters and lists of wards: "Mr SMITH", "Ada BYRON"."""
    text = row.text
    for span in row.spans:
        name = text[span.start : span.end]
        last = name.rfind(" ") + 1
        if span.type == "name" and len(name) - last > 2 and len(name[last:].upper()) == len(name) - last:
            text = text[: span.start + last] + name[last:].upper() + text[span.end :]
    return row._replace(text=text)
