"""What an instrument is: its items, who owns its words, how it is scored. Data; the rules over it are in `rules/`.

An instrument is a questionnaire with a score. One file of this folder holds one, found by looking at the folder. Those
whose words are not ours to give are slots without items (`slots.tsv`); an operator may load their words
(`rules/packs.py`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256

from bedside.kit.errors import Refused

ENGLISH = "en"


class Status(StrEnum):
    """Under which terms the words of an instrument may be shown."""

    FREE = "free"  # usable at once
    ACCEPT = "accept"  # once the operator has accepted the terms, and loaded the words where we do not hold them
    LOADER = "loader"  # once the operator has loaded the words: none of them is in the repository
    FORBIDDEN = "forbidden"  # never here: the name only


@dataclass(frozen=True, kw_only=True)
class Licence:
    """Whose words these are, under which terms, and when somebody last read them (`checked`, "2026-11")."""

    status: Status
    holder: str
    note: str
    checked: str = ""
    terms: str = ""
    """The text that an operator accepts; empty where there is nothing to accept."""

    @property
    def terms_hash(self) -> str:
        """SHA-256 of the terms, so that other terms have to be accepted anew."""
        return sha256(self.terms.encode()).hexdigest()


@dataclass(frozen=True)
class Option:
    """One answer that can be chosen, with the number it counts for and, if it has one, its LOINC answer code."""

    value: int
    texts: Mapping[str, str]
    code: str = ""


class Operator(StrEnum):
    """How `ShowIf` compares (the operators of FHIR's `enableWhen`)."""

    EQUAL = "="
    UNEQUAL = "!="
    AT_LEAST = ">="
    AT_MOST = "<="
    ABOVE = ">"
    BELOW = "<"


@dataclass(frozen=True)
class ShowIf:
    """An item is asked only if the answer to an earlier one compares so. Without that answer it is not asked."""

    item: str
    operator: Operator
    value: int


@dataclass(frozen=True, kw_only=True)
class Item:
    """One question. `ends` say in words what the lowest and the highest number of a scale mean."""

    link_id: str
    texts: Mapping[str, str]
    options: tuple[Option, ...]
    required: bool = False
    scored: bool = True
    show_if: ShowIf | None = None
    ends: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def low(self) -> int:
        """The lowest number that can be chosen."""
        return min(option.value for option in self.options)

    @property
    def high(self) -> int:
        """The highest number that can be chosen."""
        return max(option.value for option in self.options)


@dataclass(frozen=True, kw_only=True)
class Part:
    """A named part of a score: the sum over some items."""

    key: str
    title: str
    items: tuple[str, ...]
    low: int
    high: int


@dataclass(frozen=True, kw_only=True)
class Scoring:
    """The sum over the scored items, between `low` and `high`. `max_missing`: how many may be filled with the mean."""

    low: int
    high: int
    max_missing: int = 0
    parts: tuple[Part, ...] = ()
    total: bool = True


@dataclass(frozen=True)
class Crisis:
    """The item whose answer, from this number on, says that somebody may be in danger."""

    item: str
    at_least: int


@dataclass(frozen=True)
class Reliability:
    """What the reliable change needs: standard deviation and test-retest correlation, and where they were published."""

    sd: float
    r: float
    source: str


@dataclass(frozen=True, kw_only=True)
class Instrument:
    """One questionnaire. `gap_days`: two answers further apart than that are not joined by a line."""

    key: str
    version: str
    title: str
    about: str
    licence: Licence
    items: tuple[Item, ...] = ()
    scoring: Scoring | None = None
    bands: tuple[tuple[int, str], ...] = ()
    higher_is_worse: bool = True
    minimal_change: int | None = None
    minimal_change_source: str = ""
    reliability: Reliability | None = None
    crisis: Crisis | None = None
    loinc_panel: str = ""
    loinc_score: str = ""
    lead: str = ""
    credit: str = ""
    gap_days: int = 56
    sources: Mapping[str, str] = field(default_factory=lambda: {ENGLISH: ""})
    """For each language of the texts: where its wording is from."""

    def item(self, link_id: str) -> Item | None:
        """Return the item with this link id, None for none."""
        return next((item for item in self.items if item.link_id == link_id), None)


@dataclass(frozen=True)
class PartScore:
    """The score of a named part; `value` None where too many of its items are missing."""

    key: str
    title: str
    value: int | None


@dataclass(frozen=True, kw_only=True)
class Score:
    """A score, or why there is none: `value` is None where more is missing than may be filled."""

    value: int | None
    complete: bool
    prorated: bool
    missing: int
    band: str = ""
    parts: tuple[PartScore, ...] = ()


class NotLicensed(Refused):
    """The words of this instrument may not be used on this site. Answered with 403."""

    code = "instrument_not_licensed"
    what = "This site may not use that questionnaire."
    do = "Choose another one. The people who run this site can ask its owner for leave."


class BadAnswer(Refused):
    """An answer that the instrument does not know: `field` names the item. Nothing is kept."""

    code = "bad_answer"
    do = "Choose one of the answers and send it again."


def said(texts: Mapping[str, str], language: str = ENGLISH) -> str:
    """Return the wording in a language ("de", "de-at"), else in English."""
    return texts.get(language) or texts.get(language.partition("-")[0]) or texts[ENGLISH]


def zero_to_ten(link_id: str, text: str, *, none: str, worst: str, show_if: ShowIf | None = None) -> Item:
    """Return an item with a scale of 0 to 10, whose two ends are named."""
    options = tuple(Option(number, {ENGLISH: str(number)}) for number in range(11))
    return Item(link_id=link_id, texts={ENGLISH: text}, options=options, show_if=show_if, ends={ENGLISH: (none, worst)})


OWN_WORDS = Licence(
    status=Status.FREE,
    holder="The Bedside project",
    note="Our own words, given away under CC0 1.0. Not a validated scale: it compares you with yourself only.",
    checked="2026-11",
)
PHQ_FAMILY = Licence(
    status=Status.FREE,
    holder="Pfizer Inc.",
    note="No permission required to reproduce, translate, display or distribute.",
    checked="2026-11",
)
PHQ_CREDIT = (
    "Developed by Drs Spitzer, Williams, Kroenke and colleagues with an educational grant from Pfizer Inc.; "
    "no permission required to reproduce, translate, display or distribute."
)
PHQ_LEAD = "Over the last 2 weeks, how often have you been bothered by any of the following problems?"
FREQUENCY = (
    Option(0, {ENGLISH: "Not at all"}, "LA6568-5"),
    Option(1, {ENGLISH: "Several days"}, "LA6569-3"),
    Option(2, {ENGLISH: "More than half the days"}, "LA6570-1"),
    Option(3, {ENGLISH: "Nearly every day"}, "LA6571-9"),
)


def frequency(link_id: str, text: str) -> Item:
    """Return an item of the PHQ family: how often, from not at all to nearly every day."""
    return Item(link_id=link_id, texts={ENGLISH: text}, options=FREQUENCY)
