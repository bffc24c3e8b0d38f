"""Signs that a claim may be a fraud: each is a reason for a second look, and none decides anything (clinicians.md 1.3).

Two signs of the specification are left out because what they need is not kept here: the register's street lines (a
practice at a mail store), and where somebody connects from (a country unlike the register's).
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

YOUNG: Final = timedelta(days=7)
REFUSED_BEFORE: Final = 3

# What a reviewer reads, by code; the order in which signs are told.
WORDS: Final = {
    "number_claimed_twice": "Somebody else claims this number too, or has it. Only a call to the register's number"
    " can settle it.",
    "number_inactive": "The register says that this number is no longer active.",
    "excluded": "This number stands on a list of excluded persons.",
    "document_seen_before": "A file that was sent here was sent before, with another claim.",
    "refused_before": "Three or more claims of this person were refused before.",
    "young_and_free_mail": "The account is younger than seven days, and its mail address is at a free mail service.",
}


@dataclass(frozen=True)
class Facts:
    """What is known of a claim when somebody looks at it."""

    others_on_number: int = 0
    number_inactive: bool = False
    excluded: bool = False
    documents_seen_before: int = 0
    refused_before: int = 0
    account_age: timedelta = timedelta(days=3650)
    free_mail: bool = False


def signals(facts: Facts) -> tuple[str, ...]:
    """Return the codes of the signs that a claim shows, in the order of WORDS."""
    shown = {
        "number_claimed_twice": facts.others_on_number > 0,
        "number_inactive": facts.number_inactive,
        "excluded": facts.excluded,
        "document_seen_before": facts.documents_seen_before > 0,
        "refused_before": facts.refused_before >= REFUSED_BEFORE,
        "young_and_free_mail": facts.free_mail and facts.account_age < YOUNG,
    }
    return tuple(code for code in WORDS if shown[code])
