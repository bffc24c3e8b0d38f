"""A practice's own texts: one person writes, another agrees, and a change needs a new agreement."""

from django.db import transaction

from bedside.areas.people.viewer import Viewer
from bedside.areas.practice.actions import steps
from bedside.areas.practice.models import Template
from bedside.kit.clock import now
from bedside.kit.errors import NotAllowed, NotHere, Refused
from bedside.kit.texts import taken, taken_line
from bedside.policy.practice.roles import Right
from bedside.policy.practice.templates import LONGEST, MOST, may_approve


@transaction.atomic
def write_template(*, by: Viewer, practice_id: int, name: str, words: str) -> Template:
    """Write a text, or change the one of this name: it is used again once somebody else agreed to the new words."""
    here = steps.seated(by, practice_id, Right.TEMPLATE_WRITE)
    called = taken_line(name, field="name", name="The name", at_most=80, at_least=1)
    said = taken(words, field="words", name="The text", at_most=LONGEST, at_least=1)
    live = Template.objects.filter(practice_id=practice_id, retired_at=None)
    if live.count() >= MOST and not live.filter(name=called).exists():
        raise Refused(f"There are {MOST} already.", do="Take some out first.", code="too_many", field="name")
    told = {"words": said, "writer_id": by.persona_id, "changed_at": now(), "approver_id": None, "approved_at": None}
    row, _made = live.update_or_create(practice_id=practice_id, name=called, defaults=told)
    steps.note_down("template.written", by=by, here=here, template=row.id)
    return row


@transaction.atomic
def approve_template(*, by: Viewer, practice_id: int, template_id: int, changed: str) -> None:
    """Agree to a text that somebody else wrote. `changed` is the moment of the words that were read, as ISO.

    Raises NotHere, NotAllowed for one's own text, Refused when it was changed since it was read.
    """
    here = steps.seated(by, practice_id, Right.TEMPLATE_APPROVE)
    row = _live(practice_id, template_id)
    if not may_approve(writer=row.writer_id, approver=by.persona_id):
        raise NotAllowed("You wrote this text. Somebody else has to agree to it.", do="Ask a colleague.")
    if row.changed_at.isoformat() != changed:
        raise Refused("The text was changed since you read it.", do="Read it again.", code="changed")
    row.approver_id, row.approved_at = by.persona_id, now()
    row.save(update_fields=["approver_id", "approved_at"])
    steps.note_down("template.approved", by=by, here=here, template=row.id)


@transaction.atomic
def retire_template(*, by: Viewer, practice_id: int, template_id: int) -> None:
    """Use a text no more; raise NotHere for what is no text of this practice."""
    here = steps.seated(by, practice_id, Right.TEMPLATE_WRITE)
    row = _live(practice_id, template_id)
    row.retired_at = now()
    row.save(update_fields=["retired_at"])
    steps.note_down("template.retired", by=by, here=here, template=row.id)


def _live(practice_id: int, template_id: int) -> Template:
    row = Template.objects.filter(id=template_id, practice_id=practice_id, retired_at=None).first()
    if row is None:
        raise NotHere
    return row
