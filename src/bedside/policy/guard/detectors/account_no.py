"""Account numbers (letter J): bank, card, invoice and claim numbers.

Without a label a card number needs a right Luhn digit (ISO/IEC 7812) and the beginning and length of an issuer, an IBAN
a right remainder (ISO 13616, modulus 97), and a US routing number a right weighted sum (ABA, 3-7-1, modulus 10) and a
word of banking near it. Beside a label a mistyped number is still somebody's number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bedside.policy.guard.codes import without_codes
from bedside.policy.guard.model import Hit
from bedside.policy.guard.near import Near
from bedside.policy.guard.numbers import digits, has_luhn_digit
from bedside.policy.guard.text import Doc

KIND: Final = "account_no"
RULES: Final = ("account_no.labelled", "account_no.card", "account_no.iban", "account_no.routing")

_CARD = re.compile(r"\d(?<![\w+.-]\d)\d{3}(?:[ -]?\d){9,15}(?![\w-]|[.,]\d)")
_ISSUERS = re.compile(
    r"4\d{12}(?:\d{3}){0,2}|(?:5[1-5]\d\d|222[1-9]|22[3-9]\d|2[3-6]\d\d|27[01]\d|2720)\d{12}|3[47]\d{13}"
    r"|(?:6011|65\d\d|64[4-9]\d)\d{12}|35(?:2[89]|[3-8]\d)\d{12}|(?:2131|1800)\d{11}|3(?:0[0-5]|[68]\d)\d{11}"
    r"|62\d{14,17}|(?:50|5[6-8]|6[37])\d{14,17}"
)
_IBAN = re.compile(r"[A-Za-z](?<!\w[A-Za-z])[A-Za-z]\d{2}(?: ?[\dA-Za-z]{4}){2,7}(?: ?[\dA-Za-z]{1,3})?(?!\w)")
_LIKE_IBAN = re.compile(r"\d(?<=[A-Za-z]{2}\d)\d ?[\dA-Za-z]{4}")
_SHORTEST_IBAN = 15
_FEWEST_OF_CARD = 13
_NINE = re.compile(r"\d(?<![\w.-]\d)\d{8}(?![\w-]|\.\d)")
_BANKING = re.compile(r"\b(?:bank|routing|wire|deposit|transfer|aba|checking|savings|payee)\b", re.IGNORECASE)
_NEAR = 60


def find(doc: Doc) -> Iterator[Hit]:
    """Find account numbers by label and by their check digits."""
    if doc.has_digit:
        yield from without_codes(_hits(doc), doc=doc)


def _hits(doc: Doc) -> Iterator[Hit]:
    for value in doc.labelled.get(KIND, ()):
        yield Hit(KIND, "account_no.labelled", value.start, value.end)
    for match in _CARD.finditer(doc.norm) if doc.digits >= _FEWEST_OF_CARD else ():
        number = digits(match[0])
        if _ISSUERS.fullmatch(number) and has_luhn_digit(number):
            yield Hit(KIND, "account_no.card", match.start(), match.end())
    for match in _IBAN.finditer(doc.norm) if _LIKE_IBAN.search(doc.norm) else ():
        if _is_iban(match[0].replace(" ", "").upper()):
            yield Hit(KIND, "account_no.iban", match.start(), match.end())
    banking = Near(_BANKING, doc.norm)
    for match in _NINE.finditer(doc.norm) if doc.digits >= len("123456789") else ():
        if _is_routing(match[0]) and banking.has(match.start(), match.end(), before=_NEAR, behind=_NEAR):
            yield Hit(KIND, "account_no.routing", match.start(), match.end(), 0.9)


def _is_iban(value: str) -> bool:
    """Say whether letters as 10 to 35 with the first four places at the end leave 1 when divided by 97."""
    if len(value) < _SHORTEST_IBAN:
        return False
    return int("".join(str(int(char, 36)) for char in value[4:] + value[:4])) % 97 == 1


def _is_routing(number: str) -> bool:
    """Say whether nine digits begin with a district of the Federal Reserve and have a right weighted sum."""
    district = int(number[:2])
    in_use = district <= 12 or 21 <= district <= 32 or 61 <= district <= 72 or district == 80
    return in_use and sum(int(digit) * (3, 7, 1)[place % 3] for place, digit in enumerate(number)) % 10 == 0
