"""Vouched colleagues: level P, where no register can be asked (spec clinicians.md 1.1)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bedside.policy.verification.levels import MAY, may

NEEDED: Final = 3  # colleagues who say yes
DAYS: Final = timedelta(days=90)
ROUNDS: Final = 2  # once, and renewed once
RENEW_FROM: Final = timedelta(days=14)  # before the end
ASKED_AT_MOST: Final = 9  # colleagues asked in one round: asking on until three give in is no vouching
VOUCHES_AT_MOST: Final = 5  # live vouches of one colleague
OPEN_FOR: Final = timedelta(days=30)  # how long an asking waits for its answer

VOUCHERS: Final = MAY["vouch"]  # levels
BELOW: Final = frozenset({"V0", "V1", "P"})  # levels that vouches can lift


@dataclass(frozen=True)
class Vouch:
    """One colleague's yes. `voucher_lost`: her own badge was suspended or taken away since.

    A badge that has only run out leaves her yes as it is: it was true when it was said, and ninety days are short.
    """

    voucher_lost: bool = False
    withdrawn: bool = False

    @property
    def counts(self) -> bool:
        """Whether it counts towards the three."""
        return not (self.voucher_lost or self.withdrawn)


@dataclass(frozen=True)
class Colleague:
    """Who is asked to vouch, as the rules see her."""

    kind: str
    level: str
    specialty: str
    same_account: bool
    live_vouches: int = 0


def same_specialty(one: str, other: str) -> bool:
    """Say whether two specialties are the same, written anyhow."""
    return bool(one.strip()) and " ".join(one.casefold().split()) == " ".join(other.casefold().split())


def may_vouch(colleague: Colleague, *, specialty: str) -> bool:
    """Say whether this colleague may vouch for somebody of `specialty`: with a live V3 or V4 of the same one."""
    return (
        colleague.kind == "clinician"
        and may("vouch", level=colleague.level)
        and same_specialty(colleague.specialty, specialty)
        and not colleague.same_account
        and colleague.live_vouches < VOUCHES_AT_MOST
    )


def is_reached(vouches: Sequence[Vouch]) -> bool:
    """Say whether enough of these count to give the level, or to keep it."""
    return sum(vouch.counts for vouch in vouches) >= NEEDED


def may_begin(*, kind: str, level: str, country: str, with_register: Collection[str]) -> bool:
    """Say whether such a persona may ask colleagues: a clinician without a level, where no register can be asked.

    `with_register` are the two-letter countries of the registers that this site knows.
    """
    return kind == "clinician" and level in BELOW and bool(country) and country not in with_register


def may_renew(*, rounds: int, valid_until: datetime, at: datetime) -> bool:
    """Say whether a further round may begin, after `rounds` that gave the level: once, from 14 days before the end."""
    return rounds < ROUNDS and at >= valid_until - RENEW_FROM
