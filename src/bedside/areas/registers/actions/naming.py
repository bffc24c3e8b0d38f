"""The operator's map from a register's codes to our plain words."""

import csv
from collections.abc import Iterable
from typing import NamedTuple

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.people.viewer import Viewer
from bedside.areas.registers.models import Taxonomy
from bedside.kit.errors import Refused
from bedside.policy.registers.model import Register
from bedside.policy.registers.specialties import by_name, named
from bedside.policy.vocabulary import suggest

LONGEST_CODE = 40
MOST_CODES = 20_000
HEADER = ("code", "name")


class NameProblem(NamedTuple):
    """A line of the map that cannot be taken, and why."""

    line: int
    reason: str


@transaction.atomic
def name_codes(
    *, register: Register, lines: Iterable[str], by: Viewer | None = None
) -> tuple[int, tuple[NameProblem, ...]]:
    """Put the map of a CSV with the columns code and name in place of the one before.

    Return how many codes have a name now. With any problem nothing is changed, and the problems are returned. Raises
    `Refused` for another header or far too many lines.
    """
    reader = csv.reader(lines)
    header = [name.strip().removeprefix("\ufeff").casefold() for name in next(reader, [])]
    if tuple(header) != HEADER:
        raise Refused('The first line must be "code,name".', do="See docs/operators/registers.md.", code="wrong_header")
    found: dict[str, str] = {}
    problems = []
    for fields in filter(None, reader):
        reason = _take(fields, found)
        if reason:
            problems.append(NameProblem(reader.line_num, reason))
        if len(found) + len(problems) > MOST_CODES:
            raise Refused(f"A map has at most {MOST_CODES} lines.", do="Look at the file.", code="too_long")
    if problems:
        return 0, tuple(problems)
    Taxonomy.objects.filter(register=register.KEY).delete()
    Taxonomy.objects.bulk_create(
        Taxonomy(register=register.KEY, code=code, specialty=name) for code, name in found.items()
    )
    record("registers.names", by=by.persona_id if by else None, register=register.KEY, codes=len(found))
    return len(found), ()


def _take(fields: list[str], found: dict[str, str]) -> str:
    """Add one line to `found`, or say why not."""
    if len(fields) != len(HEADER):
        return "a line has a code and a name"
    code, name = (field.strip() for field in fields)
    if not (code.isprintable() and 0 < len(code) <= LONGEST_CODE):
        return "the code is empty, too long or not readable"
    if code in found:
        return f"the code {code} stands here twice"
    specialty = named(name)
    if specialty is None:
        meant = suggest(name[:80], by_name())
        return f'"{name[:80]}" is none of our names' + (f'; did you mean "{meant}"?' if meant else "")
    found[code] = specialty.name
    return ""
