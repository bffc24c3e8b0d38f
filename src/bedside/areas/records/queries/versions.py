"""Rows of one's own record that have versions: nobody else's are found here."""

from typing import Any, TypeVar

from django.db.models import QuerySet

from bedside.areas.people.viewer import Viewer
from bedside.areas.records.models.versions import Version
from bedside.kit.errors import NotHere
from bedside.policy.sharing import ALONE

V = TypeVar("V", bound=Version)


def versions_of(viewer: Viewer, model: type[V]) -> QuerySet[V]:
    """Return all rows of the viewer's account, also those that were replaced; none for a visitor.

    Who stands in for the owner is not given what is for her alone.
    """
    rows = model._default_manager.all()
    return seen_in(viewer, rows.filter(owner_id=viewer.account_id) if viewer.signed_in else rows.none())


def seen_in(viewer: Viewer, rows: QuerySet[Any]) -> QuerySet[Any]:
    """Return the rows of an owner's that exist for who stands there: `policy.sharing.seen_by_proxy`, set-wise."""
    return rows.exclude(share__contains=[ALONE]) if viewer.proxy_id else rows


def current(viewer: Viewer, model: type[V], series_id: int, *, for_change: bool = False) -> V:
    """Return the newest version of one's own thing, locked for a change. Raises NotHere for every other."""
    rows = versions_of(viewer, model).filter(series_id=series_id, is_current=True)
    found = (rows.select_for_update() if for_change else rows).first()
    if found is None:
        raise NotHere
    return found


def replaced(viewer: Viewer, model: type[V], series_id: int) -> QuerySet[V]:
    """Return what stood there before, newest first: for the owner, and not for who stands in for her."""
    if viewer.proxy_id:
        return model._default_manager.none()
    return versions_of(viewer, model).filter(series_id=series_id, is_current=False).order_by("-id")
