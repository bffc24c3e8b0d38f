"""How many people fit what a text tells of one person, though it names nobody (letter R of 45 CFR 164.514(b)(2)).

    k = max(1, P x s x a x c x r x t), then the caps

P people in the narrowest place told or shown on the author's profile, s the share of the sex told, a of the age, c of
the condition (of a window of time: of its new cases), r of origin, trait and work, t the window of time. Offices with
one holder, public events and words like "only" cap the number. The factors are taken as independent; that errs towards
fewer people. Below 1,000 the combination is a finding; 11 is the common floor of published health tables.

A sign only ever lowers k: more details never make somebody harder to find.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import prod
from typing import Final

from bedside.policy.guard import combination_described as described
from bedside.policy.guard import combination_figures as figures
from bedside.policy.guard import combination_health as health
from bedside.policy.guard import combination_places as places
from bedside.policy.guard import combination_signs as words
from bedside.policy.guard.combination_gate import counted, passes
from bedside.policy.guard.combination_reading import Reading, Sign, What
from bedside.policy.guard.combination_unique import unique
from bedside.policy.guard.combination_words import word_set
from bedside.policy.guard.messages.combination import people_in_words, safer_for, why_for
from bedside.policy.guard.model import Combination, Hit, Subject
from bedside.policy.guard.text import Doc

KIND: Final = "combination"
RULES: Final = ("combination.k",)
NO_FINDING: Final = 1_000
CONFIDENCE: Final = 0.8
_CHRONIC_YEARS: Final = 5
_WINDOW: Final = 600
_STEP: Final = 100
_SHOWN: Final = word_set("shown")
_READERS: Final = (
    figures.ages, figures.times, figures.counted_places, words.offices, words.jobs, words.acquaintances,
    words.people, words.traits, health.conditions, health.care, words.events, words.small_places, words.regions,
    described.told_by_deed, described.told_by_work, described.told_by_origin, described.owned_by_a_place,
    described.of_fame, described.known_to_all, described.unnamed, described.families, described.of_a_group,
    described.teams, described.several, described.known_by_deed, unique,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Estimate:
    """How many people fit, between `low` and `high`, and the signs that tell it, in normalised offsets.

    `parts` hold for each sign what to write instead ("" takes the words out, None leaves them). `why` and `safer` are
    the sentences for the author: they name kinds of details, never the words found and never a number.
    """

    k: int
    low: int
    high: int
    words: str
    start: int
    end: int
    parts: tuple[Sign, ...]
    why: str
    safer: str
    subject: Subject

    @property
    def combination(self) -> Combination:
        """Give the form of the report."""
        return Combination(k=self.k, low=self.low, high=self.high, words=self.words)


def assess(doc: Doc, hits: Sequence[Hit]) -> Estimate | None:
    """Estimate how many people fit what `doc` tells; None when no one person is described or 1,000 and more fit.

    `hits` are what the detectors found (places, dates, ages over 89), in any order. Where a long text tells of several
    people, the stretch that leaves the fewest counts.
    """
    reading = Reading(doc)
    signs = counted(_signs(reading, hits), reading)
    people = places.narrowest_of_author(doc.facts, clinical=reading.clinical)
    told = [(count_people(some, people=people), some) for some in _stretches(signs) if passes(some)]
    if not told:
        return None
    k, some = min(told, key=lambda pair: pair[0])
    return _estimate(k, some, reading=reading, people=people) if k < NO_FINDING else None


def count_people(signs: Sequence[Sign], *, people: int) -> int:
    """Give k for signs of one person, where `people` live in the place the author is known to be at."""
    place = min([people, *(sign.share for sign in signs if sign.what == "place")])
    k = (
        place
        * prod(_least(signs, what) for what in ("sex", "age", "job", "tie", "event"))
        * _traits(signs)
        * _of_condition(signs)
    )
    caps = [sign.cap for sign in signs if sign.cap]
    return max(1, int(min([k, *caps])))


def _least(signs: Sequence[Sign], what: What) -> float:
    return min((sign.share for sign in signs if sign.what == what), default=1.0)


def _traits(signs: Sequence[Sign]) -> float:
    return prod({sign.share for sign in signs if sign.what in ("trait", "role")})


def _of_condition(signs: Sequence[Sign]) -> float:
    """Give the share with the rarest condition told; within a window of time, with that condition newly or again."""
    when = _least(signs, "time")
    shares = [_in_time(sign, when=when) for sign in signs if sign.what == "condition" or sign.course == "acute"]
    return min([when, *shares])


def _in_time(sign: Sign, *, when: float) -> float:
    yearly = sign.share / _CHRONIC_YEARS if sign.course == "chronic" and when < 1 else sign.share
    return yearly * when


def _signs(reading: Reading, hits: Sequence[Hit]) -> Iterator[Sign]:
    for read in _READERS:
        yield from read(reading)
    yield from places.told(reading, hits)


def _stretches(signs: list[Sign]) -> Iterator[list[Sign]]:
    """Give the signs near each other, from fixed places on: a long story tells of many people. They come in order."""
    if not signs:
        return
    starts = [sign.start for sign in signs]
    for begin in range(0, max(1, starts[-1] - _WINDOW + _STEP + 1), _STEP):
        some = signs[bisect_left(starts, begin) : bisect_left(starts, begin + _WINDOW)]
        if some:
            yield some


def _estimate(k: int, signs: list[Sign], *, reading: Reading, people: int) -> Estimate:
    parts = _shown(signs)
    kinds = list(dict.fromkeys(part.what for part in parts))
    return Estimate(
        k=k,
        low=max(1, k // 10),
        high=k * 10,
        words=people_in_words(k),
        start=min(part.start for part in parts),
        end=max(part.end for part in parts),
        parts=parts,
        why=why_for(kinds, k=k),
        safer=safer_for(_most_telling(signs, kinds=kinds, people=people)),
        subject=_subject(signs, reading=reading),
    )


def _shown(signs: list[Sign]) -> tuple[Sign, ...]:
    """Give the signs to mark: the longest where they overlap, in text order."""
    kept: list[Sign] = []
    for sign in sorted(signs, key=lambda s: (s.start - s.end, -s.strength, s.start, s.what, s.share)):
        if sign.what in _SHOWN and all(sign.end <= k.start or k.end <= sign.start for k in kept):
            kept.append(sign)
    return tuple(sorted(kept, key=lambda sign: sign.start))


def _most_telling(signs: list[Sign], *, kinds: list[What], people: int) -> list[What]:
    """Give the kind of detail without which most people fit, and the next one if the first is not enough."""

    def without(left_out: set[What]) -> int:
        return count_people([sign for sign in signs if sign.what not in left_out], people=people)

    first = max(kinds, key=lambda what: without({what}))
    if without({first}) >= NO_FINDING or len(kinds) == 1:
        return [first]
    second = max((what for what in kinds if what != first), key=lambda what: without({first, what}))
    return [first, second]


def _subject(signs: list[Sign], *, reading: Reading) -> Subject:
    if not reading.member:
        return "other"
    return (
        "other"
        if any(sign.other for sign in signs) and not any(sign.own and sign.what == "role" for sign in signs)
        else "self"
    )
