"""The plan of a trial of one's own: fixed, hashed and dated before its first day.

Blocks come in pairs, one of each arm; which of the two comes first is drawn for each pair. The draw is made from a
seed that the site keeps to itself until the end. The plan's hash holds a hash of the seed, so that afterwards
everybody who is shown the seed can see that it was not chosen later.
"""

import hashlib
import json
from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Final

FEWEST_PAIRS, MOST_PAIRS = 3, 8
LONGEST_BLOCK: Final = 56  # days: eight weeks, for what works slowly
FEWEST_KEPT: Final = 3  # days of a block that count, after the wash-out
CRASHES_THAT_STOP: Final = 3  # days of crash in one arm after which the page asks whether to go on
SEED_BYTES: Final = 32
ARMS: Final = ("A", "B")


class BadPlan(ValueError):
    """A plan that can't be carried out. `field` names what has to change."""

    def __init__(self, field: str, what: str) -> None:
        super().__init__(what)
        self.field = field


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is fixed before the first day. `seed_hash` is the SHA-256 of the seed, in hex."""

    question: str
    arm_a: str
    arm_b: str
    outcome: str
    block_days: int
    pairs: int
    washout_days: int
    starts: date
    seed_hash: str

    def __post_init__(self) -> None:
        _check_sizes(self)
        for field in ("question", "arm_a", "arm_b", "outcome"):
            if not getattr(self, field).strip():
                raise BadPlan(field, "This has to be said before the start.")
        if self.arm_a.strip().casefold() == self.arm_b.strip().casefold():
            raise BadPlan("arm_b", "Both halves are the same, so there is nothing to compare.")

    @property
    def days(self) -> int:
        """How many days it takes, without any that are paused."""
        return 2 * self.pairs * self.block_days


@dataclass(frozen=True, slots=True)
class Day:
    """What a day of the trial is: its pair (0…), its arm, and whether it counts or still washes out the arm before."""

    pair: int
    arm: str
    counts: bool


def _check_sizes(plan: Plan) -> None:
    if not FEWEST_PAIRS <= plan.pairs <= MOST_PAIRS:
        raise BadPlan("pairs", f"Choose {FEWEST_PAIRS} to {MOST_PAIRS} pairs.")
    if plan.washout_days < 0:
        raise BadPlan("washout_days", "A wash-out can't be shorter than no day.")
    if not 1 <= plan.block_days <= LONGEST_BLOCK:
        raise BadPlan("block_days", f"A block lasts 1 to {LONGEST_BLOCK} days.")
    if plan.block_days - plan.washout_days < FEWEST_KEPT:
        raise BadPlan("washout_days", f"At least {FEWEST_KEPT} days of each block must count, after the wash-out.")


def seed_hash(seed: bytes) -> str:
    """Return what the plan says of its seed. Raises ValueError for a seed that is not 32 bytes: it could be guessed."""
    if len(seed) != SEED_BYTES:
        raise ValueError("A seed has 32 bytes.")
    return hashlib.sha256(seed).hexdigest()


def fingerprint(plan: Plan) -> str:
    """Return the SHA-256 of the plan's canonical JSON (sorted keys, no spaces, UTF-8), in hex."""
    facts = asdict(plan) | {"starts": plan.starts.isoformat()}
    canonical = json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def order(seed: bytes, pairs: int) -> tuple[str, ...]:
    """Return "AB" or "BA" for each pair: one bit of the SHA-256 of the seed and the pair's number."""
    bits = [hashlib.sha256(seed + bytes([pair])).digest()[0] & 1 for pair in range(pairs)]
    return tuple("BA" if bit else "AB" for bit in bits)


def day_of(plan: Plan, seed: bytes, on: date, *, paused: Collection[date] = ()) -> Day | None:
    """Return what `on` is in the trial; None before, after, and on a day that is paused (a crash).

    A paused day moves all that follow by one, so that a block keeps its length. Raises ValueError for another plan's
    seed.
    """
    if seed_hash(seed) != plan.seed_hash:
        raise ValueError("This seed belongs to another plan.")
    if on < plan.starts or on in paused:
        return None
    gone = (on - plan.starts).days - sum(1 for one in paused if plan.starts <= one < on)
    if gone >= plan.days:
        return None
    block, into = divmod(gone, plan.block_days)
    pair, place = divmod(block, 2)
    return Day(pair, order(seed, plan.pairs)[pair][place], counts=into >= plan.washout_days)


def ends(plan: Plan, *, paused: Collection[date] = ()) -> date:
    """Return the last day of the trial, with the days that were paused so far."""
    last = plan.starts + timedelta(days=plan.days - 1)
    for one in sorted(set(paused)):
        if plan.starts <= one <= last:
            last += timedelta(days=1)
    return last


def asks_to_stop(crashes: dict[str, int]) -> bool:
    """Say whether one arm has had so many days of crash that the page asks whether to go on."""
    return any(days >= CRASHES_THAT_STOP for days in crashes.values())
