"""How soon somebody may need help, from the whole text: a hint that shows a card, never a verdict.

Concepts found in the words (`urgency_words.py`) and in the figures (`urgency_numbers.py`) have to meet as the rules
say (`urgency_rules.py`); what is denied, past, imagined, a figure of speech, taught, made up or over does not count
(`context.py`). The order of the classes: emergency, selfharm, urgent, sensitive, routine.

Of keyword hits for self-harm in one patient portal 3.2 % were real, so a hint may not cost anybody's time.
"""

from __future__ import annotations

from collections.abc import Iterable

from bedside.policy.guard import context as contexts
from bedside.policy.guard.context import Context
from bedside.policy.guard.messages.urgency import MESSAGES
from bedside.policy.guard.model import Card, Hint, Urgency, UrgencyClass
from bedside.policy.guard.text import Doc
from bedside.policy.guard.tokens import Flat
from bedside.policy.guard.urgency_numbers import readings
from bedside.policy.guard.urgency_rules import matches
from bedside.policy.guard.urgency_score import likely
from bedside.policy.guard.urgency_words import CONCEPTS, SPELLING, Found, find_all, kept, words_of

ORDER: tuple[UrgencyClass, ...] = ("emergency", "selfharm", "urgent", "sensitive", "routine")
CARDS: dict[UrgencyClass, Card] = {
    "emergency": "emergency",
    "selfharm": "crisis",
    "urgent": "call_today",
    "sensitive": "private",
    "routine": "none",
}
_MOST_HINTS = 20
_SENTENCE_END = "|"
_SELF_WORDS = frozenset(["i", "me", "my", "myself", "mine", "we", "us", "am"])


def read(doc: Doc) -> Urgency:
    """Give the class of the text, the reasons with their places in the text as given, and the card to show."""
    words, found, context, flat, places = understood(doc)
    told: list[tuple[UrgencyClass, str, int, int]] = [
        (match.rule.cls, match.rule.name, match.first, match.last) for match in matches(found, context)
    ]
    seen = {cls for cls, *_ in told}
    told += [one for one in likely(words, found, context, urgent="urgent" in seen) if one.cls not in seen]
    return _made(
        Hint(
            cls,
            *doc.span(flat.spans[places[first]][0], flat.spans[places[last]][1]),
            rule,
            MESSAGES[rule].why,
            "other" if contexts.about_other(words, first) else "self",
        )
        for cls, rule, first, last in told
    )


def understood(doc: Doc) -> tuple[list[str], list[Found], Context, Flat, list[int]]:
    """Give the words, the concepts found, what holds for each word, the flat line, and the words' places in it."""
    flat = doc.flat
    words, places = _trimmed(doc, *words_of(flat))
    words = [SPELLING.meant[word] for word in words]
    found = list(find_all(CONCEPTS, words, kept(words)))
    found += [Found("me", at, at) for at, word in enumerate(words) if word in _SELF_WORDS]
    if doc.has_digit:
        found += readings(words)
    return words, found, contexts.read(words, spoken_for=found), flat, places


def _trimmed(doc: Doc, words: list[str], places: list[int]) -> tuple[list[str], list[int]]:
    """Leave out the empty lines before and behind a text: they say nothing, and would count as neighbours."""

    def is_blank(at: int) -> bool:
        start, end = doc.flat.spans[places[at]]
        return words[at] == _SENTENCE_END and doc.norm[start:end].isspace()

    first, last = 0, len(words)
    while first < last and is_blank(first):
        first += 1
    while first < last and is_blank(last - 1):
        last -= 1
    return words[first:last], places[first:last]


def join(parts: Iterable[tuple[int, Urgency]]) -> Urgency:
    """Put together what was read in pieces of one text; with each piece comes where it begins."""
    return _made(
        Hint(hint.cls, hint.start + offset, hint.end + offset, hint.rule, hint.why, hint.about)
        for offset, part in parts
        for hint in part.hints
    )


def _made(hints: Iterable[Hint]) -> Urgency:
    ranked = sorted(set(hints), key=lambda hint: (ORDER.index(hint.cls), hint.start, hint.end, hint.rule))
    cls = ranked[0].cls if ranked else "routine"
    return Urgency(cls, tuple(ranked[:_MOST_HINTS]), CARDS[cls])
