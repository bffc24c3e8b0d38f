"""Words as they are compared: without accents, case and apostrophes, each with a blank before and behind it.

Set so, " ha" is the beginning of a word, " haddad " a whole one, and both are looked up by one index of three letters.
"""

import unicodedata
from collections.abc import Iterable
from typing import Final

# Letters that are no base letter with a mark, so that NFKD leaves them, and how they are typed without them.
PLAIN = str.maketrans(
    {"\u00f8": "o", "\u0142": "l", "\u0111": "d", "\u00f0": "d", "\u00fe": "th", "\u00e6": "ae", "\u0153": "oe"}
    | {"\u0131": "i", "\u0127": "h", "\u0167": "t", "\u014b": "ng"}
)
APOSTROPHES = "'`\u00b4\u2018\u2019\u02bb\u02bc\u02b9\u0301"  # O'Brien is OBrien
LONGEST: Final = 500
DROPPED = str.maketrans("", "", APOSTROPHES)


def folded(text: str) -> str:
    """Return the words of `text` in the form in which they are compared, with one blank between them."""
    bare = unicodedata.normalize("NFKD", text.translate(DROPPED)).casefold().translate(PLAIN).translate(DROPPED)
    kept = "".join(sign for sign in bare if not unicodedata.combining(sign))
    return " ".join("".join(sign if sign.isalnum() else " " for sign in kept).split())


def key(*texts: str) -> str:
    """Return all words of `texts`, as a column holds them: " uma haddad "; "" without a word.

    What is beyond `LONGEST` signs is left out: nobody searches for the hundredth word of a name.
    """
    words = " ".join(filter(None, map(folded, texts)))[:LONGEST].strip()
    return f" {words} " if words else ""


def keys(texts: Iterable[str]) -> list[str]:
    """Return each of `texts` as it is compared, without empty ones and doubles, in their order."""
    return list(dict.fromkeys(filter(None, map(folded, texts))))
