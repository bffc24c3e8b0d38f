"""The call to the telephone number in the register: who reads out the code has that telephone.

The claimant sees the code and not who calls; the caller sees the number and not the code.
"""

import hmac
import secrets

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.credentials.actions import deciding
from bedside.areas.credentials.actions.claiming import hand_in
from bedside.areas.credentials.models import CallBack, Claim, Review
from bedside.areas.credentials.queries import reviewing as desk
from bedside.areas.people.queries import key_no_of
from bedside.areas.people.viewer import Viewer
from bedside.areas.registers import queries as registers
from bedside.kit.clock import now
from bedside.kit.errors import NotHere, Refused
from bedside.kit.vault import vault
from bedside.kit.viewing import as_system
from bedside.policy.verification.claims import CALL_BACK_WITHIN
from bedside.policy.verification.reviewing import CALL_TRIES, CODE_LONG, CODE_SIGNS

WHY = "a call for somebody else's claim"


@transaction.atomic
def ask_call(*, by: Viewer, claim_id: int) -> CallBack:
    """Ask to be called at the register's number; return the call with its code. Raises `NotHere` or `Refused`."""
    claim = hand_in(by=by, claim_id=claim_id)
    entry = registers.entry(claim.register, claim.words("number_sealed")) if claim.register else None
    if entry is None or not entry.telephone:
        what = "The register has no telephone number for you."
        raise Refused(what, do="Choose another way to show that it is you.", code="no_telephone")
    return prepare(claim)


def prepare(claim: Claim) -> CallBack:
    """Return the call that waits for this claim, made when there is none. The claim is locked by the caller."""
    with as_system(WHY):
        call = CallBack.objects.filter(claim=claim, state="waiting").first()
        if call is not None:
            return call
        call = CallBack(persona_id=claim.persona_id, claim=claim, expires_at=now() + CALL_BACK_WITHIN)
        code = "".join(secrets.choice(CODE_SIGNS) for _ in range(CODE_LONG))
        call.code_sealed = vault().seal(code, call.place(), key_no=key_no_of(claim.persona_id))
        call.save(force_insert=True)
    return call


@transaction.atomic
def begin_call(*, by: Viewer, review_id: int) -> CallBack:
    """Let a drawn reviewer call the register's number for the claim before her; raise `NotHere` or `Refused`."""
    review = desk.to_review(by, review_id)
    claim = _locked(review.claim_id)
    entry = desk.entry_for(review)
    if entry is None or not entry.telephone:
        raise Refused("The register has no telephone number for this entry.", code="no_telephone")
    call = prepare(claim)
    with as_system(WHY):
        if call.caller_account and call.caller_account != review.reviewer_account:
            raise Refused("Somebody else makes this call.", do="Answer from what you see.", code="call_taken")
        call.caller_id, call.caller_account = review.reviewer_id, review.reviewer_account
        call.for_staff, call.drawn_at = review.for_staff, now()
        call.save()
    return call


def telephone_for(*, by: Viewer, call_id: int) -> str:
    """Return the register's number for a call that is the viewer's to make, "" where the register has none."""
    entry = desk.entry_for(desk.to_call(by, call_id))
    return entry.telephone if entry is not None else ""


def type_code(*, by: Viewer, call_id: int, typed: str) -> None:
    """Type the code that was read out: the right one proves the claim. Raises `NotHere`, or `Refused` with tries left.

    The fifth wrong one ends the call. A wrong try is kept, so this is no single transaction.
    """
    with transaction.atomic():
        call = _held(by, call_id)
        right = hmac.compare_digest(call.code.encode(), "".join(typed.split()).encode())
        call.tries += 1
        if right:
            _ended(call, "proven", by=by)
            _proven(call, by=by)
            return
        if call.tries >= CALL_TRIES:
            _failed(call, by=by)
        else:
            _save(call)
        left = CALL_TRIES - call.tries
    raise Refused(f"That is not the code. Tries left: {left}.", code="wrong_code", field="code")


@transaction.atomic
def give_up(*, by: Viewer, call_id: int) -> None:
    """Say that the call did not confirm the claim: nobody there, or nobody who knows of it. Raises `NotHere`."""
    _failed(_held(by, call_id), by=by)


def let_lapse() -> None:
    """End the calls that nobody made, or finished, within their seven days."""
    with as_system(WHY):
        for call_id in list(
            CallBack.objects.filter(state="waiting", expires_at__lte=now()).values_list("id", flat=True)
        ):
            _lapse(call_id)


@transaction.atomic
def _lapse(call_id: int) -> None:
    call = CallBack.objects.select_for_update(of=("self",)).filter(id=call_id, state="waiting").first()
    if call is not None:
        _failed(call, by=None, state="late")


def _proven(call: CallBack, *, by: Viewer) -> None:
    deciding.decided(call.claim_id, outcome="agreed", reviewers=(call.caller_id,), by=by, evidence="registry_callback")


def _failed(call: CallBack, *, by: Viewer | None, state: str = "failed") -> None:
    """End a call that proved nothing. Where people review the claim, they decide with that; else nothing is left."""
    _ended(call, state, by=by)
    claim = _locked(call.claim_id)
    with as_system(WHY):
        others = Review.objects.filter(claim=claim, ended="").exists()
    if not others and claim.state == desk.IN_REVIEW:
        people = (call.caller_id,) if call.caller_id else ()
        deciding.decided(claim.id, outcome="no_answer", reviewers=people, by=by)


def _ended(call: CallBack, state: str, *, by: Viewer | None) -> None:
    call.state, call.ended_at = state, now()
    _save(call)
    record(
        f"call.{state}",
        by=call.caller_id if by is not None else None,
        role="reviewer",
        about=("claim", call.claim_id),
        subject=call.persona_id,
    )


def _save(call: CallBack) -> None:
    with as_system(WHY):
        call.save()


def _held(by: Viewer, call_id: int) -> CallBack:
    """Return the call, locked after its claim, so that two presses follow each other."""
    claim_id = desk.to_call(by, call_id).claim_id
    _locked(claim_id)
    with as_system(WHY):
        call = CallBack.objects.select_for_update(of=("self",)).filter(id=call_id, state="waiting").first()
    if call is None:
        raise NotHere
    return call


def _locked(claim_id: int) -> Claim:
    with as_system(WHY):
        return Claim.objects.select_for_update(of=("self",)).get(id=claim_id)
