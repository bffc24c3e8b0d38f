"""From evidence to a credential: what a claim gives, and what ends with it."""

from datetime import datetime

from django.utils import timezone

from bedside.areas.credentials.actions import listed, steps
from bedside.areas.credentials.actions.granting import Facts, issue
from bedside.areas.credentials.models import Claim, Credential, Employer, Evidence
from bedside.areas.people.viewer import Viewer
from bedside.areas.registers import queries as registers
from bedside.kit.clock import now
from bedside.kit.viewing import as_system
from bedside.policy.personas import CARRIES_TITLE, READS_ROOMS
from bedside.policy.registers.model import Entry, Licence
from bedside.policy.verification import claims, evidence
from bedside.policy.verification.claims import Actor, Reason, State
from bedside.policy.verification.professions import BY_NAME, of_taxonomy

OF_NOBODY = 0  # a register or a code answered, not a person
STUDENT = "Student"
HOLDS = steps.HOLDS


def grant_claim(
    claim: Claim, *, actor: Actor, reason: Reason, by: Viewer | None = None, role: str = "", checked_by: int = OF_NOBODY
) -> Credential:
    """Give what the claim's evidence is worth. What the persona had before has ended with it."""
    steps.end_earlier(claim.persona_id)
    claim.decided_at, claim.contested, claim.noticed = now(), False, 0
    listed.name_employer(claim)
    steps.move(claim, State.GRANTED, actor=actor, reason=reason, by=by, role=role)
    return issue(claim.persona, facts_of(claim, checked_by=checked_by))


def give_match(claim: Claim) -> None:
    """Give level V2 for a match, or wake the one that `hold_match` let rest; who reads rooms keeps what she has."""
    resting = Credential.objects.filter(claim_id=claim.id, revoked_at=None, suspended_reason=Reason.SECOND_CLAIM.value)
    if resting.update(suspended_at=None, suspended_reason=""):
        return
    live = Credential.objects.filter(persona_id=claim.persona_id, revoked_at=None, valid_until__gt=now())
    if not live.filter(level__in=READS_ROOMS).exists():
        issue(claim.persona, facts_of(claim, checked_by=OF_NOBODY))


def take_match_back(claim: Claim, *, reason: str) -> None:
    """End the level that a claim gave while it was open: it was withdrawn, refused or never proven."""
    rows = Credential.objects.filter(claim_id=claim.id, revoked_at=None)
    rows.update(revoked_at=now(), revoked_reason=reason)


def hold_match(claim: Claim) -> None:
    """Let the level that an open claim gave rest while two people claim one number."""
    rows = Credential.objects.filter(claim_id=claim.id, revoked_at=None, suspended_at=None)
    rows.update(suspended_at=now(), suspended_reason=Reason.SECOND_CLAIM.value)


def facts_of(claim: Claim, *, checked_by: int) -> Facts:
    """Return what the credential of a claim holds: a register's own words where there is one, and what was proven."""
    with as_system("what was shown for a claim, for its credential"):
        shown = {row.kind: row for row in Evidence.objects.filter(claim=claim)}
    entry = entry_of(claim)
    licence = licence_of(entry)
    proof = evidence.proof_of(shown)
    mailbox = shown.get("employer_list") or shown.get("institution_mail")
    employer = Employer.objects.filter(domain=mailbox.domain).first() if mailbox is not None else None
    profession = profession_of(claim, entry)
    level = evidence.level_given(shown, student=claim.student)
    specialty, checked = _specialty(claim, entry)
    return Facts(
        level=level,
        profession=profession,
        title=BY_NAME[profession].title if level in CARRIES_TITLE and profession in BY_NAME else "",
        checked_by=checked_by,
        valid_until=ends_of(claim),
        claim_id=claim.id,
        register=claim.register,
        register_date=entry.register_date if entry is not None else None,
        region=licence.region if licence is not None else "",
        licence=licence.number if licence is not None else "",
        proof=proof,
        proved_at=shown[proof].found_at if proof else None,
        specialty=specialty,
        specialty_checked=checked,
        employer=(employer.name if level in CARRIES_TITLE else employer.domain) if employer is not None else "",
    )


def ends_of(claim: Claim) -> datetime:
    """Return when what this claim gives now has to be checked anew: midnights are those of the site's own place."""
    zone = timezone.get_default_timezone()
    return claims.valid_until(now(), licence_ends=claim.licence_ends, zone=zone)


def entry_of(claim: Claim) -> Entry | None:
    """Return what the register says of the claim's number today."""
    if not claim.register:
        return None
    return registers.entry(claim.register, claim.words("number_sealed"))


def licence_of(entry: Entry | None) -> Licence | None:
    """Return the licence that a badge names: the primary one that has a number, else the first that has."""
    numbered = [one for one in (entry.licences if entry is not None else ()) if one.number]
    return next((one for one in numbered if one.primary), numbered[0] if numbered else None)


def profession_of(claim: Claim, entry: Entry | None) -> str:
    """Return the profession: the register's where it tells one, else what the owner chose from the list."""
    if claim.student:
        return STUDENT
    return registered_profession(entry) or claim.words("profession_sealed")


def registered_profession(entry: Entry | None) -> str:
    """Return the profession that an entry's primary field of work belongs to, "" where that is not on our list.

    By the operator's map from codes to words, else by what the public American codes begin with.
    """
    if entry is None:
        return ""
    mapped = [one.profession for one in registers.specialties(entry) if one.profession in BY_NAME]
    if mapped:
        return mapped[0]
    fields = sorted(entry.licences, key=lambda one: not one.primary)
    found = next((one for one in map(of_taxonomy, (field.taxonomy for field in fields)) if one is not None), None)
    return found.name if found is not None else ""


def _specialty(claim: Claim, entry: Entry | None) -> tuple[str, bool]:
    """Return the specialty and whether a register tells it."""
    told = registers.specialties(entry) if entry is not None else ()
    return (told[0].name, True) if told else (claim.words("specialty_sealed"), False)
