"""The safer words for one finding, and a text with all of them put in."""

from __future__ import annotations

import re

from bedside.policy.guard.messages import MESSAGES
from bedside.policy.guard.model import Finding, Hit, Report
from bedside.policy.guard.text import sentence_starts


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
