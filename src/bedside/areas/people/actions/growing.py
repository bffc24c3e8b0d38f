"""Members who turn 18: from then on nothing is kept of when they were born."""

from datetime import date

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.people.events import GrownUp
from bedside.areas.people.models import Account, Persona
from bedside.kit.clock import now
from bedside.kit.outbox.actions import publish as tell
from bedside.kit.vault import vault
from bedside.policy.consents.teens import is_teen


def grow_up() -> int:
    """Let everybody who is 18 now be an adult here, and return how many there were."""
    return sum(_grow(account_id) for account_id in _waiting())


def _waiting() -> list[int]:
    return list(Account.objects.filter(grown_sealed__isnull=False).values_list("id", flat=True))


@transaction.atomic
def _grow(account_id: int) -> bool:
    account = Account.objects.select_for_update().filter(id=account_id, grown_sealed__isnull=False).first()
    if account is None or account.grown_sealed is None:
        return False
    day = date.fromisoformat(vault().open(bytes(account.grown_sealed), account.grown_place()))
    if is_teen(day, today=now().date()):
        return False
    theirs = Persona.objects.filter(account_id=account.id, teen=True)
    grown = list(theirs.values_list("id", flat=True))
    theirs.update(teen=False)
    account.grown_sealed = None
    account.save(update_fields=["grown_sealed"])
    record("grown up", by=None, about=("account", account.id))
    for persona_id in grown:
        tell(GrownUp(persona_id=persona_id))
    return True
