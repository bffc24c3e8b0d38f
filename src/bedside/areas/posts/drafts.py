"""Drafts: read by their owner only. What is in them is sealed."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bedside.areas.people.viewer import Viewer
from bedside.areas.posts.models import Draft
from bedside.kit import vault
from bedside.kit.errors import NotHere

LISTED = 100


@dataclass(frozen=True)
class OpenDraft:
    """A draft in clear: `fields` are the composer's fields as they were typed."""

    id: int
    place: str
    held: bool
    saved_at: datetime
    fields: dict[str, Any]


def place_of(draft_id: int) -> vault.Place:
    """Return where a draft's words are sealed."""
    return vault.Place("posts_draft", "sealed", draft_id)


def opened(row: Draft) -> OpenDraft:
    """Return `row` in clear."""
    fields = json.loads(vault.vault().open(bytes(row.sealed), place_of(row.id)))
    return OpenDraft(id=row.id, place=row.place, held=row.held, saved_at=row.saved_at, fields=fields)


def all_of(viewer: Viewer) -> list[OpenDraft]:
    """Return the viewer's drafts, last saved first."""
    rows = Draft.objects.filter(owner_id=viewer.persona_id).order_by("-saved_at")[:LISTED]
    return [opened(row) for row in rows] if viewer.signed_in else []


def at(viewer: Viewer, place: str) -> OpenDraft | None:
    """Return the viewer's draft that was begun at `place`, if there is one."""
    row = Draft.objects.filter(owner_id=viewer.persona_id, place=place).first()
    return opened(row) if row is not None and viewer.signed_in else None


def one(viewer: Viewer, draft_id: int) -> OpenDraft:
    """Return one of the viewer's drafts; raise NotHere."""
    row = Draft.objects.filter(owner_id=viewer.persona_id, id=draft_id).first()
    if row is None or not viewer.signed_in:
        raise NotHere
    return opened(row)
