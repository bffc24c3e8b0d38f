"""Words of a practice's inbox: shelves, states, promises, and who opened what."""

from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bedside.areas.messaging.models import Seen
from bedside.kit.clock import now
from bedside.policy.practice.hours import Times
from bedside.policy.practice.promise import about_to_be_missed, say
from bedside.policy.practice.triage import Shelf

SHELVES: Final = {
    Shelf.ALL: gettext_noop("To answer"),
    Shelf.MINE: gettext_noop("Mine"),
    Shelf.UNASSIGNED: gettext_noop("Nobody's"),
    Shelf.URGENT: gettext_noop("Urgent"),
    Shelf.WAITING: gettext_noop("Answered"),
    Shelf.SNOOZED: gettext_noop("Put off"),
    Shelf.CLOSED: gettext_noop("Closed"),
}
STATES: Final = {
    "open": gettext_noop("Nobody has it"),
    "assigned": gettext_noop("To be answered"),
    "waiting_patient": gettext_noop("Answered, the patient's turn"),
    "closed": gettext_noop("Closed"),
}


def shelf_name(shelf: Shelf) -> str:
    """Return what a shelf is called."""
    return _(SHELVES[shelf])


def state_words(state: str) -> str:
    """Return where a thread stands."""
    return _(STATES[state])


def promise_words(due_at: datetime, *, times: Times) -> dict[str, Any]:
    """Return what was promised: `text`, and whether it is `soon` missed, or is already."""
    moment = now()
    if due_at <= moment:
        return {"text": _("Promise missed"), "soon": True}
    by = _("By %(when)s") % {"when": say(due_at, times=times, at=moment)}
    return {"text": by, "soon": about_to_be_missed(due_at, at=moment, times=times)}


def opened_by(seen: Seen) -> dict[str, Any]:
    """Return one opening, for the list beside a thread."""
    return {"name": seen.name, "at": seen.opened_at, "by_patient": seen.by_patient}
