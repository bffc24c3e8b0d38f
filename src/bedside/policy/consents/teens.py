"""Members under 18: who may have an account, where they come in, and what is kept from them.

Sources: boundary rows B42 (under 13: none, asked neutrally before anything else is collected) and B43 (13 to 17: teens'
communities, no direct messages from adults, no precise place); 16 CFR 312 (COPPA) for 13. A site may ask for more years
than 13, never for fewer. Only month and year of birth are asked, so whoever may still be 17 counts as 17.
"""

from datetime import date, timedelta
from typing import Final

from bedside.policy.guard.model import LEVELS, Finding

LEAST: Final = 13
ADULT: Final = 18
GOODBYE: Final = timedelta(days=30)  # in a community of teens, for who has just turned 18
# A teen cannot hold a licence, and the kinds for those who do are not offered.
KINDS: Final = frozenset({"patient", "carer", "personal"})


def grown_on(year: int, month: int) -> date:
    """Return the day from which somebody born in this month is 18, whatever the day: the first of the month after."""
    return date(year + ADULT + month // 12, month % 12 + 1, 1)


def is_teen(grown: date | None, *, today: date) -> bool:
    """Say whether somebody who is grown on this day counts as a teen; None: an adult, as everybody who never told."""
    return grown is not None and today < grown


def may_have(kind: str, *, teen: bool) -> bool:
    """Say whether a persona of this kind may be had."""
    return not teen or kind in KINDS


def may_join(*, teen: bool, for_teens: bool, invited: bool) -> bool:
    """Say whether somebody may come into a community: teens into teens' own, adults there only as stewards ask them."""
    return for_teens if teen else (not for_teens or invited)


def may_be_written_to(*, reader_is_teen: bool, writer_is_teen: bool) -> bool:
    """Say whether a text that only those named in it read reaches a reader: not between an adult and a teen.

    Neither way: an adult would answer where a teen had begun.
    """
    return reader_is_teen == writer_is_teen


def tells_place(findings: tuple[Finding, ...]) -> bool:
    """Say whether a text tells where its author is more closely than a site lets a teen tell."""
    return any(one.kind == "place" and LEVELS.index(one.level) >= LEVELS.index("advise") for one in findings)
