"""A member keeps an illness of her own, puts it right, takes it back, deletes it."""

from dataclasses import replace
from typing import Any

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.people.viewer import Viewer
from bedside.areas.records.actions import versions
from bedside.areas.records.actions.attachments import drop_files
from bedside.areas.records.actions.sharing import share_of_new
from bedside.areas.records.errors import MaybeSame, Unclear
from bedside.areas.records.illnesses import as_body
from bedside.areas.records.models.conditions import Condition
from bedside.areas.records.queries.conditions import own_conditions
from bedside.areas.records.queries.versions import current
from bedside.areas.vocabulary import actions as vocabulary
from bedside.areas.vocabulary.queries import term_named
from bedside.kit.clock import now
from bedside.kit.texts import taken_line
from bedside.policy.conditions import LONGEST_TEXT, MOST_CONDITIONS, Illness, Status, fault, same_ones

SOURCE = "condition"


@transaction.atomic
def add_condition(*, by: Viewer, illness: Illness, another: bool = False) -> int:
    """Keep an illness that is new to the record; return its id.

    Raises Unclear or BadText for what cannot be taken, TooMany beyond 200, and MaybeSame where one is kept already that
    may be the same, unless `another` says that it is not.
    """
    versions.begin(by, Condition)
    illness = _checked(illness)
    versions.check_room(by, Condition, most=MOST_CONDITIONS, name="conditions")
    alike = same_ones(illness, [(one.id, one.illness) for one in own_conditions(by)])
    if alike and not another:
        raise MaybeSame(alike)
    share = share_of_new(by, "conditions") if illness.entered_by == "owner" else []  # a file's are hers alone
    kept = versions.keep_first(by, Condition, _body(illness, {}), share=share)
    _noted(by, kept, illness, "records.add_condition")
    return kept.series_id


@transaction.atomic
def change_condition(*, by: Viewer, condition_id: int, illness: Illness) -> None:
    """Put an illness right; what was said of it before stays for its owner. Where nothing is new nothing is kept.

    Raises NotHere for what is not one's own, and as `add_condition`.
    """
    versions.begin(by, Condition)
    before = current(by, Condition, condition_id, for_change=True)
    old = before.opened()
    illness = _checked(illness)
    body = _body(replace(illness, entered_by=old["entered_by"], source_id=old["source_id"]), old)
    if body == old:
        return
    kept = versions.keep_next(by, Condition, before, body)
    _noted(by, kept, illness, "records.change_condition")


@transaction.atomic
def undo_condition(*, by: Viewer, condition_id: int) -> bool:
    """Take back what was kept within the last 30 seconds; say whether an earlier version stands again.

    Raises NotHere for what is not one's own, and TooLate after that time.
    """
    versions.begin(by, Condition)
    before = versions.undo_last(by, Condition, condition_id)
    if before is None:
        drop_files(by, "conditions", condition_id)
        vocabulary.forget_use(by=by, source=SOURCE, source_id=condition_id)
    else:
        vocabulary.note_use(by=by, source=SOURCE, source_id=condition_id, text=before.opened()["text"])
    record("records.undo_condition", by=by.persona_id, about=("condition", None), subject=by.persona_id)
    return before is not None


@transaction.atomic
def delete_condition(*, by: Viewer, condition_id: int) -> None:
    """Delete an illness with all that was ever said of it. Raises NotHere for what is not one's own."""
    versions.begin(by, Condition)
    versions.delete_all(by, Condition, condition_id)
    drop_files(by, "conditions", condition_id)
    vocabulary.forget_use(by=by, source=SOURCE, source_id=condition_id)
    record("records.delete_condition", by=by.persona_id, about=("condition", None), subject=by.persona_id)


def _checked(illness: Illness) -> Illness:
    text = taken_line(illness.text, field="text", name="The name", at_most=LONGEST_TEXT, at_least=1)
    found = fault(replace(illness, text=text), today=now().date())
    if found is not None:
        raise Unclear(found.what, field=found.field)
    return replace(illness, text=text, term_id=term_named(text))


def _body(illness: Illness, before: dict[str, Any]) -> dict[str, Any]:
    """The body of a version. Since when it is over stays as it was said first."""
    over = ""
    if illness.status is Status.RESOLVED:
        over = before.get("over_said") or now().date().isoformat()
    return as_body(illness) | {"over_said": over}


def _noted(by: Viewer, kept: Condition, illness: Illness, act: str) -> None:
    vocabulary.note_use(by=by, source=SOURCE, source_id=kept.series_id, text=illness.text)
    record(act, by=by.persona_id, about=("condition", None), subject=by.persona_id)
