"""Letting somebody act for oneself: offered or asked for, accepted, gone over each year, ended at once."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from django.db import transaction
from django.db.models import Q

from bedside.areas.audit.actions import record
from bedside.areas.consents.events import GrantAsked, GrantReviewDue
from bedside.areas.consents.models import Grant
from bedside.areas.people import queries as people
from bedside.areas.people.actions import limits
from bedside.areas.people.viewer import Viewer
from bedside.kit.clock import now
from bedside.kit.errors import NotAllowed, NotHere, Refused
from bedside.kit.outbox.actions import publish as tell
from bedside.kit.texts import taken
from bedside.kit.vault import vault
from bedside.kit.viewing import as_system
from bedside.policy.consents import grants as rules
from bedside.policy.limits import GRANTS

SAID = {
    "scopes": ("Nothing is chosen.", "Choose at least one thing that they may do."),
    "reason": ("Say why.", "Choose one."),
    "past": ("This day is over.", "Choose a day that is still to come."),
    "far": ("This day is too far away.", "Five years at most. You can go on then."),
}


@dataclass(frozen=True)
class Wish:
    """What is offered or asked for. `note` says on what it rests, such as a paper; both sides read it."""

    scopes: frozenset[str]
    reason: str
    until: date | None
    note: str = ""


@transaction.atomic
def offer(*, by: Viewer, other_id: int, wish: Wish) -> Grant:
    """Offer the persona `other_id`, whom `by` can see, to act for `by`; or ask, as a carer, to act for that persona.

    The other side accepts. Raises NotAllowed for a persona that can do neither, Refused with the field, and Refused
    `nobody` in the same words for everybody with whom it can't be begun, whatever the reason.
    """
    if not by.confirmed or by.kind not in ("patient", "carer"):
        raise NotAllowed("This is for patients and carers.", do="Speak as one of them.", code="cannot_grant")
    note = taken(wish.note, field="note", name="Your note", at_most=500)
    until = wish.until or now().date()
    problem = rules.problem(wish.scopes, wish.reason, until, at=now())
    if problem:
        what, do = SAID[problem]
        field = {"past": "until", "far": "until"}.get(problem, problem)
        raise Refused(what, do=do, code=f"grant.{problem}", field=field)
    limits.require(GRANTS, value=str(by.persona_id))
    owner_id, proxy_id = _sides(by, other_id)
    _make_room(owner_id, proxy_id)
    row = Grant(owner_id=owner_id, proxy_id=proxy_id, begun_by=by.persona_id, scopes=sorted(wish.scopes))
    row.ends_at = datetime.combine(until, time(), tzinfo=UTC)
    words = json.dumps({"reason": wish.reason, "note": note})
    row.told = vault().seal(words, row.place(), key_no=people.key_no_of(owner_id))
    row.save(force_insert=True)
    record("grant.asked", by=by.persona_id, about=("grant", row.id))
    tell(GrantAsked(grant_id=row.id, by_id=by.persona_id, to_id=other_id))
    return row


def _sides(by: Viewer, other_id: int) -> tuple[int, int]:
    other = next(iter(people.personas(by, [other_id])), None)
    owner_kind, carer_kind = (by.kind, other.kind if other else "")
    owner_id, carer_id = by.persona_id, other_id
    if by.kind == "carer":
        owner_kind, carer_kind = carer_kind, owner_kind
        owner_id, carer_id = carer_id, owner_id
    if other is None or other.account_id == by.account_id or not rules.may_grant(owner=owner_kind, carer=carer_kind):
        raise nobody()
    return owner_id, carer_id


def nobody() -> Refused:
    """Return the one answer for everybody with whom it can't be begun."""
    what = "Nobody with this handle can be chosen."
    do = "Ask them for their handle. A patient chooses a carer here, and a carer a patient."
    return Refused(what, do=do, code="nobody", field="handle")


def _make_room(owner_id: int, proxy_id: int) -> None:
    """End what has run out, so that the pair can begin anew; raise Refused where one still runs, or there are many."""
    moment, running = now(), 0
    for row in Grant.objects.select_for_update().filter(owner_id=owner_id, ended_at=None):
        over = rules.state_of(moments_of(row), moment) == "over"
        if over:
            row.ended_at = moment
            row.save(update_fields=["ended_at"])
        elif row.proxy_id == proxy_id:
            what = "There is one between you already."
            raise Refused(what, do="End it first, then begin a new one.", code="grant.there", field="handle")
        running += not over
    if running >= rules.AT_MOST:
        raise Refused("There are ten already.", do="End one first.", code="grant.many", field="handle")


def moments_of(row: Grant) -> rules.Moments:
    """Return what the rule asks about."""
    return rules.Moments(
        asked_at=row.asked_at,
        until=row.ends_at,
        accepted_at=row.accepted_at,
        reviewed_at=row.reviewed_at,
        ended_at=row.ended_at,
    )


@transaction.atomic
def accept(*, by: Viewer, grant_id: int) -> None:
    """Accept what the other side began; accepting twice changes nothing. Raise NotHere for anything else."""
    row = _of(by, grant_id)
    if row.begun_by == by.persona_id or rules.state_of(moments_of(row), now()) == "over":
        raise NotHere
    if row.accepted_at is None:
        row.accepted_at = now()
        row.save(update_fields=["accepted_at"])
        record("grant.accepted", by=by.persona_id, about=("grant", row.id))


@transaction.atomic
def go_on(*, by: Viewer, grant_id: int) -> None:
    """Say, as the owner, that it goes on for another year; raise NotHere for what is not one's own or is over."""
    row = _of(by, grant_id)
    if row.owner_id != by.persona_id or rules.state_of(moments_of(row), now()) != "live":
        raise NotHere
    row.reviewed_at, row.review_told_at = now(), None
    row.save(update_fields=["reviewed_at", "review_told_at"])
    record("grant.reviewed", by=by.persona_id, about=("grant", row.id))


@transaction.atomic
def stop(*, by: Viewer, grant_id: int) -> None:
    """End it, or decline it, at once, as either side. Nobody is told. Raise NotHere for anything else."""
    row = _of(by, grant_id)
    row.ended_at = now()
    row.save(update_fields=["ended_at"])
    record("grant.ended", by=by.persona_id, about=("grant", row.id))


def end_between(*, by: Viewer, other_id: int) -> None:
    """End whatever lets one of these two act for the other, as who blocks somebody means it. Nobody is told."""
    either = Q(owner_id=by.persona_id, proxy_id=other_id) | Q(owner_id=other_id, proxy_id=by.persona_id)
    for row in Grant.objects.select_for_update().filter(either, ended_at=None):
        row.ended_at = now()
        row.save(update_fields=["ended_at"])
        record("grant.ended", by=by.persona_id, about=("grant", row.id))


def _of(by: Viewer, grant_id: int) -> Grant:
    row = Grant.objects.select_for_update().filter(id=grant_id, ended_at=None).first()
    if row is None or not by.signed_in or by.persona_id not in (row.owner_id, row.proxy_id):
        raise NotHere
    return row


def held_grant(*, owner_id: int, proxy_id: int, scope: rules.Scope) -> None:
    """Keep a grant from ending until the caller's transaction is over; raise NotHere where it does not hold."""
    rows = Grant.objects.select_for_update(no_key=True).filter(owner_id=owner_id, proxy_id=proxy_id, ended_at=None)
    row, moment = rows.first(), now()
    if row is None or not rules.may(scope, scopes=frozenset(row.scopes), moments=moments_of(row), at=moment):
        raise NotHere


@as_system("owners are asked once a year whether it goes on")
@transaction.atomic
def ask_reviews() -> int:
    """Ask the owners of grants that run out of their year, once each, and return how many were asked."""
    asked, moment = 0, now()
    begun = moment - rules.REVIEW_EVERY + rules.REVIEW_NOTICE
    rows = Grant.objects.select_for_update().filter(ended_at=None, review_told_at=None, accepted_at__lte=begun)
    for row in rows:
        if rules.review_due(moments_of(row), moment):
            row.review_told_at = moment
            row.save(update_fields=["review_told_at"])
            tell(GrantReviewDue(grant_id=row.id, owner_id=row.owner_id, year=rules.review_by(moments_of(row)).year))
            asked += 1
    return asked
