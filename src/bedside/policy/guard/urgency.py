"""How soon somebody may need help, from the whole text: a hint that shows a card, never a verdict.

Concepts found in the words (`urgency_words.py`) and in the figures (`urgency_numbers.py`) have to meet as the rules
say (`urgency_rules.py`); what is denied, past, imagined, a figure of speech, taught, made up or over does not count
(`context.py`). The order of the classes: emergency, selfharm, urgent, sensitive, routine.

Of keyword hits for self-harm in one patient portal 3.2 % were real, so a hint may not cost anybody's time.
"""

from __future__ import annotations

from collections.abc import Iterable

from bedside.policy.guard import context as contexts
from bedside.policy.guard.messages.urgency import MESSAGES
from bedside.policy.guard.model import About, Card, Hint, Urgency, UrgencyClass
from bedside.policy.guard.text import Doc
from bedside.policy.guard.tokens import Flat, flatten
from bedside.policy.guard.urgency_numbers import readings
from bedside.policy.guard.urgency_rules import Match, matches
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
_SELF_WORDS = frozenset("i me my myself mine we us am".split())


def read(doc: Doc) -> Urgency:
    """Give the class of the text, the reasons with their places in the text as given, and the card to show."""
    flat = flatten(doc.norm)
    words, places = words_of(flat)
    words = [SPELLING.mend(word) for word in words]
    found = [*_phrases(words), *(Found("me", at, at) for at, word in enumerate(words) if word in _SELF_WORDS)]
    if doc.has_digit:
        found += readings(words)
    context = contexts.read(words, spoken_for=found)
    hints = (_hint(match, doc=doc, flat=flat, places=places, words=words) for match in matches(found, context))
    return _made(hints)


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


def _phrases(words: list[str]) -> list[Found]:
    return list(find_all(CONCEPTS, words, kept(words)))


def _hint(match: Match, *, doc: Doc, flat: Flat, places: list[int], words: list[str]) -> Hint:
    start, end = doc.span(flat.spans[places[match.first]][0], flat.spans[places[match.last]][1])
    about: About = "other" if contexts.about_other(words, match.first) else "self"
    return Hint(match.rule.cls, start, end, match.rule.name, MESSAGES[match.rule.name].why, about)
