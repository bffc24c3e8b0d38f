"""Asking to be introduced, and answering. Neither learns who the other is before both said yes; a no is never told."""

from datetime import timedelta

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.contacts.queries import accounts_apart
from bedside.areas.likeme.errors import TooManyAsked
from bedside.areas.likeme.events import MeetingAgreed, MeetingAsked
from bedside.areas.likeme.models import Introduction, MatchProfile
from bedside.areas.likeme.queries.introductions import is_seen, rows_of
from bedside.areas.likeme.queries.offers import offer_behind
from bedside.areas.likeme.queries.own import row_of
from bedside.areas.people.queries import key_no_of
from bedside.areas.people.viewer import Viewer
from bedside.areas.records.actions.steps import hold_source
from bedside.kit.clock import now
from bedside.kit.errors import NotHere
from bedside.kit.forgetting import forgets
from bedside.kit.outbox.actions import publish
from bedside.kit.viewing import as_system
from bedside.policy.likeme import ANSWER_DAYS, MOST_ASKED


@transaction.atomic
def ask(*, by: Viewer, token: str) -> None:
    """Ask to be introduced to somebody who is offered this week; twice changes nothing.

    Where the other one had asked as well, both have said yes. Raises NotHere for what is no offer, and TooManyAsked.
    """
    hold_source(f"introductions of {by.account_id}")
    offer, mine = offer_behind(by, token), row_of(by)
    if offer is None or mine is None:
        raise NotHere
    since = now() - timedelta(days=ANSWER_DAYS)
    own = Introduction.objects.filter(owner_id=by.account_id)
    own.filter(asked_id=offer.id, agreed_at=None, asked_at__lte=since).delete()
    if own.filter(asked_id=offer.id).exists():
        return
    back = Introduction.objects.filter(owner_id=offer.id, asked_id=by.account_id).select_for_update().first()
    if back is not None and is_seen(back, by):
        _agree(back, by)
        return
    if own.filter(agreed_at=None, asked_at__gt=since).count() >= MOST_ASKED:
        raise TooManyAsked
    with as_system("the name under which the other one wants to be introduced, told to nobody yet"):
        persona_id = MatchProfile.objects.values_list("persona_id", flat=True).get(owner_id=offer.id)
    row = Introduction(
        owner_id=by.account_id, owner_persona_id=mine.persona_id, asked_id=offer.id, asked_persona_id=persona_id
    )
    row.seal({"reasons": list(offer.reasons)}, key_no=key_no_of(by.persona_id))
    row.save(force_insert=True)
    publish(MeetingAsked(introduction_id=row.id, persona_id=persona_id))
    record("likeme.ask", by=by.persona_id, about=("introduction", row.id))


@transaction.atomic
def answer(*, by: Viewer, introduction_id: int, yes: bool) -> None:
    """Say yes or no to who asked. Raises NotHere for what does not wait for this account's answer."""
    row = _waiting(by, introduction_id)
    if yes:
        _agree(row, by)
        return
    row.declined_at = now()
    row.save(update_fields=["declined_at"])
    record("likeme.decline", by=by.persona_id, about=("introduction", row.id))


def _waiting(by: Viewer, introduction_id: int) -> Introduction:
    rows = rows_of(by).filter(id=introduction_id, asked_id=by.account_id, agreed_at=None)
    row = rows.select_for_update().first()
    if row is None or not is_seen(row, by) or row.owner_id in accounts_apart(by.account_id):
        raise NotHere
    return row


def _agree(row: Introduction, by: Viewer) -> None:
    if row.agreed_at is None:
        row.agreed_at = now()
        row.save(update_fields=["agreed_at"])
        publish(MeetingAgreed(introduction_id=row.id, persona_id=row.owner_persona_id))
        record("likeme.agree", by=by.persona_id, about=("introduction", row.id))


@transaction.atomic
def let_go(*, by: Viewer, introduction_id: int) -> None:
    """Take an invitation back, or end an introduction for both. Raises NotHere for what does not stand."""
    row = rows_of(by).filter(id=introduction_id).select_for_update().first()
    if row is None or not (row.agreed_at or row.owner_id == by.account_id):
        raise NotHere
    row.delete()
    record("likeme.let_go", by=by.persona_id, about=("introduction", introduction_id))


@forgets("introductions")
@transaction.atomic
def forget_introductions(days: int = ANSWER_DAYS) -> None:
    """Delete invitations to which nobody said yes, so many days after the asking."""
    Introduction.objects.filter(agreed_at=None, asked_at__lt=now() - timedelta(days=days)).delete()
