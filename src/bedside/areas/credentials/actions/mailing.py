"""Proof of control by a work mailbox: a code of six figures that is good for twenty minutes and five tries."""

import hmac

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.credentials.actions import issuing, steps
from bedside.areas.credentials.models import Claim, Employer, MailCode
from bedside.areas.people import names
from bedside.areas.people.actions import limits
from bedside.areas.people.queries import key_no_of
from bedside.areas.people.viewer import Viewer
from bedside.areas.registers import queries as registers
from bedside.kit.clock import now
from bedside.kit.errors import Refused
from bedside.kit.ids import new_id
from bedside.kit.ordering import order
from bedside.kit.vault import vault
from bedside.kit.viewing import as_system
from bedside.policy.limits import WORK_CODES, WORK_MAILBOX
from bedside.policy.verification.claims import Actor, Reason, State
from bedside.policy.verification.employers import (
    CODE_GOOD_FOR,
    CODE_TRIES,
    FREE,
    is_free_mail,
    looks_like,
    names_owner,
)

CODES = "nobody reads a code's row as a member: it tells where the code was mailed"
WRONG = "This is not the code."
OVER = "This code is not good any more."
ANEW = "Ask for a new code."
UNKNOWN = "This mail domain is not on our list of employers."
UNKNOWN_DO = "Choose another proof, or ask the people who run this site to add your employer."


def ask_code(*, by: Viewer, claim_id: int, address: str) -> None:
    """Mail a code to a work address; an earlier code is void. Raises `NotHere`, `Refused` or `TooManyTries`.

    A mailbox that got three codes today gets no more, and who asked is not told: the mailbox may be somebody else's.
    """
    steps.owner(by)
    domain = _employers(_address(address))
    limits.require(WORK_CODES, value=str(by.account_id))
    with transaction.atomic():
        claim = steps.own(by, claim_id)
        if claim.student or claim.state not in ("matched", "proving"):
            raise Refused("No code is needed now.", do="Look where your claim stands.", code="not_a_step")
        silent = limits.spend(WORK_MAILBOX, value=_address(address)).refused
        if claim.state == State.MATCHED:
            steps.move(claim, State.PROVING, actor=Actor.OWNER, reason=Reason.PROOF_BEGUN, by=by)
        code = _anew(claim, _address(address), domain)
        record("claim.code", by=by.persona_id, about=("claim", claim.id), subject=by.persona_id)
        order("credentials.send_code", code_id=0 if silent else code.id)


def enter_code(*, by: Viewer, claim_id: int, typed: str) -> Claim:
    """Take the code that was mailed and return the claim: granted, or waiting for people.

    Raises `NotHere`, or `Refused` with "wrong_code" or "code_over". A wrong code is counted whatever follows.
    """
    steps.owner(by)
    left = _tried(by, claim_id, "".join(typed.split()))
    if left is None:
        with transaction.atomic():
            return _proven(by, claim_id)
    if left > 0:
        tries = f"You have {left} more tries." if left > 1 else "You have one more try."
        raise Refused(WRONG, do=f"Check it. {tries}", code="wrong_code", field="code")
    raise Refused(OVER, do=ANEW, code="code_over", field="code")


def _tried(by: Viewer, claim_id: int, typed: str) -> int | None:
    """Count one try in a transaction of its own; return the tries that are left, None for the right code."""
    with transaction.atomic():
        claim = steps.own(by, claim_id)
        with as_system(CODES):
            code = MailCode.objects.select_for_update(of=("self",)).filter(claim=claim).first()
            if code is None or code.used_at is not None or code.tries_left <= 0 or code.expires_at <= now():
                return 0
            if hmac.compare_digest(code.code.encode(), typed.encode()):
                code.used_at = now()
                code.save(update_fields=["used_at"])
                return None
            code.tries_left -= 1
            code.save(update_fields=["tries_left"])
        record("claim.code", by=by.persona_id, about=("claim", claim.id), subject=by.persona_id, outcome="deny")
        return code.tries_left


def _proven(by: Viewer, claim_id: int) -> Claim:
    claim = steps.own(by, claim_id)
    with as_system(CODES):
        code = MailCode.objects.get(claim=claim)
    steps.note(claim, "institution_mail", domain=code.domain)
    local = code.address.rpartition("@")[0]
    with as_system(CODES):
        code.delete()  # where it was mailed is not needed any more
    entry = issuing.entry_of(claim)
    if entry is not None and not entry.active:
        steps.move(claim, State.REFUSED, actor=Actor.CLOCK, reason=Reason.REGISTER_INACTIVE)
        issuing.take_match_back(claim, reason=Reason.REGISTER_INACTIVE.value)
        return claim
    if claim.register and (_fell_before(claim) or _is_excluded(claim) or not _is_hers(claim, local)):
        steps.move(claim, State.IN_REVIEW, actor=Actor.OWNER, reason=Reason.HANDED_IN, by=by)
        return claim
    issuing.grant_claim(claim, actor=Actor.OWNER, reason=Reason.PROOF_FOUND, by=by)
    return claim


def _is_hers(claim: Claim, local: str) -> bool:
    return names_owner(local, family=claim.words("family_sealed"), given=claim.words("given_sealed"))


def _is_excluded(claim: Claim) -> bool:
    return bool(registers.excluded_among(claim.register, {claim.words("number_sealed")}))


def _fell_before(claim: Claim) -> bool:
    """Say whether a claim of this account, or on this number, was revoked: then no code opens the door by itself."""
    with as_system("whether this account or this number lost a verification before"):
        revoked = Claim.objects.filter(state=State.REVOKED)
        return (
            revoked.filter(persona__account_id=claim.persona.account_id).exists()
            or revoked.filter(number_index=claim.number_index).exists()
        )


def _anew(claim: Claim, address: str, domain: str) -> MailCode:
    code = MailCode(id=new_id(), claim=claim, domain=domain, expires_at=now() + CODE_GOOD_FOR, tries_left=CODE_TRIES)
    code.address_sealed = vault().seal(address, code.address_place(), key_no=key_no_of(claim.persona_id))
    with as_system(CODES):
        MailCode.objects.filter(claim=claim).delete()
        code.save(force_insert=True)
    return code


def _address(text: str) -> str:
    try:
        return names.clean_mail(text)
    except Refused as error:
        raise Refused(error.what, do=error.do, code=error.code, field="address") from error


def _employers(address: str) -> str:
    """Return the domain of an address if it is an employer's of the list, to the letter; raise `Refused`."""
    domain = address.rpartition("@")[2]
    if is_free_mail(domain):
        raise Refused(FREE.what, do="Type the address that your employer gave you.", code=FREE.code, field="address")
    known = set(Employer.objects.values_list("domain", flat=True))
    if domain in known:
        return domain
    other = looks_like(domain, known)
    do = f"Did you mean {other}?" if other else UNKNOWN_DO
    raise Refused(UNKNOWN, do=do, code="not_an_employer", field="address")


def send(code_id: int) -> bool:
    """Send the mail with a code, if it is still good, and say whether it was sent."""
    from bedside.areas.people import mails

    code = MailCode.objects.filter(id=code_id, used_at=None, expires_at__gt=now()).select_related("claim").first()
    if code is None:
        return False
    mails.work_code(to=code.address, code=code.code).send()
    return True
