"""Whether a text names somebody: a carer does not name the person she cares for where others read (row B32)."""

import re
import unicodedata

_LEAST = 3  # letters of a name that are looked for: shorter ones are words as often as names


def _plain(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


def names(text: str, *, name: str, handle: str) -> bool:
    """Say whether `text` holds a word of `name`, of three letters or more, or the handle."""
    words = [word for word in re.findall(r"[^\W\d_]+", _plain(name)) if len(word) >= _LEAST]
    looked_for = [*words, _plain(handle)]
    found = _plain(text)
    return any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", found) for word in looked_for)
