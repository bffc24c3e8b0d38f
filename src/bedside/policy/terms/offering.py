"""What is offered below a box of free text, and in which order. Offered, never applied: what was typed stays.

In order: the name itself; a lay word for it; names in which a word begins like that; names that look alike, by the
trigrams of PostgreSQL's pg_trgm: first those that are close, and only where there are none those from 0.3 on. Each
label once, at most seven.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from bedside.policy.terms.model import OFFERED_FIRST, NameKind, System
from bedside.policy.vocabulary import normalise

MOST = 7
LEAST_LETTERS = 2
LONGEST_ASKED = 120
ALIASES = frozenset({NameKind.SYNONYM, NameKind.LAY, NameKind.OWN})
EXACT, ALIAS, PREFIX, ALIKE = 0, 1, 2, 3
LENGTHS = (20, 30, 40)
"""Names up to so many characters have indexes of their own: who slips looks for "migraine", not for the 80 characters
of a fracture's place, and comparing with those would take most of the time."""
CLOSE = (0.6, 0.45, 0.3)
"""How alike a name must be, tried in turn until some are found. One slip in ten letters leaves 0.6 at least, so that
the last is for what was heard and never read; it looks at every third name, at ten times the cost of the first."""
SHORT = 10  # letters: a slip in fewer changes so much that only the last is tried
LETTERS_ALIKE = range(4, 41)
"""How long a text may be for which names that look alike are sought: three letters are like every word, and beyond the
longest name that is compared a text is a sentence."""


@dataclass(frozen=True, slots=True)
class Found:
    """A name that fits what was typed: the term's id and label, the name that fitted, and how alike it is (0 to 1)."""

    term_id: int
    system: str
    about: str
    label: str
    name: str
    kind: str
    alike: float = 0.0


@dataclass(frozen=True, slots=True)
class Offer:
    """One line of the list. `because` is the name that fitted where it is not the label: "UTI" for "urinary …"."""

    term_id: int
    label: str
    about: str
    because: str


def asked(text: str) -> str:
    """Return the form in which a typed text is looked for; "" for one too short to look for anything."""
    plain = normalise(text[:LONGEST_ASKED])
    return plain if len(plain) >= LEAST_LETTERS else ""


def closeness(wanted: str) -> tuple[float, ...]:
    """Return how alike names must be to a typed text: values of CLOSE, to be tried in turn until some are found."""
    return CLOSE if len(wanted) >= SHORT else CLOSE[-1:]


def longest_alike(wanted: str, *, close: float = CLOSE[-1]) -> int:
    """Return up to which length names are compared with a typed text: twice its own at most, in steps of LENGTHS.

    What is `close` alike shares that part of all trigrams, so a much longer name cannot be.
    """
    most = len(wanted) / max(close, 0.5)
    return next((longest for longest in LENGTHS if longest >= most), LENGTHS[-1])


def seeks_alike(found: Iterable[Found], *, wanted: str) -> bool:
    """Say whether to look for names that look alike: where no name fits exactly, so that something may be misspelt."""
    fits = any(step(one, wanted=wanted) in (EXACT, ALIAS) for one in found)
    return not fits and len(wanted) in LETTERS_ALIKE


def step(found: Found, *, wanted: str) -> int:
    """Return at which of the four steps a name fits."""
    plain = normalise(found.name)
    if plain == wanted:
        return ALIAS if NameKind(found.kind) in ALIASES else EXACT
    return PREFIX if begins_a_word(plain, wanted) else ALIKE


def begins_a_word(plain: str, wanted: str) -> bool:
    """Say whether some word of a normalised name, and what follows it, begins with what is wanted."""
    return plain.startswith(wanted) or f" {wanted}" in plain


def offers(found: Iterable[Found], *, wanted: str) -> list[Offer]:
    """Return what to show, in order. Of terms with one label the most useful system's is taken."""
    ranked = sorted(found, key=lambda one: _rank(one, wanted))
    shown: dict[str, Offer] = {}
    for one in ranked:
        plain = normalise(one.label)
        if plain not in shown and len(shown) < MOST:
            because = "" if normalise(one.name) == plain else one.name
            shown[plain] = Offer(one.term_id, one.label, one.about, because)
    return list(shown.values())


def _rank(one: Found, wanted: str) -> tuple[int, float, int, int, str, int]:
    at = step(one, wanted=wanted)
    alike = -one.alike if at == ALIKE else 0.0
    order = OFFERED_FIRST.index(System(one.system))
    if at == PREFIX:  # a name that begins so stands before one in which a later word does; short before long
        begins = 0 if normalise(one.name).startswith(wanted) else 1
        return at, float(begins), len(one.name), order, one.label, one.term_id
    return at, alike, order, len(one.label), one.label, one.term_id
