"""What text is taken in: length, and characters that deceive or break."""

import re
import unicodedata

from bedside.kit.errors import Refused

# C0 and C1 controls but tab and line end; lone surrogates; what stands for letters that could not be
# read (U+FFFD); marks that turn the direction of what follows.
BROKEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffd-\uffff]")
TURNING = re.compile(r"[\u202a-\u202e]")
INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\u00ad]")


class BadText(Refused):
    """A text that cannot be taken as it is; it is handed back unchanged."""

    code = "bad_text"


def taken(text: str, *, field: str, name: str, at_most: int, at_least: int = 0) -> str:
    """Return a body of text, line ends made one kind, outer blanks gone; raise BadText with what to do.

    `name` says what the text is, as in "Your post". Lengths are in code points.
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if BROKEN.search(text) or TURNING.search(text):
        what = f"{name} holds a character that can't be shown."
        raise BadText(what, do="Type that part again, or paste it as plain text.", code="odd_characters", field=field)
    if len(text) < at_least:
        raise BadText(f"{name} is empty.", do="Write something first.", code="empty", field=field)
    if len(text) > at_most:
        what = f"{name} is too long: {len(text):,} characters. It can have {at_most:,}."
        raise BadText(what, do="Make it shorter, or make two of it.", code="too_long", field=field)
    return text


def taken_line(text: str, *, field: str, name: str, at_most: int, at_least: int = 0) -> str:
    """Return one line of text: as `taken`, with every run of blanks made one, and no invisible marks."""
    text = taken(" ".join(text.split()), field=field, name=name, at_most=at_most, at_least=at_least)
    if INVISIBLE.search(text):
        what = f"{name} holds a character that can't be seen."
        raise BadText(what, do="Type it again by hand.", code="odd_characters", field=field)
    return text
