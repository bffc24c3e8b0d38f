"""Recording and revoking what was checked about a clinician (spec clinicians.md 1.1, 1.5)."""

import dataclasses
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.credentials.actions import by_hand, holding, places, signing, steps
from bedside.areas.credentials.models import Credential
from bedside.areas.people import handles, names
from bedside.areas.people.models import Persona
from bedside.areas.people.rights import require
from bedside.areas.people.viewer import Viewer
from bedside.kit.clock import now
from bedside.kit.errors import Refused
from bedside.kit.ids import new_id
from bedside.policy.personas import CARRIES_TITLE, CHECKED_KINDS, LEVELS

LONGEST = timedelta(days=366)  # checked anew at the end of the licence or after twelve months, whichever is sooner
LONGEST_TOLD = 2000  # characters that its owner reads of why a badge was taken back
LONGEST_VOUCHED = timedelta(days=90)  # level P: vouched for by three colleagues


@dataclass(frozen=True)
class Check:
    """What a check found. `title` such as "Dr" is shown for V3 and V4 only; `checked` says what was looked at."""

    level: str
    title: str
    profession: str
    checked: str
    valid_until: datetime


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What a credential holds, as `Credential` names it: what was checked, by which proof, and until when it counts."""

    level: str
    profession: str
    checked_by: int
    valid_until: datetime
    title: str = ""
    checked: str = ""
    claim_id: int | None = None
    register: str = ""
    register_date: date | None = None
    region: str = ""
    licence: str = ""
    licence_whole: bool = False
    proof: str = ""
    proved_at: datetime | None = None
    specialty: str = ""
    specialty_checked: bool = False
    employer: str = ""


@transaction.atomic
def issue(persona: Persona, facts: Facts) -> Credential:
    """Write the credential of `persona` in place of the one it has, live, lapsed or suspended, and return it.

    The inner step of whoever may say so; the caller has asked for the right, checked the facts, and records it.
    """
    signing.make_ready()
    moment, number = now(), new_id()
    held = Credential.objects.select_for_update().filter(persona=persona, revoked_at=None)
    held.update(revoked_at=moment, revoked_reason="replaced", replaced_by=number)
    return Credential.objects.create(
        id=number, persona=persona, checked_at=moment, place=places.take(), **dataclasses.asdict(facts)
    )


@transaction.atomic
def grant(*, by: Viewer, handle: str, check: Check) -> Credential:
    """Record a credential for the persona `handle`, in place of a live one; raise `NotHere` or `Refused`.

    The row names who checked (`by`) and when: a level is never set without that.
    """
    require("record a credential", by=by)
    persona = _clinician(by, handle)
    tidy = _tidied(check)
    if persona.id == by.persona_id or persona.account_id == by.account_id:
        raise Refused("Nobody records their own credential.", code="own_credential", field="handle")
    facts = Facts(
        claim_id=by_hand.seen_by(persona, by=by).id,
        level=tidy.level,
        title=tidy.title,
        profession=tidy.profession,
        checked=tidy.checked,
        checked_by=by.persona_id,
        valid_until=tidy.valid_until,
    )
    row = issue(persona, facts)
    record(
        "grant credential",
        by=by.persona_id,
        role="administrator",
        about=("credential", row.id),
        subject=persona.id,
        level=row.level,
    )
    return row


@transaction.atomic
def revoke(*, by: Viewer, handle: str, reason: str, told: str) -> None:
    """Revoke the live credential of the persona `handle`; raise `NotHere` or `Refused`.

    `reason` stays with staff; `told` are the words that its owner reads, and nobody else of the members.
    """
    require("record a credential", by=by)
    persona = _clinician(by, handle)
    reason = names.clean_line(reason, field="reason", longest=200)
    if not reason:
        raise Refused("Say why, in a few words.", code="reason_missing", field="reason")
    said = steps.words(told, field="told", longest=LONGEST_TOLD)
    row = Credential.objects.select_for_update().filter(persona=persona, revoked_at=None).first()
    if row is None:
        raise Refused("This persona has no credential to revoke.", code="no_credential", field="handle")
    row.revoked_at, row.revoked_reason = now(), reason
    row.save(update_fields=["revoked_at", "revoked_reason"])
    holding.revoked(row, by=by, told=said)
    about = ("credential", row.id)
    record("revoke credential", by=by.persona_id, role="administrator", about=about, subject=persona.id)


def _clinician(by: Viewer, handle: str) -> Persona:
    persona = handles.seen_by(by, handle)
    if persona.kind not in CHECKED_KINDS:
        what = "Only a clinician's or a student's persona can have a credential."
        raise Refused(what, code="not_a_clinician", field="handle")
    return persona


def _tidied(check: Check) -> Check:
    if check.level not in LEVELS or check.level == "V0":
        raise Refused("Choose a level.", code="no_such_level", field="level")
    longest = LONGEST_VOUCHED if check.level == "P" else LONGEST
    if not now() < check.valid_until <= now() + longest:
        what = f"Choose a day within the next {longest.days} days. Then it is checked anew."
        raise Refused(what, code="valid_until", field="valid_until")
    title = names.clean_line(check.title, field="title", longest=10)
    if title and check.level not in CARRIES_TITLE:
        raise Refused("A title needs level V3 or V4.", code="title_level", field="title")
    return Check(
        level=check.level,
        title=title,
        profession=_said(check.profession, field="profession", longest=80),
        checked=_said(check.checked, field="checked", longest=120),
        valid_until=check.valid_until,
    )


def _said(text: str, *, field: str, longest: int) -> str:
    tidy = names.clean_line(text, field=field, longest=longest)
    if not tidy:
        raise Refused("This must not be empty.", code="missing", field=field)
    return tidy
