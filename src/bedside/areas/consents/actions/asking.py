"""Asking a patient, or who may sign for her, for a permission."""

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.consents import terms as words
from bedside.areas.consents.events import PermissionAsked
from bedside.areas.consents.models import Authorisation, Term
from bedside.areas.people import queries as people
from bedside.areas.people.actions import limits
from bedside.areas.people.viewer import Viewer
from bedside.kit.clock import now
from bedside.kit.errors import NotAllowed, NotHere, Refused
from bedside.kit.outbox.actions import publish as tell
from bedside.policy.consents.authorisation import Terms
from bedside.policy.consents.parties import may_ask, may_be_asked
from bedside.policy.limits import PERMISSIONS


@transaction.atomic
def ask(*, by: Viewer, owner_id: int, terms: Terms) -> Authorisation:
    """Ask the persona `owner_id`, whom `by` can see, to permit what `terms` say; return what waits to be signed.

    Raises NotAllowed for who may not ask, Refused with the field of what is missing, and Refused `nobody` in the same
    words for everybody who can't be asked, whatever the reason.
    """
    if not by.confirmed or not may_ask(kind=by.kind, level=by.level):
        do = "It needs a checked licence, or the account of an organisation."
        raise NotAllowed("You can't ask for a permission.", do=do, code="cannot_ask")
    tidy = words.checked(terms, at=now())
    limits.require(PERMISSIONS, value=str(by.persona_id))
    owner = next(iter(people.personas(by, [owner_id])), None)
    if owner is None or owner.account_id == by.account_id or not may_be_asked(kind=owner.kind):
        raise nobody()
    row = Authorisation(owner_id=owner.id, drafter_id=by.persona_id)
    words.keep(row, tidy)
    row.save(force_insert=True)
    Term.objects.create(id=row.id)
    record("permission.asked", by=by.persona_id, about=("permission", row.id))
    tell(PermissionAsked(authorisation_id=row.id, owner_id=owner.id, drafter_id=by.persona_id))
    return row


def nobody() -> Refused:
    """Return the one answer for everybody who can't be asked: unknown, hidden, blocked, or no patient or carer."""
    what = "Nobody with this handle can be asked."
    do = "Ask your patient for her handle here. It must be that of a patient or a carer."
    return Refused(what, do=do, code="nobody", field="handle")


@transaction.atomic
def take_back(*, by: Viewer, authorisation_id: int) -> None:
    """Take back what was asked and is not signed; raise NotHere for anything else."""
    term = Term.objects.select_for_update().filter(id=authorisation_id, signed_at=None, declined_at=None).first()
    row = Authorisation.objects.filter(id=authorisation_id, drafter_id=by.persona_id).first()
    if term is None or row is None or not by.signed_in:
        raise NotHere
    row.delete()
    term.delete()
    record("permission.taken_back", by=by.persona_id, about=("permission", authorisation_id))
