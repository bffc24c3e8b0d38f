"""Kinds of evidence, what each gives, and which level they give together (spec clinicians.md 1.1, 1.3).

A match is not a person: numbers and names in a register are public, so a match alone opens no mouth. Only a match with
one proof of control gives V3.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Gives(StrEnum):
    """What a piece of evidence shows."""

    MATCH = "match"  # such a clinician exists, and is licensed now
    CONTROL = "control"  # the person at the keyboard is that clinician
    ROSTER = "roster"  # an organisation with a contract signs the person in
    LISTED = "listed"  # an organisation with a contract has the number on its list of staff


@dataclass(frozen=True)
class Kind:
    """One kind of evidence: its name in the database, what it gives, what a badge says of it."""

    name: str
    gives: Gives
    said: str
    later: bool = False  # known to the rules; no page offers it yet


KINDS: Final[dict[str, Kind]] = {
    kind.name: kind
    for kind in (
        Kind("register_match", Gives.MATCH, "number and name found in the register"),
        Kind("institution_mail", Gives.CONTROL, "work mailbox checked"),
        Kind("documents", Gives.CONTROL, "identity and licence seen by two reviewers"),
        Kind("registry_callback", Gives.CONTROL, "identity proven by registry call-back"),
        Kind("in_person", Gives.CONTROL, "seen in person"),
        Kind("orcid_affiliation", Gives.CONTROL, "affiliation asserted by the institution", later=True),
        Kind("signed_credential", Gives.CONTROL, "signed credential of a board or society", later=True),
        Kind("employer_list", Gives.LISTED, "named on the employer's list"),
        Kind("roster", Gives.ROSTER, "from the organisation's roster", later=True),
    )
}
FOR_STUDENTS: Final = frozenset({"documents", "in_person"})  # what shows that somebody studies
SETTLES_DOUBLE_CLAIMS: Final = frozenset({"registry_callback"})
# Shows who somebody is, which does not change. A mailbox shows where she works, and that is asked anew each time.
CARRIES_OVER: Final = frozenset({"documents", "registry_callback", "in_person"})


def level_given(kinds: Iterable[str], *, student: bool = False) -> str:
    """Return the level that these kinds of evidence give together; KeyError for a kind that is not in the table.

    A list of staff names numbers, and numbers are public: it adds to a proof of control and takes the place of none.
    """
    found = [KINDS[kind] for kind in kinds]
    names, gives = {kind.name for kind in found}, {kind.gives for kind in found}
    if student:
        return "S" if names & FOR_STUDENTS or Gives.ROSTER in gives else "V0"
    if Gives.ROSTER in gives:
        return "V4"
    if Gives.MATCH in gives and Gives.CONTROL in gives:
        return "V4" if Gives.LISTED in gives else "V3"
    if Gives.MATCH in gives:
        return "V2"
    return "V1" if "institution_mail" in names else "V0"


def proof_of(kinds: Iterable[str]) -> str:
    """Return the strongest of these kinds that proved who the person is, "" when none did."""
    strength = ("roster", "registry_callback", "in_person", "documents", "institution_mail")
    known = set(kinds)
    return next((kind for kind in strength if kind in known), "")
