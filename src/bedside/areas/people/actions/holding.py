"""Legal holds (security.md 7.5): an order to keep what an account told, opened by one administrator and confirmed by
another. It blocks the erasure, and its owner is told. It ends on its day by itself; an erasure that waited then runs.
"""

from datetime import datetime, timedelta

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.people import handles, names
from bedside.areas.people.models import Hold, Persona
from bedside.areas.people.rights import require
from bedside.areas.people.viewer import Viewer
from bedside.kit.clock import now
from bedside.kit.errors import NotAllowed, NotHere, Refused
from bedside.kit.ordering import order

LONGEST = timedelta(days=366)  # twelve months; a new order is a new hold
RIGHT = "hold an account"


@transaction.atomic
def open_hold(*, by: Viewer, handle: str, reference: str, scope: str, expires_at: datetime) -> Hold:
    """Open a hold on the account behind `handle`; it counts once another administrator has confirmed it.

    Raises `NotHere` for who may not, `Refused` for what does not fit.
    """
    require(RIGHT, by=by)
    persona = handles.anybody(handle)
    if persona.account_id == by.account_id:
        raise NotAllowed("You can't hold your own account.", do="Ask another administrator.")
    reference = names.clean_line(reference, field="reference", longest=80)
    scope = names.clean_line(scope, field="scope", longest=200)
    if not (reference and scope):
        field = "scope" if reference else "reference"
        raise Refused("Say which order it is, and what it covers.", code="missing", field=field)
    if not now() < expires_at <= now() + LONGEST:
        raise Refused("Choose a day within the next twelve months.", code="bad_day", field="expires")
    hold = Hold.objects.create(
        account_id=persona.account_id,
        named_by=persona.id,
        reference=reference,
        scope=scope,
        asked_by=by.persona_id,
        expires_at=expires_at,
    )
    _note(hold, "open hold", by=by)
    return hold


@transaction.atomic
def confirm_hold(*, by: Viewer, hold_id: int) -> None:
    """Confirm a hold that another administrator opened: it counts from now on, and the account's owner is told.

    Raises `NotHere` for who may not and for a hold that does not wait, `NotAllowed` for who opened it.
    """
    require(RIGHT, by=by)
    hold = _live(hold_id)
    if hold.confirmed_at is not None:
        raise NotHere
    opener = Persona.objects.filter(id=hold.asked_by).values_list("account_id", flat=True).first()
    if by.account_id in (opener, hold.account_id):
        raise NotAllowed("Another administrator has to confirm this.", do="Ask one of them to open this page.")
    hold.confirmed_by, hold.confirmed_at = by.persona_id, now()
    hold.save(update_fields=["confirmed_by", "confirmed_at"])
    order("people.send_mail", kind="held", account_id=hold.account_id)
    _note(hold, "confirm hold", by=by)


@transaction.atomic
def end_hold(*, by: Viewer, hold_id: int) -> None:
    """End a hold before its day; an erasure that waited for it runs within the quarter of an hour. Raises `NotHere`."""
    require(RIGHT, by=by)
    hold = _live(hold_id)
    hold.ended_at = now()
    hold.save(update_fields=["ended_at"])
    _note(hold, "end hold", by=by)


def _live(hold_id: int) -> Hold:
    hold = Hold.objects.select_for_update().filter(id=hold_id, ended_at=None, expires_at__gt=now()).first()
    if hold is None:
        raise NotHere
    return hold


def _note(hold: Hold, what: str, *, by: Viewer) -> None:
    record(what, by=by.persona_id, role="administrator", about=("hold", hold.id), subject=hold.named_by)
