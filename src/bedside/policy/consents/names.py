"""Whether a text names somebody: a carer does not name the person she cares for where others read (row B32).

Handles and names are often everyday words ("Quiet Heron"). So the whole name counts, and the handle; a single word of
the name only where it is written like a name, and is a first name or stands inside a sentence. An address such as
@quiet_heron names a member of this site, as anybody may, and says nothing of care.
"""

import re
import unicodedata

from bedside.policy.guard import gazetteers

_LEAST = 3  # letters of a name that are looked for: shorter ones are words as often as names
_WORD = re.compile(r"[^\W_]+")
_BEGINS = re.compile(r"(?:^|[.!?:\n])[\s\"'“(]*$")
_ADDRESS = re.compile(r"@\w+")


def _plain(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


def names(text: str, *, name: str, handle: str) -> bool:
    """Say whether `text` names the person of this name and handle."""
    text = _ADDRESS.sub("", text)
    found = _plain(text)
    whole = [re.escape(_plain(one)) for one in (name, handle) if len(one) >= _LEAST]
    if any(re.search(rf"(?<!\w){one}(?!\w)", found) for one in whole):
        return True
    parts = {_plain(word) for word in _WORD.findall(name) if len(word) >= _LEAST and not word.isdigit()}
    return any(_is_name(text, word) for word in _WORD.finditer(text) if _plain(word.group()) in parts)


def _is_name(text: str, word: re.Match[str]) -> bool:
    if not word.group()[0].isupper():
        return False
    return gazetteers.first_name(_plain(word.group())) > 0 or not _BEGINS.search(text[: word.start()])
