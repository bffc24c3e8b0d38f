"""Handles (letter R): "@name" of somebody other than the one answered, in a text that describes a person.

The person answered, the author herself, those who are credited ("via @x", "@x's talk") and bodies of health are no
findings. Mentions before the first word of a reply name those who are answered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bedside.policy.guard.model import Hit
from bedside.policy.guard.subject import Subjects
from bedside.policy.guard.text import Doc

KIND: Final = "handle"
RULES: Final = ("handle.mention",)

_HANDLE = re.compile(r"(?<![\w@.+/-])@(?P<name>\w(?:[\w.-]{0,58}\w)?)(?:@(?P<host>[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}))?")
_LETTER = re.compile(r"[^\W\d_]")
_TOLD_OF = r"(?!(?:is|was|has|had|came|comes|got|gets|needs|needed|wants|told|showed|says|said|presented|died|and)\b)"
_LEADING = re.compile(rf"\s*(?:@[\w.-]{{1,60}}(?:@[\w.-]{{1,80}})?[\s,:]{{1,3}}{_TOLD_OF}){{0,20}}", re.IGNORECASE)
_CREDIT_BEFORE = re.compile(
    r"\b(?:via|by|from|cc|h/t|ht|thanks(?: to)?|thank you|credit(?: to)?|follow|see|per|with thanks to|courtesy of|read"
    r"|rt|great|talk|thread)[\s:]{1,2}\Z",
    re.IGNORECASE,
)
_CREDIT_BEHIND = re.compile(
    r"(?:'s)?\s(?:talk|thread|post|paper|tweet|video|podcast|guideline|lecture|blog|article|webinar|podcast|study"
    r"|published|presents|explains|writes)\b",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"clinic|hospital|health|nhs|cdc|fda|nice|journal|news|lancet|bmj|nejm|jama|society|assoc|college|trust|foundation"
    r"|univ|official|support|help|org|dept|pharma|ambulance|police|school|city|gov|who\Z",
    re.IGNORECASE,
)


def find(doc: Doc) -> Iterator[Hit]:
    """Find the handles of those a described case may be about."""
    if "@" not in doc.norm:
        return
    mentions = [match for match in _HANDLE.finditer(doc.norm) if _is_of_somebody(match, doc=doc)]
    if mentions and Subjects(doc).describes_a_person:
        for match in mentions:
            yield Hit(KIND, "handle.mention", match.start(), match.end(), 0.9)


def _is_of_somebody(match: re.Match[str], *, doc: Doc) -> bool:
    if not _LETTER.search(match["name"]) or _BODY.search(match["name"]) or _is_answered(match, doc=doc):
        return False
    if _CREDIT_BEFORE.search(doc.norm, max(0, match.start() - 24), match.start()):
        return False
    return _CREDIT_BEHIND.match(doc.norm, match.end()) is None


def _is_answered(match: re.Match[str], *, doc: Doc) -> bool:
    """Say whether the handle is of the person answered: told by the site, or named before the first word of a reply."""
    if doc.facts.answering:
        return same_handle(match[0], doc.facts.answering)
    leading = _LEADING.match(doc.norm)
    return doc.facts.in_reply_to is not None and leading is not None and match.start() < leading.end()


def same_handle(found: str, own: str) -> bool:
    """Say whether two handles are the same; one without a site fits the same name on any."""
    one, other = found.lstrip("@").casefold(), own.lstrip("@").casefold()
    if "@" in one and "@" in other:
        return one == other
    return one.partition("@")[0] == other.partition("@")[0]
