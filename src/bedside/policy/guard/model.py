"""The shapes of the guard: what it is told, what it finds, what it answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

if TYPE_CHECKING:
    from bedside.policy.guard.text import Doc

LIBRARY = "0.1.0"
RULES_DATE = "2026-11"

Role = Literal[
    "patient", "carer", "clinician", "student", "researcher", "organisation", "personal", "practice", "moderator"
]
Audience = Literal["public", "followers", "community", "class", "room", "practice", "mentioned"]
Verdict = Literal["pass", "advise", "confirm", "hold", "refuse"]
Level = Literal["info", "advise", "confirm", "hold", "refuse"]
Subject = Literal["self", "other", "public_figure", "unknown"]
Declared = Literal["none", "invented", "authorised"]
Kind = Literal[
    "name", "place", "date", "age_over_89", "phone", "fax", "email", "ssn", "record_no", "plan_no", "account_no",
    "licence_no", "vehicle", "device", "url", "ip", "biometric", "image", "handle", "other_id",
    "relation", "combination", "recency", "unchecked",
]  # fmt: skip
Weight = Literal["identity", "number", "combination", "relation", "none"]
UrgencyClass = Literal["emergency", "selfharm", "urgent", "sensitive", "routine"]
Card = Literal["emergency", "crisis", "call_today", "private", "none"]
About = Literal["self", "other"]

LEVELS: tuple[Level, ...] = ("info", "advise", "confirm", "hold", "refuse")
OWN_SIDE_ROLES: frozenset[Role] = frozenset({"clinician", "student", "practice", "organisation"})
SELF_ROLES: frozenset[Role] = frozenset({"patient", "carer", "personal"})


class KindFacts(NamedTuple):
    """The letter of a kind in 45 CFR 164.514(b)(2) (None: not one of the 18) and its column in the verdict table."""

    letter: str | None
    weight: Weight


KINDS: dict[Kind, KindFacts] = {
    "account_no": KindFacts("J", "number"),
    "age_over_89": KindFacts("C", "identity"),
    "biometric": KindFacts("P", "number"),
    "combination": KindFacts("R", "combination"),
    "date": KindFacts("C", "identity"),
    "device": KindFacts("M", "number"),
    "email": KindFacts("F", "number"),
    "fax": KindFacts("E", "number"),
    "handle": KindFacts("R", "identity"),
    "image": KindFacts("Q", "identity"),
    "ip": KindFacts("O", "number"),
    "licence_no": KindFacts("K", "number"),
    "name": KindFacts("A", "identity"),
    "other_id": KindFacts("R", "identity"),
    "phone": KindFacts("D", "number"),
    "place": KindFacts("B", "identity"),
    "plan_no": KindFacts("I", "number"),
    "recency": KindFacts(None, "none"),
    "record_no": KindFacts("H", "number"),
    "relation": KindFacts(None, "relation"),
    "ssn": KindFacts("G", "number"),
    "unchecked": KindFacts(None, "none"),
    "url": KindFacts("N", "number"),
    "vehicle": KindFacts("L", "number"),
}


@dataclass(frozen=True, slots=True)
class Profile:
    """What the author shows on her own profile. It is hers to repeat, so these values are never findings.

    `employer`, `places` and `catchment` (people her place of work serves) narrow who a post can be about all the same.
    """

    names: tuple[str, ...] = ()
    handles: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    employer: str | None = None
    places: tuple[str, ...] = ()
    catchment: int | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known besides the text. The defaults are the strictest author and audience.

    There is no field for a care relation, on purpose: the answer has to be the same whether one exists or not.
    `country` is an ISO 3166 code of two letters, `language` one of ISO 639. `in_reply_to` is the role of the persona
    answered, `answering` her handle. `declared` is what the author says of a case; `known_public` holds names that the
    site treats as public.
    """

    role: Role = "clinician"
    audience: Audience = "public"
    in_reply_to: Role | None = None
    posted_on: date | None = None
    country: str | None = None
    profile: Profile = field(default_factory=Profile)
    language: str = "en"
    answering: str | None = None
    declared: Declared = "none"
    known_public: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Hit:
    """What a detector saw: a span of the normalised text, and which wording of its rule fits.

    `variant` names one of the replacements of the rule in `wording.py`; `detail` fills the gap in it.
    """

    kind: Kind
    rule: str
    start: int
    end: int
    confidence: float = 1.0
    variant: str = ""
    detail: str = ""


class Detector(Protocol):
    """One file of `detectors/`: the kind it finds, the ids of its rules, and a pure `find`."""

    @property
    def KIND(self) -> Kind: ...

    @property
    def RULES(self) -> tuple[str, ...]: ...

    def find(self, doc: Doc) -> Iterator[Hit]: ...


@dataclass(frozen=True, slots=True)
class Part:
    """One ingredient of a combination, in code points of the text as given.

    `safer` is a softer wording, "" where it is best left out, None where nothing softer is offered.
    """

    start: int
    end: int
    what: str
    safer: str | None = None

    def to_dict(self) -> dict[str, object]:
        """Give the JSON form."""
        return {"start": self.start, "end": self.end, "what": self.what, "safer": self.safer}


@dataclass(frozen=True, slots=True)
class Finding:
    """One place in the text, why it matters, and what to write instead.

    `start` and `end` count code points of the text as given. `safer` is a ready replacement; None means leave it out.
    `law` holds ids of the rules of law and conduct.
    """

    kind: Kind
    letter: str | None
    start: int
    end: int
    rule: str
    law: tuple[str, ...]
    level: Level
    confidence: float
    subject: Subject
    why: str
    safer: str | None
    parts: tuple[Part, ...] = ()

    def to_dict(self) -> dict[str, object]:
        """Give the JSON form, with fields in the order the documentation uses."""
        told: dict[str, object] = {
            "kind": self.kind,
            "letter": self.letter,
            "start": self.start,
            "end": self.end,
            "rule": self.rule,
            "law": list(self.law),
            "level": self.level,
            "confidence": self.confidence,
            "subject": self.subject,
            "why": self.why,
            "safer": self.safer,
        }
        return told | {"parts": [part.to_dict() for part in self.parts]} if self.parts else told


@dataclass(frozen=True, slots=True)
class Combination:
    """An estimate of how many people fit what is told, as if all signs were independent: that errs towards fewer.

    `low` and `high` are `k` divided and multiplied by ten. Authors see the words, never the number.
    """

    k: int
    low: int
    high: int
    words: str

    def to_dict(self) -> dict[str, object]:
        """Give the JSON form."""
        return {"k": self.k, "low": self.low, "high": self.high, "words": self.words}


@dataclass(frozen=True, slots=True)
class Hint:
    """One reason to think that somebody needs help: the words, in code points of the text as given, and why."""

    cls: UrgencyClass
    start: int
    end: int
    rule: str
    why: str
    about: About = "self"

    def to_dict(self) -> dict[str, object]:
        """Give the JSON form."""
        return {
            "class": self.cls,
            "start": self.start,
            "end": self.end,
            "rule": self.rule,
            "why": self.why,
            "about": self.about,
        }


@dataclass(frozen=True, slots=True)
class Urgency:
    """How soon somebody may need help. It shows a card to the author; it never hides a post or changes a verdict."""

    cls: UrgencyClass = "routine"
    hints: tuple[Hint, ...] = ()
    card: Card = "none"

    def to_dict(self) -> dict[str, object]:
        """Give the JSON form."""
        return {"class": self.cls, "classes": [hint.to_dict() for hint in self.hints], "card": self.card}


@dataclass(frozen=True, slots=True)
class Version:
    """Which rules gave the answer: of the library, of the trained model (its hash), and the month of the data."""

    library: str = LIBRARY
    model: str = "none"
    data: str = RULES_DATE

    def to_dict(self) -> dict[str, str]:
        """Give the JSON form."""
        return {"library": self.library, "model": self.model, "data": self.data}


@dataclass(frozen=True, slots=True)
class Report:
    """The answer of the guard to one text. `chars` is the length of the text in code points."""

    verdict: Verdict
    findings: tuple[Finding, ...]
    chars: int
    combination: Combination | None = None
    urgency: Urgency = field(default_factory=Urgency)
    version: Version = field(default_factory=Version)

    def to_dict(self) -> dict[str, object]:
        """Give the JSON form. It holds no word of the text."""
        return {
            "verdict": self.verdict,
            "chars": self.chars,
            "findings": [finding.to_dict() for finding in self.findings],
            "combination": self.combination.to_dict() if self.combination else None,
            "urgency": self.urgency.to_dict(),
            "version": self.version.to_dict(),
        }
