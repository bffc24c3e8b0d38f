"""Kinds of personas, levels of what was checked, and what a handle may look like.

Sources: design.md section 2 (kinds); spec clinicians.md 1.1 (levels). Titles in names: `verification/titles.py`.
"""

import re
from datetime import datetime, timedelta

KINDS = ("patient", "carer", "clinician", "student", "researcher", "organisation", "personal")
CHOSEN_AT_SIGN_UP = ("patient", "carer", "clinician", "student", "personal")
ASK_FIRST = frozenset({"patient", "carer", "personal"})  # kinds whose followers wait to be let in
NEVER_FINDABLE = frozenset({"personal"})
CHECKED_KINDS = frozenset({"clinician", "student"})  # kinds that can hold a credential

LEVELS = ("V0", "V1", "V2", "V3", "V4", "S", "P")
READS_ROOMS = frozenset({"V2", "V3", "V4", "P"})
WRITES_IN_ROOMS = frozenset({"V3", "V4", "P"})
# What ran out, and was neither suspended nor revoked, opens rooms for reading for a while (spec clinicians.md 1.3).
# Level P does not: it is for 90 days, once renewable, and no longer.
READS_ON = "V2"
READS_ON_FOR = timedelta(days=90)
CARRIES_TITLE = frozenset({"V3", "V4"})

HANDLE = re.compile(r"[a-z0-9_]{2,30}")
RESERVED_HANDLES = frozenset(
    [
        "admin",
        "administrator",
        "bedside",
        "clinician",
        "doctor",
        "everyone",
        "help",
        "here",
        "moderator",
        "nurse",
        "root",
        "site",
        "staff",
        "steward",
        "support",
        "system",
        "all",
        "me",
        "home",
        "square",
        "spaces",
        "notices",
        "settings",
    ]
)


def level_at(level: str, *, ends_at: datetime, at: datetime) -> str:
    """Return what a credential of `level` gives at the moment `at`: after its end rooms can be read for 90 days."""
    if at < ends_at:
        return level
    return READS_ON if level in CARRIES_TITLE and at < ends_at + READS_ON_FOR else "V0"


def handle_problem(handle: str) -> str | None:
    """Return a plain sentence that says what is wrong with `handle`, or None when it may be used."""
    if not HANDLE.fullmatch(handle):
        return "Use 2 to 30 small letters a to z, figures or _."
    if handle in RESERVED_HANDLES or handle.startswith("c_"):
        return "This handle is kept for the site. Choose another."
    return None


def initials(name: str) -> str:
    """Return one or two letters that stand for `name` in its mark."""
    words = [word for word in re.split(r"[\s\-]+", name) if word[:1].isalnum()]
    letters = [word[0] for word in words]
    return "".join(letters[:1] + letters[1:][-1:]).upper() or "?"
