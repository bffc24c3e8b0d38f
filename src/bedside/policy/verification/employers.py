"""Work mailboxes: which domains an operator may list, and what an address at one of them shows.

A code that was read in a work mailbox proves control of that mailbox. That is worth something only where the employer
gives mailboxes to its own people (no free mail) and the domain is the employer's and not one that looks like it.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Final

CODE_FIGURES: Final = 6
CODE_GOOD_FOR: Final = timedelta(minutes=20)
CODE_TRIES: Final = 5

LABEL: Final = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
FREE_MAIL: Final = Path(__file__).with_name("data") / "free_mail.txt"
FREE_NAMES: Final = frozenset({"gmail", "yahoo", "hotmail", "outlook", "live", "gmx", "web", "mail", "yandex"})
# Second labels under which countries give names to everybody: "nhs.uk" belongs to somebody, "co.uk" to nobody.
SHARED_LABELS: Final = frozenset({"ac", "co", "com", "edu", "gov", "gob", "net", "ne", "nhs", "nom", "or", "org"})
LEAST_ALIKE: Final = 5  # shorter names differ by one letter by chance
# What the eye takes for another sign. Two letters come before one.
LOOKS_LIKE: Final = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("0", "o"), ("1", "l"), ("i", "l"), ("5", "s"), ("-", ""))


@dataclass(frozen=True)
class Problem:
    """Why a domain is refused: a code for machines and a plain sentence."""

    code: str
    what: str


FORM: Final = Problem("domain_form", "Type a mail domain such as clinic.example.org, in plain letters.")
FREE: Final = Problem("domain_free", "Anybody can get a mailbox there, so it shows nothing about where you work.")
SHARED: Final = Problem("domain_shared", "This is no employer's own domain. Many people have names under it.")
ALIKE: Final = Problem("domain_alike", "This looks like another mail domain that is known here. Check each letter.")


@cache
def free_mail_hosts() -> frozenset[str]:
    """Return the hosts of the list of free mail."""
    lines = FREE_MAIL.read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def tidy_domain(text: str) -> str:
    """Return a domain as it is kept: lower case, without a leading @ and a last dot."""
    return unicodedata.normalize("NFKC", text).strip().lower().removeprefix("@").removesuffix(".")


def is_free_mail(domain: str) -> bool:
    """Say whether anybody gets a mailbox at this domain, or under it."""
    labels = domain.split(".")
    ends = {".".join(labels[place:]) for place in range(len(labels) - 1)}
    # Names such as yahoo.co.uk: the label that stands before a country's own.
    return bool(ends & free_mail_hosts()) or (labels[0] in FREE_NAMES and len(labels) <= 3)


def looks_like(domain: str, known: Iterable[str]) -> str:
    """Return the known domain for which the eye takes this other one, "" when there is none."""
    for other in sorted(set(known) - {domain}):
        if _alike(domain, other):
            return other
    return ""


def problem_of(domain: str, *, known: Iterable[str]) -> Problem | None:
    """Return why an operator can't list this domain, None when nothing speaks against it."""
    labels = domain.split(".")
    if len(labels) < 2 or len(domain) > 253 or labels[-1].isdigit() or not all(map(LABEL.fullmatch, labels)):
        return FORM
    if any(label.startswith("xn--") for label in labels):
        return FORM  # letters of other scripts: what is shown can't be told from a look-alike
    if is_free_mail(domain):
        return FREE
    if len(labels) == 2 and labels[0] in SHARED_LABELS:
        return SHARED
    return ALIKE if looks_like(domain, {*known, *free_mail_hosts()}) else None


def _alike(one: str, other: str) -> bool:
    if skeleton(one) == skeleton(other):
        return True
    (name, _, end), (other_name, _, other_end) = one.partition("."), other.partition(".")
    if end != other_end and name != other_name:
        return False
    if name == other_name:  # the same name under another end, such as .co for .com
        return len(name) >= LEAST_ALIKE and _one_apart(end, other_end)
    return min(len(name), len(other_name)) >= LEAST_ALIKE and _one_apart(name, other_name)


def skeleton(domain: str) -> str:
    """Return a domain with what looks alike made one."""
    for sign, seen_as in LOOKS_LIKE:
        domain = domain.replace(sign, seen_as)
    return domain


def _one_apart(one: str, other: str) -> bool:
    """Say whether one letter that was added, left out, changed or swapped with the next makes one of the other."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    short, long = sorted((one, other), key=len)
    start = next((place for place, sign in enumerate(short) if sign != long[place]), len(short))
    if len(short) < len(long):
        return short[start:] == long[start + 1 :]
    swapped = short[start + 1 : start + 2] + short[start : start + 1]
    return short[start + 1 :] == long[start + 1 :] or (
        swapped == long[start : start + 2] and short[start + 2 :] == long[start + 2 :]
    )


def folded(name: str) -> str:
    """Return a name in the letters of mail addresses: no marks, no signs, lower case."""
    plain = unicodedata.normalize("NFKD", name.replace("ß", "ss").replace("ø", "o").replace("ł", "l"))
    return "".join(sign for sign in plain.lower() if sign.isascii() and sign.isalnum())


def names_owner(local: str, *, family: str, given: str) -> bool:
    """Say whether the part of a work address before the @ speaks of this name.

    Many people have mailboxes at a hospital; a code in the porter's says nothing about the surgeon's number. Where the
    address does not hold the name, a person looks before anything is granted.
    """
    box = folded(local)
    parts = [folded(part) for part in re.split(r"[\s\-]+", family)] + [folded(family)]
    if any(len(part) >= 2 and part in box for part in parts):
        return True
    first = folded(given)
    return len(first) >= 3 and first in box
