"""Signing, or declining: by the persona that was asked, and nobody else."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.consents import signed
from bedside.areas.consents import terms as words
from bedside.areas.consents.events import PermissionAnswered
from bedside.areas.consents.models import Authorisation, Term
from bedside.areas.people import queries as people
from bedside.areas.people.viewer import Viewer
from bedside.kit.clock import now
from bedside.kit.errors import NotHere, Refused
from bedside.kit.outbox.actions import publish as tell
from bedside.kit.texts import taken, taken_line
from bedside.kit.vault import vault
from bedside.policy.consents import authorisation as rules


class AlreadyAnswered(Refused):
    """It was signed or declined before."""

    code = "permission.answered"
    what = "You have answered this before. Nothing has changed."
    do = "See below how it stands."


@dataclass(frozen=True)
class Signing:
    """What a signer hands in.

    `mark` stands for the words that she read (`terms.mark_of`), `proved_at` is when she last showed who she is.
    """

    name: str
    signer: rules.Signer
    mark: str
    proved_at: datetime | None
    patient: str = ""
    authority: str = ""


@transaction.atomic
def sign(*, by: Viewer, authorisation_id: int, signing: Signing) -> None:
    """Permit what is asked: in force from now, or from its first day, until its last.

    Raises NotHere for who was not asked, AlreadyAnswered, and Refused: with the field, or `permission.prove` when the
    proof of who it is has to be given again.
    """
    row, term = asked_of(by, authorisation_id)
    moment = now()
    terms = words.opened(row)
    signature = _checked(signing, at=moment)
    if signing.mark != words.mark_of(row, terms):
        what = "The words are not those that you read."
        raise Refused(what, do="Read them again, then sign.", code="permission.changed", field="form")
    if rules.end_problem(terms.until or moment.date(), terms.zone, at=moment):
        what = "The day on which it was to end has passed."
        raise Refused(what, do="Ask for a new one. Nothing was permitted.", code="permission.past", field="form")
    if rules.missing(terms, signed=True, signer=signature.signer, authority=signature.authority):
        raise Refused("Something is missing in it.", do="Ask for a new one.", code="permission.missing", field="form")
    _keep(by, row, term, terms, signature)
    record("permission.signed", by=by.persona_id, about=("permission", row.id), subject=by.persona_id)
    tell(PermissionAnswered(authorisation_id=row.id, drafter_id=row.drafter_id, signed=True))


def _keep(by: Viewer, row: Authorisation, term: Term, terms: rules.Terms, signature: signed.Signature) -> None:
    handles = tuple(one.handle for one in people.personas(by, [row.owner_id, row.drafter_id]))
    copy = signed.sign(signed.document(row, terms, signature, handles=handles))
    row.signature = vault().seal(copy, row.place("signature"), key_no=people.key_no_of(row.owner_id))
    row.save(update_fields=["signature"])
    term.signed_at = signature.signed_at
    term.starts_at, term.ends_at = rules.due_at(terms)
    term.save(update_fields=["signed_at", "starts_at", "ends_at"])


def _checked(signing: Signing, *, at: datetime) -> signed.Signature:
    if signing.signer != "self" and signing.signer not in rules.REPRESENTATIVES:
        raise Refused("Say for whom you sign.", do="Choose one.", code="unknown_choice", field="signer")
    other = signing.signer != "self"
    name = taken_line(signing.name, field="name", name="Your name", at_most=120, at_least=2)
    patient = taken_line(signing.patient, field="patient", name="The name", at_most=120, at_least=2) if other else ""
    authority = (
        taken(signing.authority, field="authority", name="What lets you sign", at_most=300, at_least=3) if other else ""
    )
    if signing.proved_at is None or at - signing.proved_at > rules.SIGNED_WITHIN:
        what = "Show once more that it is you, then sign."
        raise Refused(what, do="It was more than five minutes ago.", code="permission.prove", field="form")
    return signed.Signature(signing.signer, name, patient, authority, at)


@transaction.atomic
def decline(*, by: Viewer, authorisation_id: int) -> None:
    """Say no; a reason is not asked. Raise NotHere for who was not asked, AlreadyAnswered."""
    row, term = asked_of(by, authorisation_id)
    term.declined_at = now()
    term.save(update_fields=["declined_at"])
    record("permission.declined", by=by.persona_id, about=("permission", row.id), subject=by.persona_id)
    tell(PermissionAnswered(authorisation_id=row.id, drafter_id=row.drafter_id, signed=False))


def asked_of(by: Viewer, authorisation_id: int) -> tuple[Authorisation, Term]:
    """Return what is asked of `by` and not answered, with its term locked."""
    term = Term.objects.select_for_update().filter(id=authorisation_id).first()
    row = Authorisation.objects.filter(id=authorisation_id, owner_id=by.persona_id).first()
    if term is None or row is None or not by.signed_in:
        raise NotHere
    if term.signed_at is not None or term.declined_at is not None:
        raise AlreadyAnswered
    return row, term
