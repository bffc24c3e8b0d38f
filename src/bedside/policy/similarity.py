"""People like me: who is offered to whom, and how little an answer tells (`evidence.md` section 12).

Everybody in a pool has said yes and has marked, one by one, what may be matched on. The answer is ten invitations
without names, two bands and a few reasons. Exact scores, an order, or a new answer for each change of one's own profile
would let a prober rebuild what somebody marked; so

- the answer of a week is that of the profile one had when the week began (`profile_in_force`);
- each score is blurred, and ten are drawn of the nearest fifty, with the same luck for the whole week;
- bands go by rank, for a score would tell whether one certain person is there, and small pools have one band only;
- the reasons of one offer are one fact and one trait at the most, held together by 11 people or more: how many there
  are, or how rare, would tell whether somebody with one certain profile is there.

Scan, not index: each candidate is looked at, so that who withdraws is gone with the next question.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from hashlib import blake2b
from itertools import pairwise
from math import log

import numpy as np
from numpy.typing import NDArray

from bedside.policy.disclosure import FLOOR

Floats = NDArray[np.float32]
Ids = NDArray[np.uint64]

NEAREST, DRAWN = 50, 10
BANDS_FROM = 200
"""The fewest candidates among whom two bands are told apart."""
BLUR = 0.28
"""Width of what is added to each score (0 to 1), the same for a whole week; a standard deviation of 0.08."""
COMMON = 0.05
"""The share of candidates that must hold a fact for it to count."""
MOST_FACTS = 48
KINDS = ("fact", "trait", "course")
SPAN = 16_384
"""Candidates that are looked at together when it is only asked whether 11 of them hold something."""
_NOTHING = 1e-9
MOST_TOGGLED = 3
FREEZE = timedelta(days=7)


class Band(StrEnum):
    """How near somebody is, among those who are offered."""

    MUCH = "much_in_common"
    SOMETHING = "something_in_common"


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What somebody marked "match on this", all of it coarse."""

    facts: frozenset[str] = frozenset()
    """Conditions, symptoms, treatments."""
    traits: frozenset[str] = frozenset()
    """Bands of stage, onset, age; sex."""
    course: str | None = None
    """The class of how the illness ran since its onset."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What matters to who asks: three shares that add up to 1."""

    facts: float = 0.5
    traits: float = 0.2
    course: float = 0.3


def weights_of(*, facts: int, traits: int, course: int) -> Weights:
    """The weights of three sliders with positions 1 to 4; each lies between 0.1 and 0.7. Raises ValueError beyond."""
    places = (facts, traits, course)
    if not all(1 <= place <= 4 for place in places):
        raise ValueError("A slider has four places.")
    return Weights(facts=facts / sum(places), traits=traits / sum(places), course=course / sum(places))


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """All candidates who share a condition: n people, and f columns of 0 and 1, a row for each column."""

    ids: Ids
    """Rising."""
    columns: Floats
    """Shape (f, n): facts first, then traits, then classes of course."""
    names: tuple[str, ...]
    kinds: tuple[str, ...]
    """For each column "fact", "trait" or "course"."""
    information: Floats
    """Shape (f,): of a fact, minus the logarithm of the share who hold it; 0 for the others."""
    held: Floats
    """Shape (n,): the information in each person's facts."""
    likeness: dict[tuple[str, str], float]
    """Of two classes of course, 0 to 1."""
    chance: NDArray[np.uint32]
    """Shape (n,): 32 bits for each id that look like chance; `_blur` mixes the week's key in."""


def pool_of(people: Sequence[tuple[int, Profile]], *, likeness: dict[tuple[str, str], float] | None = None) -> Pool:
    """Make a pool of candidates, by id. Facts and traits that fewer than 5 % or 11 people hold are left out."""
    people = sorted(people, key=lambda one: one[0])
    fewest = max(FLOOR, COMMON * len(people))
    listed = [("fact", name) for name in _common(people, "facts", fewest)]
    listed += [("trait", name) for name in _common(people, "traits", fewest)]
    listed += [("course", name) for name in sorted({profile.course for _, profile in people if profile.course})]
    rows = [[float(_has(profile, kind, name)) for _, profile in people] for kind, name in listed]
    columns = np.array(rows, np.float32).reshape(len(listed), len(people))
    return pool_of_columns(
        ids=np.array([number for number, _ in people], np.uint64),
        columns=columns,
        names=tuple(name for _, name in listed),
        kinds=tuple(kind for kind, _ in listed),
        likeness=likeness or {},
    )


def pool_of_columns(
    *, ids: Ids, columns: Floats, names: tuple[str, ...], kinds: tuple[str, ...], likeness: dict[tuple[str, str], float]
) -> Pool:
    """A pool whose columns were made before. Raises ValueError when they do not fit together."""
    if columns.shape != (len(names), len(ids)) or len(kinds) != len(names):
        raise ValueError("There must be a name and a kind for each column, and an id for each person.")
    if list(kinds) != sorted(kinds, key=KINDS.index) or np.any(ids[1:] <= ids[:-1]):
        raise ValueError("Facts come before traits and courses, and ids rise.")
    shares = columns.mean(axis=1) if len(ids) else np.zeros(len(names))
    told = [-log(share) if kind == "fact" and share else 0.0 for kind, share in zip(kinds, shares, strict=True)]
    information = np.array(told, np.float32)
    return Pool(
        ids=ids,
        columns=columns,
        names=names,
        kinds=kinds,
        information=information,
        held=information @ columns,
        likeness=likeness,
        chance=(_mixed(ids, 0) >> np.uint64(32)).astype(np.uint32),
    )


def _common(people: Sequence[tuple[int, Profile]], kind: str, fewest: float) -> list[str]:
    counts: dict[str, int] = {}
    for _, profile in people:
        for name in getattr(profile, kind):
            counts[name] = counts.get(name, 0) + 1
    most = sorted(counts, key=lambda name: (-counts[name], name))
    return [name for name in most if counts[name] >= fewest][:MOST_FACTS]


def course_likeness(curves: dict[str, Sequence[float]]) -> dict[tuple[str, str], float]:
    """How alike classes of course are: 1 less the mean area between their curves since onset, over their range."""
    values = {name: np.asarray(curve, float) for name, curve in curves.items()}
    spread = max((float(v.max()) for v in values.values()), default=0.0) - min(
        (float(v.min()) for v in values.values()), default=0.0
    )
    return {
        (one, other): 1 - float(np.abs(values[one] - values[other]).mean()) / spread if spread else 1.0
        for one in values
        for other in values
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Somebody who may be invited. The id is for the site; a member sees the band and the reasons."""

    id: int
    band: Band
    reasons: tuple[str, ...]


def week_key(secret: bytes, *, member: int, on: date) -> int:
    """The luck of a member in an ISO week: 64 bits that nobody without `secret` can foretell."""
    year, week, _ = on.isocalendar()
    said = f"{member} {year} {week}".encode()
    return int.from_bytes(blake2b(said, key=secret[:64], digest_size=8).digest(), "big")


def people_like_me(
    pool: Pool, me: Profile, *, key: int, weights: Weights | None = None, unwelcome: Collection[int] = ()
) -> tuple[Offer, ...]:
    """Up to ten offers in an order that means nothing; empty when there are fewer than 11 candidates.

    `unwelcome` are the asker and everybody who blocks or is blocked: they are absent as if they had never come, and
    the work is the same with and without them.
    """
    away = _rows(pool.ids, unwelcome)
    near = scores(pool, me, weights=weights or Weights())
    near += _blur(pool.chance, key)
    near[away] = -np.inf
    candidates = len(pool.ids) - len(away)
    if candidates < FLOOR:
        return ()
    best = _nearest(near, min(NEAREST, candidates))
    drawn = best[np.argsort(_mixed(pool.ids[best], key + 1), kind="stable")][:DRAWN]
    upper = set(best[: len(best) // 2].tolist()) if candidates >= BANDS_FROM else set()
    mine = _mine(pool, me)
    seen: dict[frozenset[int], bool] = {}
    return tuple(
        Offer(
            id=int(pool.ids[one]),
            band=Band.MUCH if one in upper else Band.SOMETHING,
            reasons=_reasons(pool, mine, int(one), key=key, seen=seen),
        )
        for one in drawn
    )


def _rows(ids: Ids, wanted: Collection[int]) -> NDArray[np.int64]:
    """The rows of those of `wanted` who are in the pool."""
    asked = np.unique(np.fromiter(wanted, np.uint64, len(wanted)))
    places = np.searchsorted(ids, asked)
    inside = places < len(ids)
    places, asked = places[inside], asked[inside]
    return np.asarray(places[ids[places] == asked], np.int64)


def scores(pool: Pool, me: Profile, *, weights: Weights) -> Floats:
    """How alike each candidate is, 0 to 1, shape (n,): not shown to anybody.

    Facts by Jaccard's index, each worth its information; traits by the share of the asker's that agree; courses by
    `likeness`.
    """
    mine = _mine(pool, me)
    split = pool.kinds.count("fact")
    facts = (mine * pool.information)[:split]
    shared = np.asarray(facts @ pool.columns[:split], np.float32)
    rest = pool.held - shared
    rest += np.float32(facts.sum() + _NOTHING)
    shared /= rest
    shared *= np.float32(weights.facts)
    shared += _other_columns(pool, me, mine, weights)[split:] @ pool.columns[split:]
    return shared


def _mine(pool: Pool, me: Profile) -> Floats:
    """Of each column whether the asker has it."""
    return np.array([_has(me, kind, name) for kind, name in zip(pool.kinds, pool.names, strict=True)], np.float32)


def _has(me: Profile, kind: str, name: str) -> bool:
    if kind == "course":
        return me.course == name
    return name in (me.facts if kind == "fact" else me.traits)


def _other_columns(pool: Pool, me: Profile, mine: Floats, weights: Weights) -> Floats:
    each = weights.traits / max(1, len(me.traits))
    values = [
        each * float(has) if kind == "trait" else weights.course * _course_value(pool, me, kind, name)
        for kind, name, has in zip(pool.kinds, pool.names, mine, strict=True)
    ]
    return np.array(values, np.float32)


def _course_value(pool: Pool, me: Profile, kind: str, name: str) -> float:
    if kind != "course" or me.course is None:
        return 0.0
    return pool.likeness.get((me.course, name), float(me.course == name))


def _nearest(near: Floats, count: int) -> NDArray[np.int64]:
    """The rows of the highest scores, highest first."""
    best = np.argpartition(near, len(near) - count)[len(near) - count :]
    return np.asarray(best[np.argsort(-near[best], kind="stable")], np.int64)


def _blur(chance: NDArray[np.uint32], key: int) -> Floats:
    """Between 0 and BLUR for each (the finaliser of MurmurHash3, in 32 bits: half the time of `_mixed`)."""
    with np.errstate(over="ignore"):
        bits = chance ^ np.uint32((key ^ key >> 32) % 2**32)
        bits *= np.uint32(0x85EBCA6B)
        bits ^= bits >> np.uint32(13)
        bits *= np.uint32(0xC2B2AE35)
        bits ^= bits >> np.uint32(16)
    blur = bits.astype(np.float32)
    blur *= np.float32(BLUR / 2**32)
    return blur


def _mixed(ids: Ids, key: int) -> Ids:
    """64 bits for each id that look like chance (splitmix64; Steele and others, OOPSLA 2014)."""
    with np.errstate(over="ignore"):
        z = ids * np.uint64(0x9E3779B97F4A7C15) + np.uint64(key % 2**64)
        z ^= z >> np.uint64(30)
        z *= np.uint64(0xBF58476D1CE4E5B9)
        z ^= z >> np.uint64(27)
        z *= np.uint64(0x94D049BB133111EB)
        z ^= z >> np.uint64(31)
    return z


def _reasons(pool: Pool, mine: Floats, one: int, *, key: int, seen: dict[frozenset[int], bool]) -> tuple[str, ...]:
    """One fact and one trait that both marked, by the luck of the week, where 11 candidates hold what is named."""
    chosen: list[int] = []
    facts, traits = pool.kinds.count("fact"), pool.kinds.count("trait")
    for start, end in ((0, facts), (facts, facts + traits)):
        both = (start + np.flatnonzero(mine[start:end] * pool.columns[start:end, one])).tolist()
        first = (key ^ int(pool.chance[one])) % max(1, len(both))
        for row in (*both[first:], *both[:first]):
            together = frozenset([*chosen, row])
            if together not in seen:
                seen[together] = _is_held_by_enough(pool, sorted(together))
            if seen[together]:
                chosen.append(row)
                break
    return tuple(pool.names[row] for row in chosen)


def _is_held_by_enough(pool: Pool, rows: list[int]) -> bool:
    found = 0
    for start in range(0, len(pool.ids), SPAN):
        found += int(np.count_nonzero(pool.columns[rows, start : start + SPAN].all(axis=0)))
        if found >= FLOOR:
            return True
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """A profile and when it was saved."""

    at: datetime
    profile: Profile


def profile_in_force(history: Sequence[Saved], *, now: datetime) -> Profile | None:
    """The profile that asks this week: the last one saved before Monday, or else the first that was ever saved.

    `history` is in the order of time. While edits are odd the profile from before them stays. None for no profile.
    """
    monday = (now - timedelta(days=now.weekday())).replace(hour=0, minute=0, second=0, microsecond=0)
    usable = [saved for i, saved in enumerate(history) if not _is_frozen(history[: i + 1])]
    before = [saved for saved in usable if saved.at < monday]
    chosen = before[-1] if before else next(iter(usable), None)
    return chosen.profile if chosen else None


def is_frozen(history: Sequence[Saved], *, now: datetime) -> bool:
    """Say whether matching rests: within the last 7 days more than 3 fields had been toggled back and forth."""
    return any(_is_frozen(history[: i + 1]) and now - FREEZE <= saved.at <= now for i, saved in enumerate(history))


def _is_frozen(history: Sequence[Saved]) -> bool:
    """Whether with its last edit more than 3 fields were changed and changed back within 7 days."""
    recent = [saved for saved in history if history[-1].at - saved.at <= FREEZE]
    changes: dict[str, int] = {}
    for earlier, later in pairwise(recent):
        for field in _fields(earlier.profile) ^ _fields(later.profile):
            changes[field] = changes.get(field, 0) + 1
    return sum(count >= 2 for count in changes.values()) > MOST_TOGGLED


def _fields(profile: Profile) -> frozenset[str]:
    course = {f"course {profile.course}"} if profile.course else set()
    return frozenset(f"fact {name}" for name in profile.facts) | {f"trait {n}" for n in profile.traits} | course
