"""Saving and dropping drafts, and with them the pictures that were added to them."""

import json
from collections.abc import Iterable
from typing import Any

from django.db import transaction

from bedside.areas.people.queries import key_no_of
from bedside.areas.people.viewer import Viewer
from bedside.areas.posts.actions.images import throw_away
from bedside.areas.posts.drafts import opened, place_of
from bedside.areas.posts.models import Draft, Image
from bedside.areas.posts.queries import was_sent
from bedside.kit.clock import now
from bedside.kit.errors import NotAllowed, Refused
from bedside.kit.ids import new_id
from bedside.kit.vault import vault

MOST = 100
LONGEST = 110_000  # characters of JSON; the longest article fits, whatever its letters
PLACE_LENGTH = 60


@transaction.atomic
def save_draft(*, by: Viewer, place: str, fields: dict[str, Any], held: bool = False) -> int:
    """Keep what was typed at `place`, over what was kept there before, and return the draft's id.

    `fields["key"]`, where there is one, names the form: what was sent from it is no draft any more (returns 0), so that
    a late autosave brings nothing back. Pictures that are no longer in the draft are thrown away.
    """
    if not by.signed_in:
        raise NotAllowed
    text = json.dumps(fields, ensure_ascii=False)
    if len(text) > LONGEST:
        raise Refused("This is too long to keep as a draft.", do="Make it shorter.", code="too_long", field="text")
    if was_sent(by, fields.get("key", 0)):
        return 0
    row = _row_at(by, place[:PLACE_LENGTH])
    if row.sealed:
        _forget_pictures(by, set(_pictures(row)) - set(fields.get("images", ())))
    row.sealed = vault().seal(text, place_of(row.id), key_no=key_no_of(by.persona_id))
    row.held, row.saved_at = held, now()
    row.save()
    return row.id


def _row_at(by: Viewer, place: str) -> Draft:
    """Return the row of the draft at `place`, locked; a new one is empty. Two at the same moment get the same."""
    mine = Draft.objects.filter(owner_id=by.persona_id)
    if not mine.filter(place=place).exists() and mine.count() >= MOST:
        raise Refused("You have 100 drafts.", do="Delete one first.", code="too_many_drafts", field="form")
    Draft.objects.get_or_create(owner_id=by.persona_id, place=place, defaults={"id": new_id(), "sealed": b""})
    return mine.select_for_update().get(place=place)


@transaction.atomic
def drop_draft(*, by: Viewer, place: str = "", draft_id: int = 0) -> bool:
    """Throw away the viewer's draft at `place`, or with `draft_id`; say whether there was one."""
    mine = Draft.objects.select_for_update().filter(owner_id=by.persona_id)
    row = (mine.filter(id=draft_id) if draft_id else mine.filter(place=place[:PLACE_LENGTH])).first()
    if row is None:
        return False
    _forget_pictures(by, _pictures(row))
    row.delete()
    return True


def _pictures(row: Draft) -> list[str]:
    return [str(key) for key in opened(row).fields.get("images", ())]


def _forget_pictures(by: Viewer, keys: Iterable[str]) -> None:
    """Throw away those of these pictures that are the viewer's own and on no post, nor on one that waits."""
    throw_away(Image.objects.filter(key__in=list(keys), owner_id=by.persona_id, post_id=None, waiting_id=None))
