"""A clinician speaks for a product: ties to it are told inside the post (boundary row B17; FTC-255, GMC-CTX).

What is told is a line of the text itself, so that it goes wherever the text goes: to other sites, into a copy, under a
quotation. What is found is a sentence that speaks for something by words of praise or of buying, and that names a thing
to buy: by a trade mark, or by what it is. A generic drug that is advised for a condition is medicine and no product.
"""

import re
from typing import Final

LONGEST: Final = 200
LINE: Final = "Ties to what this speaks for:"

_END: Final = re.compile(r"(?<=[.!?])\s+|\n+")
_PRAISE: Final = re.compile(
    r"""\bI(?:'m|\ am)?\ (?:\w+\ ){0,2}(?:recommend|endorse|love|swear\ by|use|prescribe|suggest|partner(?:ed|ing)?)\b
      | \b(?:highly\ recommended|my\ favou?rite|worth\ (?:every|the\ money)|game[ -]?changer|must[ -]have)\b
      | \b(?:buy|order|try|get|grab)\ (?:it|one|this|yours|the|some)\b
      | \b(?:the\ best|by\ far\ the\ best)\b""",
    re.VERBOSE | re.IGNORECASE,
)
_PRODUCT: Final = re.compile(
    r"""[™®]
      | \b(?:brand|supplements?|vitamins?\ from|app|device|wearable|smart\ ?watch|wristband|monitor|sensor|gadget
        |glucose\ meter|pillow|mattress|brace|compression\ (?:socks|stockings)|cream|serum|test\ kit|tens\ unit
        |protein\ (?:powder|shake)|drink\ mix|electrolyte\ (?:mix|tablets?|powder)|red\ light\ (?:panel|lamp)
        |air\ purifier|probiotics?)\b""",
    re.VERBOSE | re.IGNORECASE,
)
_SELLING: Final = re.compile(
    r"\b(?:promo(?:tion)?|discount|coupon|affiliate|referral)\s+(?:code|link)s?\b|\buse my code\b", re.IGNORECASE
)
_TOLD: Final = re.compile(rf"^{re.escape(LINE)}[ \t]*\S.*\S", re.MULTILINE)


def endorses(text: str) -> bool:
    """Say whether a text speaks for something that is sold."""
    return any(_SELLING.search(line) or (_PRAISE.search(line) and _PRODUCT.search(line)) for line in _END.split(text))


def tells_ties(text: str) -> bool:
    """Say whether a text holds the line of ties, with at least a word in it; "none" is an answer too."""
    return _TOLD.search(text) is not None


def with_ties(text: str, ties: str) -> str:
    """Return a text with the line of ties at its end, in one line; the text itself where nothing was told."""
    told = " ".join(ties.split())[:LONGEST]
    return f"{text.rstrip()}\n\n{LINE} {told}" if told and not tells_ties(text) else text
