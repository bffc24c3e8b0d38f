"""Invented escalations, for measuring: of nobody's posts, with ids that no real one has."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Final

from django.db import transaction

from bedside.areas.escalations.actions.steps import WHY
from bedside.areas.escalations.models import NOBODY, Escalation, Step
from bedside.areas.escalations.rules import table
from bedside.kit.clock import now
from bedside.kit.copying import copy_rows
from bedside.kit.viewing import as_system
from bedside.policy.escalation import Klass, State, Trigger, next_at

CLASSES: Final = (Klass.EMERGENCY, Klass.SELF_HARM, Klass.URGENT, Klass.SENSITIVE)
BEGUN: Final = 120  # seconds within which all began: none of their clocks has run out
COLUMNS: Final = [field.attname for field in Escalation._meta.local_fields]


@transaction.atomic
@as_system(WHY)
def add_invented(*, count: int, late: int) -> None:
    """Add `count` open escalations, of which the clocks of `late` have run out a day ago."""
    copy_rows("escalations_escalation", COLUMNS, _rows(count, late))


@transaction.atomic
@as_system(WHY)
def drop_invented() -> None:
    """Take away what `add_invented` made."""
    Step.objects.filter(escalation_id__lt=0).delete()
    Escalation.objects.filter(id__lt=0).delete()


def _rows(count: int, late: int) -> Iterator[list[Any]]:
    moment = now()
    for number in range(1, count + 1):
        begun = moment - (timedelta(days=1) if number <= late else timedelta(seconds=number % BEGUN))
        row = Escalation(id=-number, post_id=-number, post_hash=b"", author_id=NOBODY, queued=True, rule="urgent")
        row.klass, row.state, row.trigger = CLASSES[number % 4].value, State.TRIAGED.value, Trigger.READER.value
        row.begun_at = row.entered_at = begun
        row.due_at = next_at(table(), row.standing)
        yield [getattr(row, name) for name in COLUMNS]
