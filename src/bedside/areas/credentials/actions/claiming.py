"""Beginning a claim, and what its owner may do with it (spec clinicians.md 1.3)."""

import re
from dataclasses import dataclass

from django.db import transaction

from bedside.areas.credentials.actions import issuing, steps
from bedside.areas.credentials.events import NumberClaimedAgain
from bedside.areas.credentials.models import Claim, Credential, Evidence, Measure, index_of
from bedside.areas.people import names
from bedside.areas.people.actions import limits
from bedside.areas.people.viewer import Viewer
from bedside.areas.registers import queries as registers
from bedside.kit.clock import now
from bedside.kit.errors import NotHere, Refused
from bedside.kit.outbox.actions import publish
from bedside.kit.viewing import as_system
from bedside.policy.limits import CLAIMS
from bedside.policy.registers import REGISTERS
from bedside.policy.registers.model import Match
from bedside.policy.verification import claims
from bedside.policy.verification.claims import OPEN, Actor, Reason, State
from bedside.policy.verification.evidence import CARRIES_OVER
from bedside.policy.verification.professions import BY_NAME

LONGEST_NAME, LONGEST_EMPLOYER, LONGEST_WORDS = 80, 120, 2000
OPEN_STATES = sorted(state.value for state in OPEN)
NO_MATCH = "We found no active entry with this number and this name."
NO_MATCH_DO = (
    "Check both, letter by letter, as the register has them. If they are right, ask the register to mend them."
)
FIGURES_DO = "Check it figure by figure, and that you chose your register."
SIGNS_BETWEEN = re.compile(r"[\s.-]+")  # as people group long numbers
INACTIVE = "The register does not list this number as active."
INACTIVE_DO = "Ask the register to mend it. You can try again once it has."


@dataclass(frozen=True, kw_only=True)
class Told:
    """What somebody says who wants to be verified. Without a `register` only a work mailbox can be shown."""

    country: str = ""
    register: str = ""
    number: str = ""
    family: str = ""
    given: str = ""
    profession: str = ""
    specialty: str = ""
    employer: str = ""


def begin(*, by: Viewer, told: Told) -> Claim:
    """Begin a claim, ask the register at once, and return it: matched, or waiting for people or for a proof.

    Raises `Refused` with the field that is wrong; "no_match" alike for a number that is unknown and for somebody
    else's; "inactive"; and `TooManyTries` for the sixth claim of a day. Then nothing is kept.
    """
    steps.owner(by)
    _free_to_begin(by)
    tidy = _tidied(told, student=by.kind == "student")
    limits.require(CLAIMS, value=str(by.account_id))
    found = _matched(tidy) if tidy.register else None
    with transaction.atomic():
        return _begun(by, tidy, found)


@transaction.atomic
def renew(*, by: Viewer) -> Claim:
    """Have what holds now checked anew, without typing it again; raise `NotHere` where nothing holds.

    The register is asked again. Who showed once who she is, need not do it again; a work mailbox is asked again.
    """
    steps.owner(by)
    held = Claim.objects.filter(persona_id=by.persona_id, state__in=("granted", "due")).order_by("-id").first()
    if held is None or not (held.register or held.student):
        raise NotHere
    told = Told(
        country=held.country,
        register=held.register,
        **{name: held.words(f"{name}_sealed") for name in _WORDED},
    )
    claim = begin(by=by, told=told)
    shown = Evidence.objects.filter(claim=held, kind__in=CARRIES_OVER).first()
    if claim.state == State.MATCHED and shown is not None and not claim.contested:
        steps.note(claim, shown.kind, found_by=tuple(shown.found_by))
        issuing.grant_claim(claim, actor=Actor.CLOCK, reason=Reason.PROVEN_BEFORE)
    return claim


@transaction.atomic
def withdraw(*, by: Viewer, claim_id: int) -> None:
    """Stop a claim that is still open; raise `NotHere` for somebody else's, `Refused` once it is over."""
    claim = steps.own(by, claim_id)
    steps.move(claim, State.WITHDRAWN, actor=Actor.OWNER, reason=Reason.OWNER_STOPPED, by=by)
    issuing.take_match_back(claim, reason=Reason.OWNER_STOPPED.value)


@transaction.atomic
def hand_in(*, by: Viewer, claim_id: int) -> Claim:
    """Hand a claim to people, with what was sent for it; raise `NotHere`, or `Refused` where that is not its turn."""
    claim = steps.own(by, claim_id)
    steps.move(claim, State.IN_REVIEW, actor=Actor.OWNER, reason=Reason.HANDED_IN, by=by)
    return claim


@transaction.atomic
def appeal(*, by: Viewer, claim_id: int, words: str) -> None:
    """Ask for another look by somebody who was not involved: once, within 14 days; raise `NotHere` or `Refused`."""
    claim = steps.own(by, claim_id)
    if not claims.may_appeal(claim.appeal, at=now()):
        what = "You can appeal once, within 14 days of the answer."
        raise Refused(what, do="You can begin a new claim.", code="no_appeal", field="words")
    if Claim.objects.filter(persona_id=by.persona_id, state__in=OPEN_STATES).exists():
        raise _still_open()
    steps.seal(claim, appeal=steps.words(words, field="words", longest=LONGEST_WORDS))
    claim.appealed_at = now()
    steps.move(claim, State.IN_REVIEW, actor=Actor.OWNER, reason=Reason.APPEALED, by=by)


@transaction.atomic
def answer(*, by: Viewer, words: str) -> None:
    """Answer to a suspension, once; staff read it. Raises `NotHere` where nothing is suspended, or `Refused`."""
    steps.owner(by)
    row = Measure.objects.select_for_update(of=("self",)).filter(persona_id=by.persona_id, ended_at=None).first()
    if row is None:
        raise NotHere
    if row.answered_at is not None:
        raise Refused("You have answered already.", do="Wait until staff have looked.", code="answered", field="words")
    tidy = steps.words(words, field="words", longest=LONGEST_WORDS)
    row.answer_sealed, row.answered_at = steps.sealed_for(row, "answer_sealed", tidy), now()
    row.save(update_fields=["answer_sealed", "answered_at"])


_WORDED = ("number", "family", "given", "profession", "specialty", "employer")


def _free_to_begin(by: Viewer) -> None:
    mine = Claim.objects.filter(persona_id=by.persona_id)
    if mine.filter(state__in=OPEN_STATES).exists():
        raise _still_open()
    if Credential.objects.filter(persona_id=by.persona_id, revoked_at=None, suspended_at__isnull=False).exists():
        what = "Your verification is suspended."
        raise Refused(what, do="Answer to that first.", code="suspended")


def _still_open() -> Refused:
    return Refused("You have a claim that is still open.", do="Go on with it, or withdraw it first.", code="claim_open")


def _tidied(told: Told, *, student: bool) -> Told:
    tidy = {
        name: names.clean_line(getattr(told, name), field=name, longest=longest)
        for name, longest in {
            "family": LONGEST_NAME,
            "given": LONGEST_NAME,
            "specialty": LONGEST_NAME,
            "employer": LONGEST_EMPLOYER,
        }.items()
    }
    if not any(sign.isalpha() for sign in tidy["family"]):
        raise Refused("Type your family name, or your only name.", code="missing", field="family")
    register = "" if student else told.register
    number = _number(register, told.number) if register else ""  # refuses an unknown register too
    country = REGISTERS[register].COUNTRY if register else told.country.strip().upper()[:2]
    profession = "" if student else told.profession
    if not student and profession not in BY_NAME:
        raise Refused("Choose your profession.", code="missing", field="profession")
    return Told(register=register, number=number, country=country, profession=profession, **tidy)


def _number(register: str, typed: str) -> str:
    if register not in REGISTERS:
        raise Refused("Choose a register.", code="no_such_register", field="register")
    plug_in = REGISTERS[register]
    number = plug_in.normalise(SIGNS_BETWEEN.sub("", typed))
    problem = plug_in.problem(number)
    if problem == "check_digit":
        raise Refused("This number has a wrong check digit.", do=FIGURES_DO, code="check_digit", field="number")
    if problem is not None:
        raise Refused("This is not a number of that register.", do=FIGURES_DO, code="number_form", field="number")
    return number


def _matched(told: Told) -> Match:
    """Ask the register. What is refused here is forgotten: no row says that somebody tried a number."""
    found = registers.match(register=told.register, number=told.number, family=told.family, given=told.given)
    if found.kind == "none":
        raise Refused(NO_MATCH, do=NO_MATCH_DO, code="no_match", field="number")
    if found.kind == "inactive":
        raise Refused(INACTIVE, do=INACTIVE_DO, code="inactive", field="number")
    return found


def _begun(by: Viewer, told: Told, found: Match | None) -> Claim:
    claim = Claim(persona_id=by.persona_id, register=told.register, country=told.country, student=by.kind == "student")
    steps.seal(claim, **{name: getattr(told, name) for name in _WORDED})
    if told.register:
        claim.number_index = index_of(told.register, told.number)
        steps.one_at_a_time(claim.number_index)
    claim.save(force_insert=True)
    steps.move(claim, State.SUBMITTED, actor=Actor.OWNER, reason=Reason.SENT, by=by)
    if found is None:
        steps.move(claim, State.PROVING, actor=Actor.CLOCK, reason=Reason.NO_REGISTER)
        return claim
    assert found.entry is not None
    # Where the register does not tell the profession, a person compares: a badge repeats nothing that was only typed.
    same_work = issuing.registered_profession(found.entry) == told.profession
    claim.match = "exact" if found.kind == "exact" and same_work else "near"
    if claim.match == "exact":
        steps.note(claim, "register_match", register_date=found.entry.register_date)
    if _contested(claim):
        return claim
    if claim.match == "exact":
        steps.move(claim, State.MATCHED, actor=Actor.CLOCK, reason=Reason.NUMBER_AND_NAME)
        issuing.give_match(claim)
    else:
        steps.move(claim, State.IN_REVIEW, actor=Actor.CLOCK, reason=Reason.NAME_IS_CLOSE)
    return claim


def _contested(claim: Claim) -> bool:
    """Freeze this claim and every open one of others on its number until the register was called; say whether.

    Who holds a badge by this number keeps it: anybody can type a public number and name, and must not be able to take a
    colleague's badge away by it (docs/decisions/0022). The holder is told, and the call settles it.
    """
    others = steps.others_on(claim)
    for other in others:
        other.contested = True
        if other.state in ("matched", "proving"):
            steps.move(other, State.IN_REVIEW, actor=Actor.CLOCK, reason=Reason.SECOND_CLAIM)
            issuing.hold_match(other)
            continue
        with as_system("that a number is claimed twice is noted on both claims"):
            other.save(update_fields=["contested"])
        if other.state == State.IN_REVIEW:
            issuing.hold_match(other)
        if other.state in issuing.HOLDS:
            publish(NumberClaimedAgain(claim_id=other.id, persona_id=other.persona_id, other_id=claim.id))
    if others:
        claim.contested = True
        steps.move(claim, State.IN_REVIEW, actor=Actor.CLOCK, reason=Reason.SECOND_CLAIM)
    return bool(others)
