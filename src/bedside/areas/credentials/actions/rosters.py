"""Employers' lists of staff: who is on one and was checked stands at V4, and who leaves it falls back to V3 at once."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.credentials.actions import issuing, listed
from bedside.areas.credentials.actions.granting import issue
from bedside.areas.credentials.models import Claim, Credential, Employer, OnRoster, index_of
from bedside.areas.people import names
from bedside.areas.registers import queries as registers
from bedside.kit.clock import now
from bedside.kit.errors import Refused
from bedside.kit.viewing import as_system
from bedside.policy.personas import CARRIES_TITLE
from bedside.policy.verification.rosters import Named, Problem

LISTED = "an employer's list of staff says who stands at V4"
NOBODY_ON_IT = "This list names nobody. To end an employer's list, take the employer off the list of employers."
_STANDING = ("granted", "due")


@dataclass(frozen=True)
class Taken:
    """What became of a list: people on it, how many rose to V4 by it and how many fell back to V3; or what is wrong."""

    people: int = 0
    risen: int = 0
    fallen: int = 0
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Roster:
    """A whole list: of the employer with this mail domain, by which contract, of which day."""

    domain: str
    contract: str
    day: date


@transaction.atomic
def take_in(*, roster: Roster, rows: Iterable[Named | Problem]) -> Taken:
    """Put a list of staff in place of the employer's one before; with any wrong line nothing is changed.

    Raises `Refused` for an unknown employer, no contract, a list older than the one that is known, or an empty one.
    """
    employer = Employer.objects.select_for_update().filter(domain=roster.domain).first()
    if employer is None:
        do = "Add it on the staff page of employers first."
        raise Refused("There is no employer with this mail domain.", do=do, code="no_employer")
    contract = names.clean_line(roster.contract, field="contract", longest=120) or employer.contract
    if not contract:
        raise Refused("Say by which contract the employer gives its list.", code="no_contract")
    if employer.roster_on is not None and roster.day < employer.roster_on:
        raise Refused(f"A newer list is known, of {employer.roster_on}.", code="older")
    found = [_checked(row) for row in rows]
    problems = tuple(row for row in found if isinstance(row, Problem))
    if problems:
        return Taken(problems=problems)
    if not found:
        raise Refused(NOBODY_ON_IT, code="empty")
    before = _indexes(employer)
    indexes = {index_of(row.register, row.number) for row in found if isinstance(row, Named)}
    employer.contract, employer.roster_on = contract, roster.day
    employer.save(update_fields=["contract", "roster_on"])
    OnRoster.objects.filter(employer=employer).delete()
    OnRoster.objects.bulk_create(OnRoster(employer=employer, number_index=index) for index in sorted(indexes))
    changed = [settle(claim) for claim in _claims_on(before | indexes)]
    taken = Taken(len(indexes), risen=changed.count("V4"), fallen=changed.count("V3"))
    about = ("employer", employer.id)
    record("employer.roster", by=None, about=about, people=taken.people, risen=taken.risen, fallen=taken.fallen)
    return taken


def gone(employer: Employer) -> None:
    """Let an employer's list count no more: within the transaction that takes the employer away."""
    before = _indexes(employer)
    OnRoster.objects.filter(employer=employer).delete()
    for claim in _claims_on(before):
        settle(claim)


def settle(claim: Claim) -> str:
    """Give what a granted claim is worth with today's lists; return the level when it changed, else "".

    What is suspended stays as it is, and is settled when the suspension is lifted.
    """
    rows = Credential.objects.filter(claim_id=claim.id, revoked_at=None, suspended_at=None, valid_until__gt=now())
    row = rows.first()
    if row is None or row.level not in CARRIES_TITLE or claim.number_index is None:
        return ""
    listed.name_employer(claim)
    facts = issuing.facts_of(claim, checked_by=row.checked_by)
    if (facts.level, facts.employer) == (row.level, row.employer):
        return ""
    # The check itself is not repeated: it ends when it would have ended, and the owner's choice of what is shown stays.
    facts = replace(facts, valid_until=row.valid_until, licence_whole=row.licence_whole)
    issued = issue(claim.persona, facts)
    about = ("credential", issued.id)
    record("credential.roster", by=None, about=about, subject=claim.persona_id, level=issued.level)
    return issued.level if issued.level != row.level else ""


@transaction.atomic
def settle_again(claim_id: int) -> None:
    """Settle a claim whose suspension was lifted, when it still stands."""
    with as_system(LISTED):
        claim = Claim.objects.select_for_update(of=("self",)).filter(id=claim_id, state__in=_STANDING).first()
    if claim is not None:
        settle(claim)


def _checked(row: Named | Problem) -> Named | Problem:
    """Return a line, or that the register knows no such clinician: another's number would give another's name."""
    if isinstance(row, Problem):
        return row
    found = registers.match(register=row.register, number=row.number, family=row.family, given=row.given)
    if found.kind in ("exact", "near"):
        return row
    return Problem(row.line, "the register has no active clinician with this number and name")


def _indexes(employer: Employer) -> set[bytes]:
    return {bytes(index) for index in OnRoster.objects.filter(employer=employer).values_list("number_index", flat=True)}


def _claims_on(indexes: set[bytes]) -> list[Claim]:
    with as_system(LISTED):
        rows = Claim.objects.select_for_update(of=("self",)).filter(number_index__in=indexes, state__in=_STANDING)
        return list(rows.order_by("id"))
