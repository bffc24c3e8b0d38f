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
Subject = Literal["self", "other", "unknown"]
Kind = Literal["age_over_89", "date", "email", "phone", "record_no", "relation", "ssn", "unchecked", "url"]
Weight = Literal["identity", "number", "relation", "none"]

LEVELS: tuple[Level, ...] = ("info", "advise", "confirm", "hold", "refuse")
OWN_SIDE_ROLES: frozenset[Role] = frozenset({"clinician", "student", "practice", "organisation"})
SELF_ROLES: frozenset[Role] = frozenset({"patient", "carer", "personal"})


class KindFacts(NamedTuple):
    """The letter of a kind in 45 CFR 164.514(b)(2) (None: not one of the 18) and its column in the verdict table."""

    letter: str | None
    weight: Weight


KINDS: dict[Kind, KindFacts] = {
    "age_over_89": KindFacts("C", "identity"),
    "date": KindFacts("C", "identity"),
    "email": KindFacts("F", "number"),
    "phone": KindFacts("D", "number"),
    "record_no": KindFacts("H", "number"),
    "relation": KindFacts(None, "relation"),
    "ssn": KindFacts("G", "number"),
    "unchecked": KindFacts(None, "none"),
    "url": KindFacts("N", "number"),
}


@dataclass(frozen=True, slots=True)
class Profile:
    """Values the author shows on her own profile. They are hers to repeat, so they are never findings."""

    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known besides the text. The defaults are the strictest author and audience.

    There is no field for a care relation, on purpose: the answer has to be the same whether one exists or not.
    `country` is an ISO 3166 code of two letters. `in_reply_to` is the role of the persona answered.
    """

    role: Role = "clinician"
    audience: Audience = "public"
    in_reply_to: Role | None = None
    posted_on: date | None = None
    country: str | None = None
    profile: Profile = field(default_factory=Profile)


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

    def to_dict(self) -> dict[str, object]:
        """Give the JSON form, with fields in the order the documentation uses."""
        return {
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


@dataclass(frozen=True, slots=True)
class Version:
    """Which rules gave the answer."""

    library: str = LIBRARY
    data: str = RULES_DATE

    def to_dict(self) -> dict[str, str]:
        """Give the JSON form."""
        return {"library": self.library, "data": self.data}


@dataclass(frozen=True, slots=True)
class Report:
    """The answer of the guard to one text. `chars` is the length of the text in code points."""

    verdict: Verdict
    findings: tuple[Finding, ...]
    chars: int
    version: Version = field(default_factory=Version)

    def to_dict(self) -> dict[str, object]:
        """Give the JSON form. It holds no word of the text."""
        return {
            "verdict": self.verdict,
            "chars": self.chars,
            "findings": [finding.to_dict() for finding in self.findings],
            "version": self.version.to_dict(),
        }
