"""The shapes of the gate: a row of the table, what a guard is told, what it answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from bedside.policy.personas import LEVELS

Decision = Literal["allow", "allow_if", "transform", "hold", "deny"]
Source = Literal["", "de_identified", "authorisation", "invented"]

DECISIONS: tuple[Decision, ...] = ("allow", "allow_if", "transform", "hold", "deny")
STRICTER: tuple[Decision, ...] = ("hold", "deny")  # what a site may turn a row into, the stricter one last


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of law or of a profession that rows cite: the document and our words for what it asks.

    `checked` says how the words were compared with the document; `quotable` whether its own words may be shown
    ("true", "with_source", "false").
    """

    id: str
    src: str
    text: str
    checked: str
    quotable: str


@dataclass(frozen=True, slots=True)
class Words:
    """What people are told of a row: what is asked, what happens, and for a refusal what is said and what to do.

    `may` holds what a site may turn the row into; where it is empty, `fixed` says why the row stays as it is.
    """

    asks: str
    then: str
    what: str = ""
    do: str = ""
    may: tuple[Decision, ...] = ()
    fixed: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: who (`actor`) may do what (`action`) to whom (`target`), where (`space`)."""

    id: str
    space: str
    actor: str
    action: str
    target: str
    relation: str
    decision: Decision
    guard: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """What a guard may need to know; everything defaults to the answer that lets nothing through.

    There is no fact about a treating relation outside `practice`: `relation` is read for rows of that space alone.
    Ages are years, `people_in_cell` and `ratings` counts of people, `days_waited` whole days since it was sent.
    """

    level: str = "V0"  # of the actor's live credential
    # what the actor was shown, or answered
    saw_notice: bool = False  # the notice that belongs to the row: permanence, civility, the guests' warning
    consented: bool = False  # a clear yes, for this purpose
    own_patient: Literal["", "no", "yes"] = ""  # the private self-question; the answer is never kept
    reason: str = ""  # a reason given in the actor's own words
    purpose: str = ""
    # what the words of a post tell, as the guard and their author say
    guard_clear: bool = False  # the privacy guard lets the text pass
    speaks_to_one: bool = False  # advice for one person, not for all
    tells_relation: bool = False  # tells or implies that a care relation exists
    about_minor: bool = False
    agreed: bool = False  # the person written about agreed, as the author says
    source: Source = ""  # of a case: what makes it right to show
    checklist: bool = False  # the 18 identifiers were gone through
    days_since: int | None = None  # since what is told happened
    days_waited: int = 0
    interest_told: bool = False  # the field about money and other interests is filled in
    names_cared_for: bool = False  # names or shows the person cared for
    from_template: bool = False
    # standing objects
    authorised: bool = False  # a live authorisation object
    images_clean: bool = False  # hidden data taken out, faces covered or named, each picture confirmed by a person
    approved: bool = False  # by a second person
    labelled: bool = False
    targets_health: bool = False
    ethics: str = ""  # number of the ethics approval
    contact: str = ""
    ends: bool = False  # a last day is set and has not come
    invited: bool = False
    read_only: bool = False
    opted_in: bool = False
    scopes: frozenset[str] = frozenset()  # granted and not ended
    scope: str = ""  # asked for
    age: int | None = None
    for_teens: bool = False  # a space for 13 to 17
    opened_to_students: bool = False
    people_in_cell: int = 0
    ratings: int = 0
    logged: bool = False
    enrolled: bool = False
    # a practice's channel
    relation: str = ""  # treating, former or unknown: read in `practice` alone
    code_ok: bool = False
    administrative: bool = False
    channel_open: bool = False
    content_free: bool = False
    role: str = ""  # of somebody on the team
    at_work: bool = False
    sensitive: bool = False
    risk_accepted: bool = False
    door_open: bool = False  # the one who is asked has a practice door


@dataclass(frozen=True, slots=True)
class Answer:
    """Why a guard does not let something through, and what there is instead.

    `options` are keys that every door can offer; `became` names what was done in its place, "" for nothing.
    """

    what: str
    do: str
    options: tuple[str, ...] = ()
    became: str = ""


Guard = Callable[[Facts], Answer | None]


@dataclass(frozen=True, slots=True)
class Ruling:
    """What becomes of it: `decision` is what holds now, which a guard or the site may have made of the row's own.

    "allow_if" never comes out: its guard passed ("allow") or did not ("deny"). `secret`: answered as if there were
    nothing. `tightened`: the site made the row stricter.
    """

    decision: Decision
    row: Row
    what: str = ""
    do: str = ""
    options: tuple[str, ...] = ()
    became: str = ""
    secret: bool = False
    tightened: bool = False

    @property
    def allowed(self) -> bool:
        """Whether it is done as it was asked."""
        return self.decision == "allow"

    @property
    def code(self) -> str:
        """The stable name of a refusal, for machines (spec clinicians.md section 5)."""
        return {"transform": "boundary.transform", "hold": "guard.hold"}.get(self.decision, "boundary.deny")


_RANGES = {
    # P is vouched for by colleagues and carries no title; in rooms it writes as V3 does (spec clinicians.md 1.1).
    "V0-V1": frozenset({"V0", "V1"}),
    "V0-V2": frozenset({"V0", "V1", "V2", "P"}),
    "V2": frozenset({"V2"}),
    "V3": frozenset({"V3", "V4", "P"}),
}


def holds_for(words: str, level: str) -> bool:
    """Say whether a level is among those that an actor's cell names: "V3" holds for V4 too."""
    return level in _RANGES[words]


def level_words(actor: str) -> str:
    """Return the levels that an actor's cell names, "" for none; KeyError for levels that nobody knows."""
    last = actor.rpartition(" ")[2]
    if last in _RANGES:
        return last
    if last in LEVELS:
        raise KeyError(last)
    return ""
