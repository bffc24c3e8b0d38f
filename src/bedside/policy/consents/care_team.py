"""Care teams: a patient lets practices that know her talk with each other about her care.

Source: boundary row B50; spec clinicians.md section 8 (practice-to-practice thread); 45 CFR 164.506(c) would let them
talk without asking, and 42 CFR 2.31 not where it is about treatment for substance use. Here she is asked either way:
nothing is said before she signed, and nothing can be read by them after it ended.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

LEAST: Final = 2  # practices
MOST: Final = 5
LONGEST: Final = timedelta(days=366)
AT_A_TIME: Final = 5  # care teams of one patient
TEXT_VERSION: Final = 1
STATEMENTS: Final = (
    "The people who treat patients in these practices may write to each other about my care, here and nowhere else.",
    "I can read all that they write, and see who opened it.",
    "It ends on the last day that I chose. I can end it at any time, and I need not say why. It counts at once.",
    "After that they can't read it here. What they know by then they keep in mind, or in their own records.",
    "My care does not hang on this. Saying no changes nothing.",
)
PART2: Final = (
    "They may also write about treatment for alcohol or drugs (42 CFR part 2), and may not pass that on.",
    "They must leave out treatment for alcohol or drugs (42 CFR part 2).",
)


@dataclass(frozen=True, kw_only=True)
class Consent:
    """When a consent begins and ends: `ended_at` is when the patient took it back, or when it was closed."""

    signed_at: datetime
    until_at: datetime
    ended_at: datetime | None = None


def holds(consent: Consent, at: datetime) -> bool:
    """Say whether a consent holds at a moment: nothing has to have run for it to be over."""
    return consent.ended_at is None and consent.signed_at <= at < consent.until_at


def end_of(last: date) -> datetime:
    """Return the moment at which a last day is over, in UTC."""
    return datetime.combine(last + timedelta(days=1), time(0), UTC)


def problem(*, practices: int, last: date, running: int, at: datetime) -> str:
    """Return what is wrong with a care team that is to be signed: "few", "many", "past", "far", "running", or ""."""
    if practices < LEAST:
        return "few"
    if practices > MOST:
        return "many"
    if last <= at.date():
        return "past"
    if last > (at + LONGEST).date():
        return "far"
    return "running" if running >= AT_A_TIME else ""


def may_write(*, part2: bool, covered: bool) -> bool:
    """Say whether a thread may be begun: one with records of substance use treatment only where she agreed to that."""
    return covered or not part2


def statements(*, part2: bool) -> tuple[str, ...]:
    """Return what is read, and signed, in order."""
    return (*STATEMENTS, PART2[0] if part2 else PART2[1])
