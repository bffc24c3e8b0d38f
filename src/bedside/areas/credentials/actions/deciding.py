"""What people decide about a claim: reviewers, a call-back, or somebody who saw the person."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from bedside.areas.credentials.actions import issuing, steps
from bedside.areas.credentials.actions.holding import suspend_claim
from bedside.areas.credentials.models import Claim, Credential
from bedside.areas.people import handles
from bedside.areas.people.viewer import Viewer
from bedside.kit.clock import now
from bedside.kit.errors import NotHere, Refused
from bedside.kit.viewing import as_system
from bedside.policy import permissions
from bedside.policy.verification.claims import OUTCOMES, Actor, Reason, State
from bedside.policy.verification.evidence import SETTLES_DOUBLE_CLAIMS, level_given

PEOPLE = "people decide on a claim that is not their own"
AGAIN = frozenset({"unreadable"})
NOT_YET = frozenset({"same_person"})
AGREED = "agreed"
LONGEST_NOTE = 2000


@transaction.atomic
def decided(
    claim_id: int,
    *,
    outcome: str,
    reviewers: Iterable[int],
    by: Viewer | None = None,
    evidence: str = "",
    note: str = "",
    licence_ends: date | None = None,
) -> Claim:
    """Take the answer of the people who looked at a claim in review, and return it where it stands now.

    `outcome` is a code of `OUTCOMES`, `reviewers` the personas who looked, `evidence` what they saw ("documents",
    "registry_callback" or nothing new). Who may decide was asked by the caller. Two claims on one number are settled by
    a call to the register's number and by nothing else: raises `Refused` then, and for a claim that is not in review.
    """
    people = tuple(reviewers)
    claim = _held(claim_id)
    if claim.state != State.IN_REVIEW:
        raise Refused("This claim does not wait for people.", do="Look where it stands now.", code="not_a_step")
    if outcome not in OUTCOMES:
        raise Refused("Choose one of the answers.", code="no_such_outcome", field="outcome")
    if claim.contested and outcome in (AGREED, *NOT_YET) and evidence not in SETTLES_DOUBLE_CLAIMS:
        what = "Two people claim this number. Only a call to the number in the register can settle that."
        raise Refused(what, do="Call the number in the register.", code="contested", field="outcome")
    claim.outcome, claim.decided_at = outcome, now()
    claim.decided_by = sorted({*claim.decided_by, *people})
    claim.licence_ends = licence_ends or claim.licence_ends
    steps.seal(claim, note=note.strip()[:LONGEST_NOTE])
    _answered(claim, outcome=outcome, people=people, kind=evidence, by=by)
    return claim


@transaction.atomic
def seen_in_person(*, by: Viewer, handle: str) -> Claim:
    """Say that one saw the person who claims, with the papers: for administrators, and V4 of the claim's employer.

    Raises `NotHere` for everybody else, `Refused` where no claim waits for a proof, and for a number claimed twice.
    """
    persona = handles.seen_by(by, handle)
    with as_system(PEOPLE):
        open_ones = Claim.objects.select_for_update(of=("self",)).filter(persona=persona)
        claim = open_ones.filter(state__in=("matched", "proving", "in_review")).first()
    if not _may_have_seen(by, claim):
        raise NotHere
    if claim is None or "register_match" not in steps.kinds_of(claim):
        raise Refused("No claim of this persona waits for a proof.", code="no_claim", field="handle")
    if persona.account_id == by.account_id:
        raise Refused("Nobody proves their own claim.", code="own_credential", field="handle")
    if claim.contested:
        raise Refused("Two people claim this number.", do="It has to be called.", code="contested", field="handle")
    steps.note(claim, "in_person", found_by=(by.persona_id,))
    claim.decided_by = sorted({*claim.decided_by, by.persona_id})
    issuing.grant_claim(
        claim, actor=Actor.REVIEWER, reason=Reason.PROOF_FOUND, by=by, role=_role(by), checked_by=by.persona_id
    )
    return claim


def _answered(claim: Claim, *, outcome: str, people: tuple[int, ...], kind: str, by: Viewer | None) -> None:
    first = people[0] if people else issuing.OF_NOBODY
    if outcome in AGAIN:
        steps.move(claim, State.PROVING, actor=Actor.REVIEWER, reason=Reason.ASKED_AGAIN, by=by)
        return
    if outcome not in (AGREED, *NOT_YET):
        steps.move(claim, State.REFUSED, actor=Actor.REVIEWER, reason=Reason.NOT_SHOWN, by=by)
        issuing.take_match_back(claim, reason=Reason.NOT_SHOWN.value)
        _settle(claim, wins=False)
        return
    if claim.register:
        _confirm_match(claim, people)
    if kind:
        steps.note(claim, kind, found_by=people)
    if kind in SETTLES_DOUBLE_CLAIMS:
        _settle(claim, wins=True)
    if outcome == AGREED and level_given(steps.kinds_of(claim), student=claim.student) not in ("V0", "V2"):
        issuing.grant_claim(claim, actor=Actor.REVIEWER, reason=Reason.AGREED, by=by, checked_by=first)
        return
    steps.move(claim, State.MATCHED, actor=Actor.REVIEWER, reason=Reason.SAME_PERSON, by=by)
    issuing.give_match(claim)


def _confirm_match(claim: Claim, people: tuple[int, ...]) -> None:
    """Note that people found the name to be the register's, unless the register said so itself."""
    entry = issuing.entry_of(claim)
    if entry is None or not entry.active:
        raise Refused("The register does not list this number as active.", code="inactive", field="outcome")
    if "register_match" not in steps.kinds_of(claim):
        steps.note(claim, "register_match", found_by=people, register_date=entry.register_date)


def _settle(claim: Claim, *, wins: bool) -> None:
    """End what two claims on one number froze: who answered the register's telephone has it, and the others don't."""
    others = [one for one in steps.others_on(claim) if one.contested]
    claim.contested = False
    for other in others:
        other.contested = wins and other.state in issuing.HOLDS
        if wins and other.state == State.IN_REVIEW:
            other.outcome, other.decided_at, other.decided_by = "other_person", now(), list(claim.decided_by)
            steps.move(other, State.REFUSED, actor=Actor.REVIEWER, reason=Reason.NOT_SHOWN)
            issuing.take_match_back(other, reason=Reason.NOT_SHOWN.value)
        elif wins and other.state in ("granted", "due"):
            suspend_claim(other, reason="second_claim", actor=Actor.REVIEWER, why=Reason.SECOND_CLAIM)
        else:
            _thaw(other, still=len(others) > 1)


def _thaw(other: Claim, *, still: bool) -> None:
    """Note that one claim less stands against this one; a frozen one still waits for its own call-back."""
    other.contested = other.state == State.IN_REVIEW or still
    with as_system("that a double claim was settled is noted on both claims"):
        other.save(update_fields=["contested"])


def _held(claim_id: int) -> Claim:
    with as_system(PEOPLE):
        claim = Claim.objects.select_for_update(of=("self",)).filter(id=claim_id).first()
    if claim is None:
        raise NotHere
    return claim


def _may_have_seen(by: Viewer, claim: Claim | None) -> bool:
    if by.confirmed and permissions.may("record a credential", roles=by.staff):
        return True
    if by.level != "V4" or claim is None:
        return False
    own = Credential.objects.filter(persona_id=by.persona_id, revoked_at=None, suspended_at=None, valid_until__gt=now())
    employer = own.values_list("employer", flat=True).first() or ""
    return bool(employer) and employer.casefold() == claim.words("employer_sealed").casefold()


def _role(by: Viewer) -> str:
    return permissions.ADMINISTRATOR if permissions.ADMINISTRATOR in by.staff else ""
