"""What a student writes of a placement waits for its day (`policy.verification.students`); `due` publishes it then."""

from datetime import date, datetime
from typing import cast

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.boundaries import queries as boundaries
from bedside.areas.people.viewer import Viewer
from bedside.areas.posts.actions.drafts import drop_draft
from bedside.areas.posts.actions.holding import held_of, keep
from bedside.areas.posts.actions.sending import Sending
from bedside.areas.posts.models import Waiting
from bedside.areas.posts.target import Target
from bedside.areas.posts.words import Words
from bedside.kit.clock import now
from bedside.kit.errors import Refused
from bedside.kit.ids import new_id
from bedside.policy.verification import students


def out_on(*, by: Viewer, words: Words, target: Target, said: str) -> datetime | None:
    """Return when a text may be published, None for at once; raise Refused where its author has to say what it is."""
    answer = students.answer(
        kind=by.kind, space_kind=target.space.kind, said=cast(students.Said, said), text=words.for_guard
    )
    if answer == "publish":
        return None
    told = boundaries.ask(by, space="square", action="post about placement", target="everyone")
    if told.tightened:
        raise boundaries.refusal(told, field="placement")
    if answer == "ask":
        raise _asked(said)
    if words.images:
        what = "A post from a placement can't have pictures."
        raise Refused(what, do="Take them out. Nobody else has seen them.", code="placement_pictures", field="images")
    return students.out_on(now())


def day_read(*, by: Viewer, space_kind: str, said: str) -> date | None:
    """Return the day on which a text would be read that its author says is from a placement, None for today."""
    waits = students.asked(kind=by.kind, space_kind=space_kind) and said == "yes"
    return students.out_on(now()).date() if waits else None


def check_edit(*, by: Viewer, before: str, words: Words, target: Target) -> None:
    """Raise Refused where a change would bring in what was seen on a placement: that would be out at once."""
    told = students.tells_of_placement
    open_to_all = students.asked(kind=by.kind, space_kind=target.space.kind)
    if open_to_all and told(words.for_guard) and not told(before):
        what = "This now tells what you saw on a placement."
        raise Refused(what, do="Write it as a new post. It waits 30 days there.", code="placement", field="text")


def _asked(said: str) -> Refused:
    if said == "no":
        what = "Your words tell what you saw on a placement."
        do = "Change them, or answer yes. Then it waits 30 days."
        return Refused(what, do=do, code="placement", field="placement")
    return Refused("Say if this is from a placement.", do="Choose yes or no.", code="placement", field="placement")


@transaction.atomic
def hold_until(sending: Sending, *, out_at: datetime) -> int:
    """Keep a text until its day, and return the key of its form; one form waits once."""
    owner_id, form_key = sending.by.persona_id, sending.form_key or new_id()
    fields = {"sealed": b"", "state": Waiting.State.DAY, "out_at": out_at}
    row, new = Waiting.objects.get_or_create(owner_id=owner_id, form_key=form_key, defaults=fields)
    if new:
        keep(row, held_of(sending))
        if sending.draft_place:
            drop_draft(by=sending.by, place=sending.draft_place)
        record("post.delayed", by=owner_id, about=("waiting", row.id))
    return form_key
