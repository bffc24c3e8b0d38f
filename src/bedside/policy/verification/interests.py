"""Declared interests, and beside which posts they are told (16 CFR 255.5: a connection that readers don't expect).

A line is worked out when a post is read: nothing an author does to the words of a post takes it away.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

KINDS = ("payment", "shares", "employment", "research", "family")
MOST = 30  # interests of one persona
MOST_CONCERNS = 12  # words and hashtags of one interest
SLIP = timedelta(hours=24)  # within which a declaration can be taken back as a slip; after that it can only be ended
BACK = timedelta(days=31)  # how far back an end may lie: an end said long afterwards would clear what was written
_LEGAL = frozenset(
    [
        "ab",
        "ag",
        "as",
        "bv",
        "co",
        "corp",
        "corporation",
        "gmbh",
        "group",
        "holding",
        "holdings",
        "inc",
        "incorporated",
        "kg",
        "limited",
        "llc",
        "lp",
        "ltd",
        "nv",
        "oy",
        "plc",
        "pte",
        "pty",
        "sa",
        "sarl",
        "se",
        "spa",
        "srl",
        "company",
    ]
)
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Interest:
    """What somebody declared: who gives, what kind, from which day until which (None: still), and what it concerns.

    `concerns` holds names of treatments and products, and hashtags with their "#".
    """

    payer: str
    kind: str
    begun: date
    ended: date | None = None
    concerns: tuple[str, ...] = ()

    def live_on(self, day: date) -> bool:
        """Say whether it stood on that day, first and last day included."""
        return self.begun <= day and (self.ended is None or day <= self.ended)

    @property
    def years(self) -> str:
        """The years of it, as they are told: "2026", "2024 to 2026" or "since 2024"."""
        if self.ended is None:
            return f"since {self.begun.year}"
        same = self.ended.year == self.begun.year
        return f"{self.begun.year}" if same else f"{self.begun.year} to {self.ended.year}"


def told_with(interests: Iterable[Interest], *, text: str, tags: Collection[str], day: date) -> tuple[Interest, ...]:
    """Return the interests that a post of that day has to show: it names who gives, or what the interest concerns.

    `tags` are the post's hashtags without "#"; what it concerns and is a hashtag is found as a hashtag alone.
    Names are found as whole words, without regard to case, marks or the
    legal form of a company; a name of several words is also found written together, as hashtags are.
    """
    words, hashtags = _words(text), {_fold(tag) for tag in tags}
    return tuple(one for one in interests if one.live_on(day) and _named(one, words, hashtags))


def may_end(*, ended: date, begun: date, today: date) -> bool:
    """Say whether an interest may be ended on that day: not before it began, not in time to come, not long past."""
    return begun <= ended <= today and ended >= today - BACK


def _named(interest: Interest, words: list[str], hashtags: set[str]) -> bool:
    if any(_fold(one[1:]) in hashtags for one in interest.concerns if one.startswith("#")):
        return True
    about = (tuple(_words(one)) for one in interest.concerns if not one.startswith("#"))
    written = hashtags | set(words)
    names = (_name_of(interest.payer), *about)
    return any(name and ("".join(name) in written or _stands(name, words)) for name in names)


def _name_of(payer: str) -> tuple[str, ...]:
    """Return the words of a payer's name without its legal form: readers write "Acme", never "Acme Holdings Inc."."""
    words = _words(payer)
    while len(words) > 1 and words[-1] in _LEGAL:
        words.pop()
    return tuple(words)


def _stands(name: tuple[str, ...], words: list[str]) -> bool:
    size = len(name)
    return any(tuple(words[at : at + size]) == name for at in range(len(words) - size + 1))


def _words(text: str) -> list[str]:
    return _WORD.findall(_fold(text))


def _fold(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text).casefold()
    return "".join(sign for sign in apart if not unicodedata.combining(sign))
