"""What is kept of a record, as plain facts between FHIR and tables. Dates are FHIR's: "2019", "2019-05", "2019-05-17".

Texts are what somebody wrote; a code is an addition. `source_id` is the id that a resource had in the bundle it came
from; nothing of the person's name, number or address is here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from bedside.policy.evaluations import Evaluation

Resource = dict[str, Any]
Json = Mapping[str, Any]

ASSERTED_BY: Final = "Patient"


@dataclass(frozen=True, slots=True)
class Code:
    """A code of a vocabulary, by the vocabulary's address."""

    system: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Of a Patient: what may be offered to the account's owner. `birth_year` is None from 90 years on, and unsaid."""

    gender: str = ""
    birth_year: int | None = None
    deceased: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """An illness. `confidence` is one of CONFIDENCES, `status` one of active, remission, resolved."""

    text: str
    codes: tuple[Code, ...] = ()
    onset: str = ""
    recorded: str = ""
    confidence: str = "diagnosed"
    status: str = "active"
    severity: str = ""
    side: str = ""
    source_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Observed:
    """One observation. Exactly one of number (with its UCUM unit), whole, words and absent; or parts, each its own.

    `absent` is "asked-declined" or "not-asked": silence is never a value. `at` is a date or a moment with its zone.
    """

    text: str
    category: str
    at: str = ""
    codes: tuple[Code, ...] = ()
    number: float | None = None
    unit: str = ""
    whole: int | None = None
    words: str = ""
    absent: str = ""
    parts: tuple["Observed", ...] = ()
    source_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Medicine:
    """A course of a medicine or supplement. `standing` is one of STANDINGS; "" where nobody said: she is asked."""

    text: str
    codes: tuple[Code, ...] = ()
    standing: str = ""
    start: str = ""
    stop: str = ""
    dosage: str = ""
    reasons: tuple[str, ...] = ()
    stop_reasons: tuple[str, ...] = ()
    source_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """Something that was done: an operation, a therapy."""

    text: str
    codes: tuple[Code, ...] = ()
    start: str = ""
    stop: str = ""
    why: str = ""
    where: str = ""
    source_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Allergy:
    """An allergy or intolerance. `criticality` is low, high or ""; `sort` allergy, intolerance or "";
    `worst` mild, moderate, severe or "", said of `reaction`; `over` where it has gone.
    """

    text: str
    codes: tuple[Code, ...] = ()
    onset: str = ""
    criticality: str = ""
    sort: str = ""
    reaction: str = ""
    worst: str = ""
    over: bool = False
    source_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vaccination:
    """An immunisation that was given; `dose` is which one of a series, in words."""

    text: str
    codes: tuple[Code, ...] = ()
    at: str = ""
    dose: str = ""
    source_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SideEffect:
    """An unwanted effect of a medicine. `severity` is mild, moderate, severe or ""."""

    text: str
    at: str = ""
    severity: str = ""
    suspect: str = ""
    source_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A questionnaire that was answered: its name in `text`; by link id a number, or None for "rather not"."""

    text: str
    key: str
    version: str
    at: str
    answers: tuple[tuple[str, int | None], ...]
    source_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What somebody said of a treatment when a site like this one asked: `text` is the treatment, `about` the id that
    it has in the file, `at` the day on which the question opened.
    """

    text: str
    about: str
    wave: str
    at: str
    said: Evaluation
    source_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """One permission of the consent ledger: to whom, for what, since when and until when."""

    audience: str
    kinds: tuple[str, ...]
    granted_at: str
    expires_at: str = ""
    revoked: bool = False
    text_version: str = ""


Kept = Condition | Observed | Medicine | Procedure | Allergy | Vaccination | SideEffect | Answered | Judged


@dataclass(frozen=True, slots=True)
class Skipped:
    """A resource that is not taken, and why, in a code: `entered_in_error`, `not_done`, `not_ours` …"""

    reason: str


@dataclass(frozen=True, slots=True)
class Bad:
    """A resource that is no valid FHIR R4: where it stands in the bundle, and what is wrong."""

    path: str
    reason: str


@dataclass
class Preview:
    """What a bundle would bring: nothing is written before somebody has seen this.

    `called` is the name in the file: only for asking whether the file is about her who brought it.
    """

    person: Person | None = None
    called: str = ""
    kept: list[Kept] = field(default_factory=list)
    skipped: dict[str, int] = field(default_factory=dict)
    left_out: dict[str, int] = field(default_factory=dict)
    bad: list[Bad] = field(default_factory=list)
    repeated: int = 0

    def counts(self) -> dict[str, int]:
        """Return how many of each kind would be kept, by the name of the kind."""
        found: dict[str, int] = {}
        for one in self.kept:
            found[type(one).__name__] = found.get(type(one).__name__, 0) + 1
        return found
