"""A patient's permission to publish: what it must say, what becomes of it, and when it ends.

Source: 45 CFR 164.508(c). (1) asks for what, by whom, to whom, the purpose, an end, and the signature with its date
(and the authority of who signs for somebody else); (2) for three statements: how to take it back, that care does not
hang on it, and that others may pass on what they read; (3) for plain language; (4) for a copy to who signs. The rule
lets a permission end with an event. Here a last day is asked for as well, at most `LONGEST` away: nobody watches for an
event at night, and a day that nobody has to watch for ends it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, Literal, NamedTuple
from zoneinfo import ZoneInfo

from bedside.policy.zones import zones

State = Literal["draft", "signed", "live", "expired", "revoked", "declined"]
Signer = Literal["self", "parent", "guardian", "power_of_attorney", "next_of_kin", ""]

OVER: Final[frozenset[State]] = frozenset({"expired", "revoked", "declined"})
REPRESENTATIVES: Final[frozenset[str]] = frozenset({"parent", "guardian", "power_of_attorney", "next_of_kin"})
LONGEST: Final = timedelta(days=5 * 366)
SOON: Final = timedelta(days=7)  # so long before the end both sides are told
SIGNED_WITHIN: Final = timedelta(minutes=5)  # who signs has shown within these minutes that it is she
LONGEST_SENTENCE: Final = 30  # words; twice what plain language guides ask for is where readers are lost
TEXT_VERSION: Final = "2026-11"

# 164.508(c)(2), in our words. They are part of what is signed.
STATEMENTS: Final[Mapping[str, str]] = {
    "revocation": (
        "You can end this at any time: press “End this” on the page of this permission. You need nobody's yes and no "
        "reason. What is posted here goes at once. What somebody has copied or printed before can't be called back."
    ),
    "no_conditions": "Your care, what you pay and what your insurance pays do not hang on your yes.",
    "redisclosure": "Who reads it can pass it on. The law of privacy may not bind them.",
}


class Element(NamedTuple):
    """One thing that a permission must hold: its name, what to call it, and where the rule asks for it."""

    key: str
    title: str
    source: str


ELEMENTS: Final = (
    Element("what", "What is shared", "(c)(1)(i)"),
    Element("by_whom", "Who shares it", "(c)(1)(ii)"),
    Element("to_whom", "Who may see it", "(c)(1)(iii)"),
    Element("purpose", "What it is for", "(c)(1)(iv)"),
    Element("until", "The day on which it ends", "(c)(1)(v)"),
    Element("zone", "The time zone of that day", "(c)(1)(v)"),
    Element("signature", "Signature and date", "(c)(1)(vi)"),
    Element("authority", "What lets the signer speak for somebody else", "(c)(1)(vi)"),
    Element("plain", "Plain language", "(c)(3)"),
)
TITLES: Final[Mapping[str, str]] = {one.key: one.title for one in ELEMENTS}
WRITTEN: Final = ("what", "by_whom", "to_whom", "purpose")


@dataclass(frozen=True)
class Terms:
    """What a permission says, but for the signature.

    `since` is a first day, for what is to begin later than the signing. `event` is a happening that ends it sooner, in
    words, or "".
    """

    what: str = ""
    by_whom: str = ""
    to_whom: str = ""
    purpose: str = ""
    since: date | None = None
    until: date | None = None
    zone: str = ""
    event: str = ""


@dataclass(frozen=True)
class Moments:
    """When what happened to a permission; None where it did not. `ends_at` is known from the signing on."""

    signed_at: datetime | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    revoked_at: datetime | None = None
    declined_at: datetime | None = None


def state_of(moments: Moments, at: datetime) -> State:
    """Return the state at a moment: nothing has to have run for a permission to be over."""
    if moments.revoked_at is not None:
        return "revoked"
    if moments.declined_at is not None:
        return "declined"
    if moments.signed_at is None or moments.ends_at is None:
        return "draft"
    if moments.ends_at <= at:
        return "expired"
    begun = moments.starts_at is None or moments.starts_at <= at
    return "live" if begun else "signed"


def missing(terms: Terms, *, signed: bool = False, signer: Signer = "", authority: str = "") -> tuple[str, ...]:
    """Return the elements that are not there, in the order of the rule.

    `signed` tells that a signature is there, given as `signer`, whose `authority` is asked for unless it is "self".
    """
    found = {name for name in WRITTEN if not getattr(terms, name).strip()}
    found |= {"until"} if terms.until is None else set()
    found |= {"zone"} if terms.zone not in zones() else set()
    found |= set() if signed else {"signature"}
    found |= {"authority"} if signer in REPRESENTATIVES and not authority.strip() else set()
    found |= {"plain"} if any(hard_sentences(terms)) else set()
    return tuple(one.key for one in ELEMENTS if one.key in found)


def end_of(until: date, zone: str) -> datetime:
    """Return the moment at which the last day is over: the first midnight after it, in that zone, as UTC.

    Where the clock is put forward over midnight, the day ends with the first moment that exists after it.
    """
    return _beginning(until + timedelta(days=1), zone)


def beginning_of(day: date, zone: str) -> datetime:
    """Return the first moment of a day in that zone, as UTC."""
    return _beginning(day, zone)


def _beginning(day: date, zone: str) -> datetime:
    midnight = datetime.combine(day, time(), tzinfo=ZoneInfo(zone))
    # Where the clock jumps over midnight, the offset from before leads to the moment after the jump. Where midnight
    # comes twice, the first one ends the day: a permission never lasts longer than it says.
    return midnight.astimezone(UTC)


def end_problem(until: date, zone: str, *, at: datetime) -> str:
    """Return what is wrong with a last day, at a moment, or ""."""
    if zone not in zones():
        return "zone"
    ends_at = end_of(until, zone)
    if ends_at <= at:
        return "past"
    return "far" if ends_at - at > LONGEST else ""


def due_at(terms: Terms) -> tuple[datetime | None, datetime]:
    """Return when it begins (None: with the signature) and when it ends, for terms of which nothing is missing."""
    assert terms.until is not None
    begins = beginning_of(terms.since, terms.zone) if terms.since is not None else None
    return begins, end_of(terms.until, terms.zone)


def hard_sentences(terms: Terms) -> Iterator[str]:
    """Give the sentences that are too long to be understood at a first reading."""
    for name in WRITTEN:
        for sentence in _sentences(getattr(terms, name)):
            if len(sentence.split()) > LONGEST_SENTENCE:
                yield sentence


def _sentences(text: str) -> Iterator[str]:
    for line in text.splitlines():
        yield from line.replace("? ", ". ").replace("! ", ". ").replace("; ", ". ").split(". ")
