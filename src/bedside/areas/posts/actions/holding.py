"""Holding a post back until its pictures were looked at, and what its author may do with it meanwhile."""

from typing import Any

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.people.queries import key_no_of
from bedside.areas.people.viewer import Viewer
from bedside.areas.posts import gate
from bedside.areas.posts.actions.drafts import drop_draft, save_draft
from bedside.areas.posts.actions.images import throw_away
from bedside.areas.posts.actions.sending import Sending, picture_gone
from bedside.areas.posts.models import Draft, Image, Waiting
from bedside.areas.posts.waiting import Held, Look, opened, place_of
from bedside.kit.clock import now
from bedside.kit.errors import NotHere, Refused
from bedside.kit.ids import new_id
from bedside.kit.ordering import order
from bedside.kit.vault import vault


@transaction.atomic
def hold(sending: Sending) -> int:
    """Keep a text until its pictures were looked at, and return the key of its form; one form waits once.

    Its pictures are its own from now on: no draft and no other post can take or delete them.
    """
    owner_id, form_key = sending.by.persona_id, sending.form_key or new_id()
    row, new = Waiting.objects.get_or_create(owner_id=owner_id, form_key=form_key, defaults={"sealed": b""})
    if not new:
        return form_key
    images = sending.words.images
    free = Image.objects.filter(key__in=images, owner_id=owner_id, post_id=None, waiting_id=None)
    if len(images) != free.update(waiting_id=row.id):
        raise picture_gone()
    keep(row, held_of(sending))
    if sending.draft_place:
        drop_draft(by=sending.by, place=sending.draft_place)
    record("post.held", by=owner_id, about=("waiting", row.id), pictures=len(images))
    look_soon()
    return form_key


def held_of(sending: Sending) -> Held:
    """Return what is kept of a text that waits."""
    target, reply_to = sending.target, sending.reply_to
    told = gate.facts(by=sending.by, space=target.space, audience=target.audience, answered=target.answered)
    return Held(
        words=sending.words,
        space_id=target.space.id,
        audience=target.audience,
        reply_to_id=reply_to.id if reply_to else None,
        place=sending.draft_place or (f"reply:{reply_to.id}" if reply_to else f"space:{target.space.id}"),
        verdict=sending.verdict,
        role=told.role,
        circle=told.audience,
        looks={key: Look() for key in sending.words.images},
        authorisation_id=sending.authorisation_id,
    )


def look_soon() -> None:
    """Have the worker look at what waits, when the caller's transaction commits."""
    order("posts.look_at_pictures")


def keep(row: Waiting, held: Held, *, state: str = "") -> None:
    """Seal what is known of a post that waits, in the row that the caller has locked."""
    row.sealed = vault().seal(held.to_json(), place_of(row.id), key_no=key_no_of(row.owner_id))
    row.state, row.saved_at = state or row.state, now()
    row.save()


def locked(by: Viewer, form_key: int) -> Waiting:
    """Return the row of the viewer's post that waits, locked; raise NotHere."""
    row = Waiting.objects.select_for_update().filter(owner_id=by.persona_id, form_key=form_key).first()
    if row is None or not by.signed_in:
        raise NotHere
    return row


@transaction.atomic
def drop_held(*, by: Viewer, form_key: int) -> None:
    """Throw away a post that waits, with its pictures; raise NotHere."""
    row = locked(by, form_key)
    forget_pictures(row, opened(row).words.images)
    record("post.held_dropped", by=by.persona_id, about=("waiting", row.id))
    row.delete()


@transaction.atomic
def back_to_draft(*, by: Viewer, form_key: int, fields: dict[str, Any]) -> str:
    """Make a draft of a post that waits, with `fields` as the composer's fields, and return its place; raise NotHere.

    Raises Refused where another text was begun at that place: it would be lost.
    """
    row = locked(by, form_key)
    held = opened(row)
    if Draft.objects.filter(owner_id=by.persona_id, place=held.place).exists():
        what = "You have begun another text in the same place."
        raise Refused(what, do="Publish or delete that draft first.", code="draft_there", field="form")
    Image.objects.filter(waiting_id=row.id, owner_id=by.persona_id).update(waiting_id=None)
    row.delete()
    save_draft(by=by, place=held.place, fields=fields)
    return held.place


def forget_pictures(row: Waiting, keys: tuple[str, ...]) -> None:
    """Throw away pictures of a post that waits."""
    throw_away(Image.objects.filter(key__in=keys, waiting_id=row.id, owner_id=row.owner_id))
