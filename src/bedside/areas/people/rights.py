"""Staff rights asked inside an action, whichever door it was called from."""

from bedside.areas.people.viewer import Viewer
from bedside.kit.errors import NotHere
from bedside.policy import permissions

LOCK_FIRST = "You work for this site, so your account needs a second lock. Choose one here. It takes two minutes."


def require(right: str, *, by: Viewer) -> None:
    """Raise `NotHere` unless `by` holds `right` on the whole site: staff pages do not exist for others."""
    if not (by.confirmed and permissions.may(right, roles=by.staff)):
        raise NotHere
