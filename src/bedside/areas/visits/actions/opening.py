"""Opening a sheet by its link:

whoever holds it, without an account. Whatever is wrong with a link, the answer is the same.
"""

import hmac
import json

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.people.actions import limits
from bedside.areas.visits.actions.linking import code_hash, token_hash
from bedside.areas.visits.models import SheetLink, SheetOpening
from bedside.kit.clock import now
from bedside.kit.errors import NotHere
from bedside.kit.vault import CannotOpen, vault
from bedside.kit.viewing import as_system
from bedside.policy.limits import VISIT_OPENINGS
from bedside.policy.visits import links as rules
from bedside.policy.visits.facts import Facts
from bedside.policy.visits.frozen import from_data


class CodeAsked(Exception):
    """This link opens with a code. `wrong` says that one was typed and is not it."""

    def __init__(self, *, wrong: bool) -> None:
        super().__init__("a code is asked")
        self.wrong = wrong


def open_sheet(*, token: str, code: str, form: str) -> Facts:
    """Return what stands on the sheet, and note the opening for its owner.

    Raises NotHere for a link that never was, is over or was ended, `CodeAsked` where a code is missing or wrong (after
    five wrong ones the link has ended), TooManyTries after thirty openings within an hour.
    """
    if not rules.is_token(token) or form not in rules.FORMS:
        raise NotHere
    with as_system("who holds a link may open its sheet"):
        found = _opened(token, code, form)
    if isinstance(found, CodeAsked):
        raise found
    return found


@transaction.atomic
def _opened(token: str, code: str, form: str) -> Facts | CodeAsked:
    """Return rather than raise that a code was wrong: the try has to stay counted."""
    row = SheetLink.objects.select_for_update().filter(token_hash=token_hash(token)).first()
    if row is None or not rules.is_open(expires_at=row.expires_at, ended_at=row.ended_at, at=now()):
        raise NotHere
    if row.code_hash is not None and not _fits(row, code):
        return CodeAsked(wrong=bool(code))
    facts = _facts(row)
    limits.require(VISIT_OPENINGS, value=str(row.id))
    SheetOpening.objects.create(link=row, owner_id=row.owner_id, form=form)
    record("visit_link.opened", by=None, about=("visit_link", row.id), form=form)
    return facts


def _facts(row: SheetLink) -> Facts:
    """Return what is sealed; raise NotHere when its owner's key is gone, as after an erasure."""
    try:
        return from_data(json.loads(vault().open(bytes(row.facts), row.place())))
    except CannotOpen:
        raise NotHere from None


def _fits(row: SheetLink, code: str) -> bool:
    if not code:
        return False
    right = hmac.compare_digest(bytes(row.code_hash or b""), code_hash(row.id, code))
    row.tries_left = rules.tries_after(row.tries_left, right=right)
    row.ended_at = row.ended_at if row.tries_left else now()
    row.save(update_fields=["tries_left", "ended_at"])
    return right
