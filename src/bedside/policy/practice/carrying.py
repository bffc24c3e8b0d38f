"""Is a text carried out of a channel? Words of a draft are compared with what was written there (boundary row B65).

Runs of words are compared, not meanings. A text is cut into every run of six words, each run becomes a keyed mark of 63
bits, and of every four in a row the smallest is kept (winnowing: Schleimer, Wilkerson and Aiken, SIGMOD 2003). Two
texts that share nine words in a row always share a mark. Case, signs, accents and digits' grouping do not matter.
"""

import re
import unicodedata
from collections.abc import Iterable
from hashlib import blake2b
from typing import Final

RUN: Final = 6  # words in one mark
WINDOW: Final = 4  # of so many marks in a row one is kept
SURE: Final = 3  # marks in common: 17 words in a row always have them
FEWEST: Final = 2  # of a message that has no more than these, both: then nearly all of it is repeated
MOST_MARKS: Final = 2_000
_WORD: Final = re.compile(r"\w+")


def words_of(text: str) -> list[str]:
    """Return the words of a text in the form in which two spellings of one word are equal."""
    flat = unicodedata.normalize("NFKD", text).casefold().replace("'", "").replace("\u2019", "")
    return _WORD.findall("".join(sign for sign in flat if not unicodedata.combining(sign)))


def marks(text: str, *, key: bytes) -> frozenset[int]:
    """Return the marks of a text under a practice's key: none for what has fewer than six words."""
    words = words_of(text)
    made = [_mark(words[at : at + RUN], key) for at in range(len(words) - RUN + 1)]
    kept = {min(made[at : at + WINDOW]) for at in range(max(1, len(made) - WINDOW + 1)) if made}
    return frozenset(sorted(kept)[:MOST_MARKS])


def is_carried(draft: Iterable[int], *, written: Iterable[int], known: Iterable[int] = ()) -> bool:
    """Say whether a draft repeats one message. `known` are marks of texts that are anybody's to say, as templates.

    A short message has two marks, and then both have to be there; with one mark it is too short to be told from what
    anybody says.
    """
    of_message = frozenset(written) - frozenset(known)
    enough = max(FEWEST, min(SURE, len(of_message)))
    return len(frozenset(draft) & of_message) >= enough


def _mark(run: list[str], key: bytes) -> int:
    digest = blake2b(" ".join(run).encode(), key=key, digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1
