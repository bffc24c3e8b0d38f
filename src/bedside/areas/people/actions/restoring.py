"""After a restore of the whole site: who was erased goes again, and nothing that let somebody in still does.

Run by the operator's command; there is no `by`.
"""

from dataclasses import dataclass

from django.core.cache import cache
from django.db import transaction
from django.db.models import F

from bedside.areas.audit.actions import record
from bedside.areas.people import erased_log, queries
from bedside.areas.people.actions.copying import forget_old_copies
from bedside.areas.people.actions.erasing import erase_again
from bedside.areas.people.models import Account, Session
from bedside.kit.vault import vault
from bedside.kit.viewing import as_system


@dataclass(frozen=True)
class Restored:
    """What the audit log keeps about a restore: counts, and of when the backup was."""

    made_at: str
    rows: int
    pictures: int
    erased: int
    parked: int


def erase_whom_a_backup_brought_back() -> int:
    """Erase again everybody in `erased.log`, and every account whose key the key store knows as destroyed.

    The second finds those whom a lost or older log does not name. Return how many accounts there were.
    """
    logged = erased_log.read()
    destroyed = [
        erased_log.Erased(account_id, key_no)
        for account_id, key_no in queries.key_numbers_by_account()
        if vault().store.is_destroyed(key_no)
    ]
    return erase_again(lines=[*logged, *destroyed])


@transaction.atomic
def end_all_access() -> None:
    """End every session, link in a mail, copy and used code of every account, at once."""
    with as_system("a restore ends what let anybody in"):
        Session.objects.all().delete()
        Account.objects.update(epoch=F("epoch") + 1)
        forget_old_copies(days=0)
    cache.clear()


@transaction.atomic
def note_restored(what: Restored) -> None:
    """Write a restore down in the audit log."""
    record(
        "restored",
        by=None,
        about=("site", None),
        made_at=what.made_at,
        rows=what.rows,
        pictures=what.pictures,
        erased=what.erased,
        parked=what.parked,
    )


@transaction.atomic
def note_opened() -> None:
    """Write down that a restored site was opened."""
    record("opened", by=None, about=("site", None))
