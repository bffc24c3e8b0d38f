"""How many people live where the text plays: the places it tells, and what the author's profile tells."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import Final

from bedside.policy.guard import gazetteers
from bedside.policy.guard.combination_reading import Reading, Sign
from bedside.policy.guard.model import Facts, Hit
from bedside.policy.guard.text import Doc

CATCHMENT: Final = 150_000
UNKNOWN_TOWN: Final = 20_000
ADDRESS: Final = 5
LARGEST_SMALL: Final = 20_000
COUNTRIES: Final = {
    "us": 330_000_000, "gb": 67_000_000, "ca": 38_000_000, "au": 26_000_000, "ie": 5_000_000, "nz": 5_000_000,
    "de": 83_000_000, "fr": 68_000_000, "in": 1_400_000_000, "za": 60_000_000, "nl": 18_000_000, "es": 47_000_000,
}  # fmt: skip
"""People in a country, two significant figures (around 2020)."""


def narrowest_of_author(facts: Facts, *, clinical: bool) -> int:
    """Give how many people the author's own profile leaves: who may be meant, before anything is told.

    A place of work serves at least the people told as its catchment, else 150,000 or its town, if that is larger. Of
    other authors the town of the profile counts, else the country.
    """
    towns = [size for name in facts.profile.places if (size := people_in(name))]
    if facts.profile.catchment:
        return facts.profile.catchment
    if clinical:
        return max([CATCHMENT, *towns])
    return min([_country(facts), *towns])


def _country(facts: Facts) -> int:
    return COUNTRIES.get((facts.country or "us").lower(), COUNTRIES["us"])


def people_in(name: str) -> int | None:
    """Give how many people live in the place of that name, None when it is not known."""
    folded = " ".join(gazetteers.fold(name).replace(",", " ").replace(".", " ").split())
    known = gazetteers.place(folded)
    if known is None and " " in folded:
        known = gazetteers.place(folded.rpartition(" ")[0])
    return known.population or None if known else None


def told(reading: Reading, hits: Sequence[Hit]) -> Iterator[Sign]:
    """Turn what the detectors found into signs: places, days, ages over 89."""
    for hit in hits:
        at = _sentence(reading, hit.start)
        if hit.kind == "place":
            yield _place(reading.doc, hit, sentence=at)
        elif hit.kind == "date":
            yield Sign("time", hit.start, hit.end, share=1 / 365, strength=0.5, safer="some time ago", sentence=at)
        elif hit.kind == "age_over_89":
            yield Sign("age", hit.start, hit.end, share=0.008, strength=1.0, safer="someone over 89", sentence=at)


def _place(doc: Doc, hit: Hit, *, sentence: int) -> Sign:
    name = doc.norm[hit.start : hit.end]
    narrow = any(word in hit.rule for word in ("address", "street", "box", "coordinates", "words"))
    people = ADDRESS if narrow else people_in(name) or UNKNOWN_TOWN
    safer = "a large city" if people > 5 * UNKNOWN_TOWN else "a small town"
    strength = 1.5 if people <= LARGEST_SMALL else 1.0
    return Sign("place", hit.start, hit.end, share=people, strength=strength, safer=safer, sentence=sentence)


def _sentence(reading: Reading, start: int) -> int:
    at = bisect_right(reading.spans, start, key=itemgetter(1))
    return reading.sentence(at if at < len(reading.spans) else 0)
