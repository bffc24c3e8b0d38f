"""Suspending, lifting and revoking: acts at once everywhere, because every read asks the credential itself.

Its owner stays signed in and is told; titles, badges, rooms and notes are gone in the same moment.
"""

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.credentials.actions import steps
from bedside.areas.credentials.models import Claim, Credential, Measure
from bedside.areas.people import handles
from bedside.areas.people.rights import require
from bedside.areas.people.viewer import Viewer
from bedside.areas.registers import queries as registers
from bedside.kit.clock import now
from bedside.kit.errors import Refused
from bedside.kit.viewing import as_system
from bedside.policy import permissions
from bedside.policy.verification.claims import SUSPENSIONS, Actor, Reason, State

LONGEST_NOTE = 2000
STAFF = "staff and registers act on somebody else's credential"


@transaction.atomic
def suspend(*, by: Viewer, handle: str, reason: str, note: str) -> None:
    """Suspend the credential of the persona `handle`, with a reason its owner is told and a note for staff alone.

    Raises `NotHere` for who may not, `Refused` for an unknown reason, no note, oneself, or nothing to suspend.
    """
    require("suspend a credential", by=by)
    persona = handles.anybody(handle)
    if persona.account_id == by.account_id:
        raise Refused("This is your own persona.", code="oneself", field="handle")
    if reason not in SUSPENSIONS:
        raise Refused("Choose one of the reasons.", code="no_such_reason", field="reason")
    words = steps.words(note, field="note", longest=LONGEST_NOTE)
    row = Credential.objects.select_for_update(of=("self",)).filter(persona=persona, revoked_at=None).first()
    if row is None or row.suspended_at is not None:
        raise Refused("This persona has nothing that could be suspended.", code="no_credential", field="handle")
    _suspend(row, reason=reason, note=words, by=by)
    claim = _claim_of(row)
    if claim is not None and claim.state in ("granted", "due"):
        steps.move(claim, State.SUSPENDED, actor=Actor.STAFF, reason=Reason.SUSPICION, by=by, role=_role(by))


@transaction.atomic
def lift(*, by: Viewer, handle: str) -> None:
    """Let a suspended credential count again; raise `NotHere`, or `Refused` where none is suspended.

    For administrators: who suspends in haste is not who judges.
    """
    require("record a credential", by=by)
    persona = handles.anybody(handle)
    if persona.account_id == by.account_id:
        raise Refused("This is your own persona.", code="oneself", field="handle")
    rows = Credential.objects.select_for_update(of=("self",)).filter(persona=persona, revoked_at=None)
    row = rows.filter(suspended_at__isnull=False).first()
    if row is None:
        raise Refused("This persona has no suspended credential.", code="no_credential", field="handle")
    row.suspended_at, row.suspended_reason = None, ""
    row.save(update_fields=["suspended_at", "suspended_reason"])
    end_measures(row, by=by)
    about = ("credential", row.id)
    record("lift credential", by=by.persona_id, role="administrator", about=about, subject=persona.id)
    claim = _claim_of(row)
    if claim is not None and claim.state == State.SUSPENDED:
        steps.move(claim, State.GRANTED, actor=Actor.STAFF, reason=Reason.CLEARED, by=by, role=_role(by))


def revoked(row: Credential, *, by: Viewer, told: str) -> None:
    """Take the claim of a credential that staff revoke with it, and end a suspension; within their transaction.

    `told`: why, in words for its owner, who reads them where her verification stands.
    """
    end_measures(row, by=by)
    claim = _claim_of(row)
    if claim is None or claim.state not in ("granted", "due", "suspended"):
        return
    if claim.state != State.SUSPENDED:
        steps.move(claim, State.SUSPENDED, actor=Actor.STAFF, reason=Reason.SUSPICION, by=by, role=_role(by))
    claim.decided_at, claim.decided_by = now(), sorted({*claim.decided_by, by.persona_id})
    steps.seal(claim, note=told)
    steps.move(claim, State.REVOKED, actor=Actor.STAFF, reason=Reason.PROVEN_FALSE, by=by, role=_role(by))


def suspend_claim(claim: Claim, *, reason: str, actor: Actor, why: Reason) -> None:
    """Suspend what a granted claim gives, without staff: the register ended it, or a call-back gave it to another."""
    row = Credential.objects.select_for_update(of=("self",)).filter(claim_id=claim.id, revoked_at=None).first()
    if row is not None and row.suspended_at is None:
        _suspend(row, reason=reason)
    steps.move(claim, State.SUSPENDED, actor=actor, reason=why)


@transaction.atomic
def register_changed(register: str) -> int:
    """Look at every claim on this register again, and return how many ended because their number did.

    What was granted is suspended at once, with a way to answer; what is still open is refused. Told again of the same
    change, nothing more is done.
    """
    standing = ("matched", "proving", "in_review", "granted", "due")
    with as_system("which numbers that somebody claims have ended"):
        rows = list(Claim.objects.select_for_update(of=("self",)).filter(register=register, state__in=standing))
    numbers = {row.id: row.words("number_sealed") for row in rows}
    ended = registers.inactive_among(register, frozenset(numbers.values()))
    over = [row for row in rows if numbers[row.id] in ended]
    for claim in over:
        _ended_in_register(claim)
    return len(over)


@transaction.atomic
def exclusions_changed(register: str) -> int:
    """Suspend what was granted on a number that stands on the newest list of excluded persons; return how many.

    A claim that is still open goes on: people look at it, and read of the list on their desk.
    """
    with as_system("which numbers that were granted stand on a list of excluded persons"):
        held = Claim.objects.select_for_update(of=("self",)).filter(register=register, state__in=("granted", "due"))
        numbers = {row.id: (row, row.words("number_sealed")) for row in held}
    excluded = registers.excluded_among(register, frozenset(number for _row, number in numbers.values()))
    over = [row for row, number in numbers.values() if number in excluded]
    for claim in over:
        suspend_claim(claim, reason="excluded", actor=Actor.CLOCK, why=Reason.EXCLUDED)
    return len(over)


def _ended_in_register(claim: Claim) -> None:
    if claim.state in ("granted", "due"):
        suspend_claim(claim, reason="register_inactive", actor=Actor.CLOCK, why=Reason.REGISTER_INACTIVE)
        return
    claim.outcome, claim.decided_at = "register_inactive", now()
    steps.move(claim, State.REFUSED, actor=Actor.CLOCK, reason=Reason.REGISTER_INACTIVE)
    rows = Credential.objects.filter(claim_id=claim.id, revoked_at=None)
    rows.update(revoked_at=now(), revoked_reason=Reason.REGISTER_INACTIVE.value)


def _suspend(row: Credential, *, reason: str, note: str = "", by: Viewer | None = None) -> None:
    row.suspended_at, row.suspended_reason = now(), reason
    row.save(update_fields=["suspended_at", "suspended_reason"])
    measure = Measure(persona_id=row.persona_id, credential_id=row.id, reason=reason)
    measure.taken_by = by.persona_id if by is not None else 0
    measure.note_sealed = steps.sealed_for(measure, "note_sealed", note)
    with as_system(STAFF):
        measure.save(force_insert=True)
    record(
        "suspend credential",
        by=by.persona_id if by is not None else None,
        role=_role(by) if by is not None else "",
        about=("credential", row.id),
        subject=row.persona_id,
        reason_code=reason,
    )


def end_measures(row: Credential, *, by: Viewer | None) -> None:
    """Note that a suspension is over."""
    with as_system(STAFF):
        running = Measure.objects.filter(credential_id=row.id, ended_at=None)
        running.update(ended_at=now(), ended_by=by.persona_id if by is not None else None)


def _claim_of(row: Credential) -> Claim | None:
    if row.claim_id is None:
        return None
    with as_system(STAFF):
        return Claim.objects.select_for_update(of=("self",)).filter(id=row.claim_id).first()


def _role(by: Viewer) -> str:
    return permissions.ADMINISTRATOR if permissions.ADMINISTRATOR in by.staff else permissions.MODERATOR
