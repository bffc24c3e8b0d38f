"""A copy of everything about a member, to take along (security.md 7.3): asked for, made, handed out once."""

import os
import secrets
from datetime import timedelta

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.people import copies, copying, queries
from bedside.areas.people.actions import limits
from bedside.areas.people.models import Export
from bedside.areas.people.viewer import Viewer
from bedside.kit.clock import now
from bedside.kit.errors import NotHere
from bedside.kit.ordering import order
from bedside.kit.viewing import as_system
from bedside.policy.limits import EXPORT

LIVES = timedelta(hours=24)


@transaction.atomic
def ask_copy(*, by: Viewer) -> str:
    """Have a copy made by the worker, and return the code in its link; raise `TooManyTries` after three in a day."""
    if not by.signed_in:
        raise NotHere
    limits.require(EXPORT, value=str(by.account_id))
    code = secrets.token_hex(16)
    Export.objects.create(code=code, account_id=by.account_id, expires_at=now() + LIVES)
    record("ask copy", by=by.persona_id, about=("account", by.account_id))
    order("people.export", code=code)
    return code


def make_copy(*, code: str) -> bool:
    """Write the file of a copy that was asked for and is not there yet; say whether it was written."""
    wish = Export.objects.filter(code=code, ready_at=None, expires_at__gt=now()).first()
    if wish is None:
        return False
    path = copies.path_of(code)
    draft = path.with_suffix(".new")
    handle = os.open(draft, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w+b") as file, as_system("a copy holds all personas of one account"):
        copying.write(queries.leaver(wish.account_id), file)
    draft.rename(path)
    # The account may have been erased meanwhile: then the row is gone, and the file must go too.
    if not Export.objects.filter(code=code).update(ready_at=now()):
        copies.forget([code])
        return False
    return True


@transaction.atomic
def take_copy(*, by: Viewer, code: str) -> bytes:
    """Hand a copy to its owner, once; raise `NotHere` for anybody else, for a used link, and before it is ready."""
    ready = Export.objects.select_for_update().filter(code=code, account_id=by.account_id, used_at=None)
    wish = ready.filter(ready_at__isnull=False, expires_at__gt=now()).first()
    path = copies.path_of(code) if wish is not None else None
    if wish is None or path is None or not path.exists():
        raise NotHere
    content = path.read_bytes()
    wish.used_at = now()
    wish.save(update_fields=["used_at"])
    record("take copy", by=by.persona_id, about=("account", by.account_id))
    transaction.on_commit(lambda: copies.forget([code]))
    return content


def forget_old_copies(*, days: float = 1) -> int:
    """Delete copies that nobody fetched in their time, and the rows of all of them; return how many."""
    old = Export.objects.filter(asked_at__lte=now() - timedelta(days=days))
    codes = list(old.values_list("code", flat=True))
    copies.forget(codes)
    Export.objects.filter(code__in=codes).delete()
    return len(codes)
