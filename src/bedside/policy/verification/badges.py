"""What a badge says: a sentence built from the record, never a bare tick (spec clinicians.md 1.1 and 1.5).

The sentence is the same for eyes and for screen readers. A licence is named by its last four signs unless its owner
chose all; what nobody checked is called self-declared.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from bedside.policy.personas import CARRIES_TITLE

HAS_PAGE: Final = frozenset({"V1", "V3", "V4", "S", "P"})
"""Levels whose badge is public: a register match alone (V2) is not a person."""
TAIL: Final = 4  # signs of a licence number that are shown

PROOFS: Final = {
    "institution_mail": "by a code sent to a work address",
    "documents": "by documents that two reviewers saw",
    "registry_callback": "by registry call-back",
    "orcid_affiliation": "by an affiliation at ORCID",
    "signed_credential": "by a signed credential",
    "in_person": "in person",
    "roster": "by the roster of the employer",
}
STUDENTS_PROOFS: Final = {
    "documents": "student card seen by two reviewers",
    "roster": "on the roster of the school",
}


@dataclass(frozen=True, kw_only=True)
class Record:
    """What was checked about one persona, as it is kept. `checked` is what staff wrote of a check made by hand."""

    id: int
    level: str
    title: str
    profession: str
    checked: str
    checked_at: datetime
    valid_until: datetime
    register_date: date | None = None
    region: str = ""
    licence: str = ""
    licence_whole: bool = False
    proof: str = ""
    proved_at: datetime | None = None
    specialty: str = ""
    specialty_checked: bool = False
    employer: str = ""


@dataclass(frozen=True)
class Badge:
    """What is shown beside a clinician's name: `short` on every post, `text` in full.

    `record` names the credential that has a public page; 0 for a badge that is shown inside rooms only.
    """

    title: str
    short: str
    text: str
    lapsed: bool
    record: int = 0


def badge(record: Record, *, at: datetime, inside: bool = False, then: bool = False) -> Badge | None:
    """Return the badge of a credential that is neither revoked nor suspended, at the moment `at`; None for no badge.

    `inside`: among clinicians, in a room, where a register match is told too. `then`: the badge stands on a post that
    was written while a check of this persona counted.
    """
    if record.level not in HAS_PAGE:
        match = inside and record.level == "V2" and at < record.valid_until
        told = "Register match, not yet proven"
        return Badge(title="", short=told, text=told, lapsed=False) if match else None
    if record.valid_until <= at:
        told = _lapsed(record)
        more = f"{told} · verified at the time of posting" if then else told
        return Badge(title="", short=more, text=more, lapsed=True, record=record.id)
    title = record.title if record.level in CARRIES_TITLE else ""
    return Badge(title=title, short=_short(record), text=sentence(record), lapsed=False, record=record.id)


def sentence(record: Record) -> str:
    """Return all that a live badge says."""
    if record.level == "P" and not record.checked:
        return " · ".join([_vouched(record), *([f"{record.profession}, self-declared"] if record.profession else [])])
    return f"{' · '.join(_checked(record))} · valid to {day(record.valid_until)}"


def licence_shown(record: Record) -> str:
    """Return the licence with its region, as public as its owner chose; empty without one."""
    number = record.licence
    if number and not record.licence_whole:
        number = "…" + (number[-TAIL:] if len(number) > TAIL else number[-2:])
    return f"{record.region} {number}".strip() if number else ""


def day(moment: date) -> str:
    """Return a day as badges write it."""
    return f"{moment.day} {moment:%b %Y}"


def _checked(record: Record) -> list[str]:
    """Return what was checked, one piece after the other."""
    if record.checked:
        return [_by_hand(record)]
    if record.level == "V1":
        return [_works(record)]
    if record.level == "S":
        how = STUDENTS_PROOFS.get(record.proof, "checked")
        return ["Student", f"{how} {day(record.proved_at or record.checked_at)}"]
    return [record.profession, *_licence(record), *_proof(record), *_specialty(record), *_roster(record)]


def _licence(record: Record) -> list[str]:
    shown, of = licence_shown(record), f"register of {day(record.register_date)}" if record.register_date else ""
    if not shown:
        return [f"found in the {of}"] if of else []
    return [f"licence {shown} ({of})" if of else f"licence {shown}"]


def _proof(record: Record) -> list[str]:
    if not record.proof:
        return []
    how, when = PROOFS.get(record.proof, ""), day(record.proved_at or record.checked_at)
    return [" ".join(["identity proven", *([how] if how else []), when])]


def _specialty(record: Record) -> list[str]:
    named = f"specialty {record.specialty}," if record.specialty else "specialty"
    return [f"{named} from the register" if record.specialty_checked else f"{named} self-declared"]


def _roster(record: Record) -> list[str]:
    return [f"at {record.employer}, from its roster"] if record.level == "V4" and record.employer else []


def _by_hand(record: Record) -> str:
    return f"{record.profession}, {record.checked} checked {day(record.checked_at)}"


def _works(record: Record) -> str:
    return f"Works at {record.employer}, address checked {day(record.proved_at or record.checked_at)}"


def _vouched(record: Record) -> str:
    return f"Vouched for by three colleagues, until {day(record.valid_until)}"


def _short(record: Record) -> str:
    """Return one line that still names what was checked."""
    if record.checked:
        return _by_hand(record)
    if record.level == "P":
        return _vouched(record)
    if record.level == "V1":
        return _works(record)
    if record.level == "S":
        return f"Student, checked {day(record.checked_at)}"
    what = " and ".join(name for name, there in (("licence", record.licence), ("identity", record.proof)) if there)
    short = f"{record.profession} · {what or 'register entry'} checked"
    return f"{short} · {record.employer}" if record.level == "V4" and record.employer else short


def _lapsed(record: Record) -> str:
    """Return what is left to say of a check whose time is over: what it was, when, and that it no longer counts."""
    when = day(record.checked_at)
    if record.level == "V1" and not record.checked:
        return f"Work address checked {when}, lapsed"
    if record.level == "P" and not record.checked:
        return f"Vouched for by three colleagues {when}, lapsed"
    return f"{'Student' if record.level == 'S' and not record.checked else record.profession}, checked {when}, lapsed"
