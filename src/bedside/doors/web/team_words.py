"""Words of a practice's inbox: shelves, states, promises, and who opened what."""

from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bedside.areas.messaging.models import Seen
from bedside.kit.clock import now
from bedside.policy.practice.hours import Times, after_office
from bedside.policy.practice.promise import NEARLY, say
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


def soon_from(times: Times) -> datetime | None:
    """Return up to when a promise counts as about to be missed: worked out once for a whole page."""
    return after_office(times, now(), NEARLY)


def promise_words(due_at: datetime, *, times: Times, soon: datetime | None) -> dict[str, Any]:
    """Return what was promised: `text`, and whether it is `soon` missed (`soon_from` gave when), or is already."""
    moment = now()
    if due_at <= moment:
        return {"text": _("Promise missed"), "soon": True}
    by = _("By %(when)s") % {"when": say(due_at, times=times, at=moment)}
    return {"text": by, "soon": soon is None or due_at <= soon}


def opened_by(seen: Seen) -> dict[str, Any]:
    """Return one opening, for the list beside a thread."""
    return {"name": seen.name, "at": seen.opened_at, "by_patient": seen.by_patient}
