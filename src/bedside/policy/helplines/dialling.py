"""What can be dialled in a line's words: "988 press 1", "0800 111 0 111 / 116 123", "HOME to 741741"."""

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

# A number begins with + or a figure; what follows it are words for people, such as "press 1".
_NUMBER: Final = re.compile(r"(?P<number>\+?\d(?:[\d .()-]*\d)?)(?P<note>.*)", re.DOTALL)
_WORD_TO: Final = re.compile(r"(?P<word>[^\s/]{1,20}) to (?P<number>.*)", re.DOTALL | re.IGNORECASE)
_FEWEST, _MOST = 2, 15  # figures of a number (E.164 ends at 15)


@dataclass(frozen=True, slots=True)
class Way:
    """One way to reach a line. `uri` begins with tel: or sms:; `number` is how it is read; `note` what else to know."""

    uri: str
    number: str
    note: str = ""
    word: str = ""


def calls(telephone: str) -> tuple[Way, ...]:
    """Return each number in a line's words, in order; none for words without a number."""
    found = (_NUMBER.fullmatch(piece.strip()) for piece in telephone.split("/"))
    return tuple(_call(*match.group("number", "note")) for match in found if match and _fits(match["number"]))


def texts(sms: str) -> tuple[Way, ...]:
    """Return how a text message is sent: to which number, and with which word if it has to begin with one."""
    words = sms.strip()
    worded = _WORD_TO.fullmatch(words)
    match = _NUMBER.fullmatch(worded["number"].strip() if worded else words)
    if match is None or not _fits(match["number"]):
        return ()
    word = worded["word"] if worded else ""
    uri = f"sms:{_digits(match['number'])}" + (f"?body={quote(word)}" if word else "")
    return (Way(uri, _tidy(match["number"]), _tidy(match["note"]), word),)


def _call(number: str, note: str) -> Way:
    return Way(f"tel:{_digits(number)}", _tidy(number), _tidy(note))


def _fits(number: str) -> bool:
    return _FEWEST <= sum(sign.isdigit() for sign in number) <= _MOST


def _digits(number: str) -> str:
    return "".join(sign for sign in number if sign in "+0123456789")


def _tidy(words: str) -> str:
    return " ".join(words.split()).strip("()., ")
