"""Taking in an operator's list of crisis lines: all of it or nothing, as often as one likes."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.helplines import queries
from bedside.areas.helplines.models import Line
from bedside.policy.helplines.reading import Row

WORDS = ("telephone", "sms", "hours", "languages")


@dataclass(frozen=True)
class Taken:
    """What came of a list: how many lines are new, changed, as they were; and how many have to be called."""

    added: int
    changed: int
    unchanged: int
    to_call: int


@transaction.atomic
def import_lines(rows: Sequence[Row]) -> Taken:
    """Add and change the lines that a list names; others stay. For the server's own command: there is no `by`.

    What was called stays called, unless the number is another now. The younger of two calls counts.
    """
    known = {(line.country, line.name.casefold()): line for line in Line.objects.select_for_update()}
    counts = {"added": 0, "changed": 0, "unchanged": 0}
    for row in rows:
        line = known.get((row.country, row.name.casefold()))
        counts[_add(row) if line is None else _change(line, row)] += 1
    added, changed, same = counts["added"], counts["changed"], counts["unchanged"]
    record("import help lines", by=None, added=added, changed=changed, unchanged=same)
    transaction.on_commit(queries.forget_shown)
    return Taken(**counts, to_call=len(queries.to_call()))


def _add(row: Row) -> str:
    told = {name: getattr(row, name) for name in ("country", "name", *WORDS, "checked_on", "checked_by")}
    Line.objects.create(**told)
    return "added"


def _change(line: Line, row: Row) -> str:
    before = [getattr(line, name) for name in (*WORDS, "checked_on", "checked_by", "name")]
    another_number = (line.telephone, line.sms) != (row.telephone, row.sms)
    line.name = row.name
    for name in WORDS:
        setattr(line, name, getattr(row, name))
    younger = row.checked_on is not None and (line.checked_on is None or row.checked_on > line.checked_on)
    if another_number or younger:
        line.checked_on, line.checked_by, line.checked_by_id = row.checked_on, row.checked_by, None
    if before == [getattr(line, name) for name in (*WORDS, "checked_on", "checked_by", "name")]:
        return "unchanged"
    line.save()
    return "changed"
