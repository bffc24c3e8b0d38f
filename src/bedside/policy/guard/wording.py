"""Every sentence the guard says, in one table, and the text with its safer words put in.

No sentence repeats what was found, blames the author, or says whether somebody is in anyone's care.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from bedside.policy.guard.model import Finding, Hit, Report
from bedside.policy.guard.text import sentence_starts

_IDENTIFIER = ("HIPAA-514B",)
_CARE = ("HIPAA-502A", "AMA-CONF")


@dataclass(frozen=True, slots=True)
class Message:
    """Why a rule speaks up, a ready replacement (None: leave the words out), and the law it rests on.

    `variants` are replacements for special forms; `{}` in them takes the detail the detector gives.
    """

    why: str
    safer: str | None
    law: tuple[str, ...] = _IDENTIFIER
    variants: Mapping[str, str] = field(default_factory=dict)


_ANY_DAY = "a certain day"
_DATES = {"year": "{}", "season": "a day in {}", "day": _ANY_DAY}
_NUMBER_LEFT_OUT = "(number left out)"
_NEUTRAL = "This is not the place to talk about any one person. Your own clinic can help with questions."
_WHY_DATE = "A date can show which person is meant. A year is fine."
_WHY_AGE = "Few people reach 90, so this age can point to one person."
_WHY_PHONE = "A phone number leads straight to one person."
_WHY_LINK = "This link leads to one person's page or files."
_WHY_SSN = "This looks like a personal ID number. It belongs to one person only."
_WHY_CARE = "This can read as news about somebody's care. That may not be told in public, true or not."

MESSAGES: dict[str, Message] = {
    "age.born": Message("This year of birth tells an age over 89.", "more than 89 years ago"),
    "age.over_89": Message(
        _WHY_AGE,
        "someone over 89",
        variants={"person": "someone over 89", "number": "90 or older", "birthday": "latest"},
    ),
    "date.holiday": Message(_WHY_DATE, _ANY_DAY, variants=_DATES),
    "date.iso": Message(_WHY_DATE, _ANY_DAY, variants=_DATES),
    "date.month_year": Message("A month can show which person is meant. A year is fine.", _ANY_DAY, variants=_DATES),
    "date.numeric": Message(_WHY_DATE, _ANY_DAY, variants=_DATES),
    "date.weekday": Message(_WHY_DATE, _ANY_DAY, variants=_DATES),
    "date.written": Message(_WHY_DATE, _ANY_DAY, variants=_DATES),
    "email.plain": Message("A mail address leads straight to one person.", "(address left out)"),
    "email.spelled": Message("A mail address in words still leads to one person.", "(address left out)"),
    "guard.failed": Message(
        "We could not check this text. Read it once more for names, dates and numbers.", None, law=()
    ),
    "phone.international": Message(_WHY_PHONE, _NUMBER_LEFT_OUT),
    "phone.labelled": Message(_WHY_PHONE, _NUMBER_LEFT_OUT),
    "phone.nanp": Message(_WHY_PHONE, _NUMBER_LEFT_OUT),
    "phone.national": Message(_WHY_PHONE, _NUMBER_LEFT_OUT),
    "phone.spelled": Message("A phone number in words still leads to one person.", _NUMBER_LEFT_OUT),
    "record_no.labelled": Message("A record number leads straight to one person.", None),
    "rel.denial": Message(
        "To say that you do not know someone tells as much as to say that you do.", _NEUTRAL, law=_CARE
    ),
    "rel.implied": Message(_WHY_CARE, _NEUTRAL, law=_CARE),
    "rel.named": Message(_WHY_CARE, _NEUTRAL, law=_CARE),
    "rel.offer": Message(
        "This can read as an offer of care to one person. Speak of people in general.",
        "In general, people with such questions do best to ask their own clinic.",
        law=("LIC", "ACPFSMB-CH"),
    ),
    "rel.plan": Message(
        "Plans for one person's care belong in a private channel, not in a post.", _NEUTRAL, law=(*_CARE, "MS-BLOG")
    ),
    "rel.record": Message("What stands in any record may not be told here.", _NEUTRAL, law=_CARE),
    "rel.thanks": Message(
        "Thanks like this can read as news about one person's care. Thank everyone at once.",
        "Thank you for the kind words.",
        law=_CARE,
    ),
    "rel.visit": Message(
        "This can read as news about a visit. That may not be told in public, true or not.", _NEUTRAL, law=_CARE
    ),
    "rel.you_patient": Message(_WHY_CARE, _NEUTRAL, law=_CARE),
    "ssn.labelled": Message(_WHY_SSN, _NUMBER_LEFT_OUT),
    "ssn.nhs": Message("An NHS number belongs to one person only.", _NUMBER_LEFT_OUT),
    "ssn.shape": Message(_WHY_SSN, _NUMBER_LEFT_OUT),
    "url.profile": Message(_WHY_LINK, "(link left out)"),
    "url.shared": Message(_WHY_LINK, "(link left out)"),
}


def safer_for(hit: Hit) -> str | None:
    """Give the ready replacement for a hit, or None to leave the words out."""
    message = MESSAGES[hit.rule]
    return message.variants[hit.variant].format(hit.detail) if hit.variant else message.safer


_OPEN_END = re.compile(r"[\s:#=(\-]*\Z")
_ON_BEFORE = re.compile(r"\b([Oo])n \Z")
_ARTICLE_BEFORE = re.compile(r"\b(?:[Aa]n?|[Tt]he) \Z")
_NOUN_BEHIND = re.compile(
    r" (?!(?:and|as|at|but|came|comes|for|from|had|has|in|is|just|on|or|seen|today|was|who|with)\b)[^\W\d_]"
)
_YEAR = re.compile(r"\d{4}")


def safer_text(text: str, report: Report) -> str:
    """Give `text` with the safer words of every finding above information put in.

    Words without a replacement are taken out together with the spaces around them. A sentence with a relation phrase
    is replaced whole, because the phrase cannot be lifted out of it; the same sentence is not said twice in a row.
    """
    for start, end, safer in reversed(_replacements(text, report)):
        text = _put_in(text[:start], safer, text[end:])
    return text


def _replacements(text: str, report: Report) -> list[tuple[int, int, str | None]]:
    shown = [finding for finding in report.findings if finding.level != "info" and finding.kind != "unchecked"]
    whole = _sentences([finding for finding in shown if finding.kind == "relation"], text=text)
    inside = [(f.start, f.end, f.safer) for f in shown if f.kind != "relation"]
    free = [part for part in inside if not any(part[0] < end and start < part[1] for start, end, _ in whole)]
    return sorted([*whole, *free], key=lambda part: part[:2])


def _sentences(relations: list[Finding], *, text: str) -> list[tuple[int, int, str | None]]:
    """Give the sentences that hold the findings; those that touch become one part with one replacement."""
    starts = sentence_starts(text)
    parts: list[tuple[int, int, str | None]] = []
    for finding in sorted(relations, key=lambda f: f.start):
        begin = max(at for at in starts if at <= finding.start)
        end = min((at for at in starts if at >= finding.end), default=len(text))
        if parts and begin <= parts[-1][1]:
            parts[-1] = (parts[-1][0], max(end, parts[-1][1]), parts[-1][2])
        else:
            parts.append((_first_letter(text, begin), end, finding.safer))
    return parts


def _first_letter(text: str, at: int) -> int:
    return at + len(text[at:]) - len(text[at:].lstrip())


def _put_in(left: str, safer: str | None, right: str) -> str:
    if safer is None:
        return _close(left, right)
    if _YEAR.fullmatch(safer):
        left = _ON_BEFORE.sub(lambda m: f"{'I' if m[1] == 'O' else 'i'}n ", left)
    if safer.startswith("someone"):
        left, right = _as_noun(left, right)
    elif _ARTICLE_BEFORE.search(left) and safer.startswith("a "):
        left = _ARTICLE_BEFORE.sub("", left)
    return left + _as_begun(safer, left) + right


def _as_noun(left: str, right: str) -> tuple[str, str]:
    """Make "a 93-year-old cook" into "someone over 89, cook": the replacement is a noun already."""
    return _ARTICLE_BEFORE.sub("", left), f",{right}" if _NOUN_BEHIND.match(right) else right


def _as_begun(safer: str, left: str) -> str:
    begins = not left.strip() or left.rstrip()[-1] in ".!?"
    return safer[:1].upper() + safer[1:] if begins else safer


def _close(left: str, right: str) -> str:
    """Join what stood around removed words: no double space, no label mark or bracket left open."""
    if right[:1] == ")" and left.rstrip().endswith("("):
        left, right = left.rstrip()[:-1], right[1:]
    bare = _OPEN_END.sub("", left)
    if not right.strip() or right[0] in ".,;:!?)":
        return bare + right
    return bare + (" " if bare else "") + right.lstrip(" ")
