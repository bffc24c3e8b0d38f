"""The writes that all things with versions share: keep, put right, undo, delete. Each is a step of an action."""

from collections.abc import Sequence
from typing import Any, TypeVar

from bedside.areas.people.queries import key_no_of
from bedside.areas.people.viewer import Viewer
from bedside.areas.records.actions.steps import hold_source
from bedside.areas.records.errors import TooLate, TooMany
from bedside.areas.records.models.versions import Version
from bedside.areas.records.queries.versions import current, versions_of
from bedside.kit.clock import now
from bedside.kit.errors import NotAllowed, NotHere
from bedside.kit.ids import new_id
from bedside.policy.days import can_be_undone

V = TypeVar("V", bound=Version)
MOST_VERSIONS = 100
"""How often one thing can be put right before its earliest version is forgotten: a program must not fill the disk."""


def begin(by: Viewer, model: type[Version]) -> None:
    """Let one write of a kind follow the other for an account. Raises NotAllowed before the mail is confirmed."""
    if not by.confirmed:
        raise NotAllowed("Your mail address is not confirmed yet.", do="Confirm it first.", code="confirm_mail")
    hold_source(f"{model._meta.db_table} of {by.account_id}")


def check_room(by: Viewer, model: type[Version], *, most: int, name: str) -> None:
    """Raise TooMany where an account keeps `most` things of a kind already; `name` is what they are called."""
    if versions_of(by, model).filter(is_current=True).count() >= most:
        raise TooMany(f"Your record has {most} {name}. That is the most.", do=f"Delete {name} that you need no more.")


def keep_first(
    by: Viewer,
    model: type[V],
    said: dict[str, Any],
    *,
    series_id: int | None = None,
    share: Sequence[str] = (),
    **columns: Any,
) -> V:
    """Keep a new thing, for the audiences in `share`; return its row. `columns` are those that a kind has besides."""
    row = model(owner_id=by.account_id, series_id=series_id or new_id(), share=list(share), **columns)
    row.seal(said, key_no=key_no_of(by.persona_id))
    row.save(force_insert=True)
    return row


def keep_next(by: Viewer, model: type[V], before: V, said: dict[str, Any], **columns: Any) -> V:
    """Keep a new version in place of `before`, which is current, for the same audiences; return its row."""
    row = model(owner_id=by.account_id, series_id=before.series_id, share=before.share, **columns)
    row.seal(said, key_no=key_no_of(by.persona_id))
    versions_of(by, model).filter(id=before.id).update(is_current=False)
    row.save(force_insert=True)
    replaced = versions_of(by, model).filter(series_id=before.series_id, is_current=False)
    oldest = replaced.order_by("-id")[MOST_VERSIONS - 1 :]
    versions_of(by, model).filter(id__in=[one.id for one in oldest]).delete()
    return row


def undo_last(by: Viewer, model: type[V], series_id: int) -> V | None:
    """Take back what was kept within the last 30 seconds; return the version that stands again, None for no other.

    Raises NotHere for what is not one's own, and TooLate after that time.
    """
    found = current(by, model, series_id, for_change=True)
    if not can_be_undone(found.kept_at, at=now()):
        raise TooLate(do="Change it, or delete it.")
    found.delete()
    before = versions_of(by, model).filter(series_id=series_id).order_by("-id").first()
    if before is not None:
        before.is_current = True
        before.save(update_fields=["is_current"])
    return before


def delete_all(by: Viewer, model: type[Version], series_id: int) -> None:
    """Delete a thing with all its versions. Raises NotHere for what is not one's own."""
    gone, _each = versions_of(by, model).filter(series_id=series_id).delete()
    if not gone:
        raise NotHere
