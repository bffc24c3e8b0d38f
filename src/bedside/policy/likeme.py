"""People like me: what of a record is compared, when an edit counts, and what becomes of an introduction.

Source: spec evidence.md, section 12. `similarity` says who is offered; this says with what it is fed. A profile is
coarse on purpose: names, a band of five years for the onset, one of ten for the age.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bedside.policy.dates import DatePart
from bedside.policy.disclosure import FLOOR
from bedside.policy.similarity import Profile, Saved, Weights, profile_in_force
from bedside.policy.vocabulary import normalise

AGE_BANDS: Final = ("18-29", "30-39", "40-49", "50-59", "60-69", "70-79", "80+")
ONSET_YEARS: Final = 5
PLACES: Final = (1, 2, 3, 4)
"""Of a slider."""
MOST_KEPT: Final = 20
"""Saved profiles that are remembered: more than a fortnight of daily edits."""
PAUSE: Final = timedelta(days=7)
"""Who stopped and begins again is matched only then; else each new beginning would be a new question."""
ANSWER_DAYS: Final = 30
"""How long an invitation waits; a no is not told, and ends with it."""
MOST_ASKED: Final = 5
"""Invitations of one member that may wait at a time."""
SYMPTOM_DAYS: Final = 180


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What a member keeps and lets be compared, before it is made coarse. `onsets` are those of her illnesses."""

    conditions: Collection[str] = ()
    courses: Collection[str] = ()
    symptoms: Collection[str] = ()
    onsets: Collection[DatePart] = ()
    age: str = ""


def profile_of(kept: Kept, fields: Collection[str]) -> Profile:
    """Return what is compared of `kept`: only the fields that she marked."""
    facts = [
        f"{field}:{name}"
        for field, names in (("conditions", kept.conditions), ("courses", kept.courses), ("symptoms", kept.symptoms))
        if field in fields
        for name in filter(None, map(normalise, names))
    ]
    traits = []
    if "onset" in fields and (years := onset_band(kept.onsets)):
        traits.append(f"onset:{years}")
    if "age_band" in fields and kept.age in AGE_BANDS:
        traits.append(f"age_band:{kept.age}")
    return Profile(facts=frozenset(facts), traits=frozenset(traits))


def onset_band(onsets: Iterable[DatePart]) -> str:
    """Return the five years in which the first illness began, as "2010-2014"; "" where that is not sure."""
    known = [one for one in onsets if one.lo and one.hi]
    if not known:
        return ""
    first = min(known, key=lambda one: (one.lo, one.hi))
    assert first.lo is not None
    assert first.hi is not None
    start = first.lo.year - first.lo.year % ONSET_YEARS
    return f"{start}-{start + ONSET_YEARS - 1}" if first.hi.year < start + ONSET_YEARS else ""


def field_of(name: str) -> tuple[str, str]:
    """Return the field and the word of a fact or trait as `profile_of` names it."""
    field, _colon, word = name.partition(":")
    return field, word


def within(profile: Profile, allowed: Profile) -> Profile:
    """Return what of a profile is still in `allowed`: what its owner took out counts no more."""
    return Profile(facts=profile.facts & allowed.facts, traits=profile.traits & allowed.traits)


def only(profile: Profile, fields: Collection[str]) -> Profile:
    """Return what of a profile belongs to these fields."""
    return Profile(
        facts=frozenset(name for name in profile.facts if field_of(name)[0] in fields),
        traits=frozenset(name for name in profile.traits if field_of(name)[0] in fields),
    )


def candidates(me: Profile, others: Mapping[int, Profile]) -> list[tuple[int, Profile]]:
    """Return those of `others` who share an illness with the asker that 11 of them or more have.

    An illness of fewer is not asked about at all: who has it would be told by being offered.
    """
    held = Counter(name for profile in others.values() for name in profile.facts & me.facts if _is_illness(name))
    asked = {name for name, people in held.items() if people >= FLOOR}
    return [(number, profile) for number, profile in others.items() if profile.facts & asked]


def _is_illness(name: str) -> bool:
    return field_of(name)[0] == "conditions"


@dataclass(frozen=True, kw_only=True)
class Marked:
    """A profile as it was saved, with what mattered to its owner then."""

    at: datetime
    profile: Profile
    have: int = 2
    when: int = 2

    @property
    def weights(self) -> Weights:
        """The two sliders as shares; each lies between 0.2 and 0.8. Courses of illness are not compared yet."""
        both = self.have + self.when
        return Weights(facts=self.have / both, traits=self.when / both, course=0.0)


def in_force(history: Sequence[Marked], *, now: datetime) -> Marked | None:
    """Return what asks this week, sliders and all: see `similarity.profile_in_force`."""
    saved = [Saved(at=one.at, profile=one.profile) for one in history]
    chosen = profile_in_force(saved, now=now)
    return next((one for one in reversed(history) if one.profile is chosen and not _too_new(history, one, now)), None)


def _too_new(history: Sequence[Marked], one: Marked, now: datetime) -> bool:
    monday = (now - timedelta(days=now.weekday())).replace(hour=0, minute=0, second=0, microsecond=0)
    return one.at >= monday and one is not history[0]


def added(history: Sequence[Marked], new: Marked) -> tuple[Marked, ...]:
    """Return the history with one more profile; one that says the same as the last is not kept twice."""
    if history and (history[-1].profile, history[-1].have, history[-1].when) == (new.profile, new.have, new.when):
        return tuple(history)
    return (*history, new)[-MOST_KEPT:]
