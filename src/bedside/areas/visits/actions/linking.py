"""Making a link to a sheet, and ending it."""

import base64
import hashlib
import json
import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.people.actions import limits
from bedside.areas.people.queries import key_no_of
from bedside.areas.people.viewer import Viewer
from bedside.areas.visits.models import SheetLink
from bedside.kit.clock import now
from bedside.kit.errors import NotHere, Refused
from bedside.kit.vault import vault
from bedside.policy.limits import VISIT_LINKS
from bedside.policy.visits import links as rules
from bedside.policy.visits.facts import Facts
from bedside.policy.visits.frozen import as_data

CODE = "visit code"


@dataclass(frozen=True)
class Made:
    """A link as it is told to its owner, once: nobody can read token or code from the database again."""

    token: str
    code: str
    until: datetime


@transaction.atomic
def make_link(*, by: Viewer, facts: Facts, lasting: str, with_code: bool) -> Made:
    """Keep a sheet as it is now, and return the link that opens it without an account.

    Raises NotHere for who is not confirmed, Refused `lasting` for a time that is not offered.
    """
    if not by.confirmed:
        raise NotHere
    if lasting not in rules.LASTING:
        raise Refused("Choose how long the link opens.", code="lasting", field="lasting")
    limits.require(VISIT_LINKS, value=str(by.persona_id))
    secret, moment = secrets.token_bytes(rules.TOKEN_BYTES), now()
    code = "".join(secrets.choice("0123456789") for _ in range(rules.CODE_DIGITS)) if with_code else ""
    row = SheetLink(owner_id=by.persona_id, made_at=moment, expires_at=moment + rules.LASTING[lasting])
    token = base64.urlsafe_b64encode(secret).rstrip(b"=").decode()
    row.token_hash = token_hash(token)
    row.code_hash = code_hash(row.id, code) if code else None
    words = json.dumps(as_data(facts), ensure_ascii=False)
    row.facts = vault().seal(words, row.place(), key_no=key_no_of(by.persona_id))
    row.save(force_insert=True)
    record("visit_link.made", by=by.persona_id, about=("visit_link", row.id), lasting=lasting)
    return Made(token, code, row.expires_at)


@transaction.atomic
def end_link(*, by: Viewer, link_id: int) -> None:
    """Let a link open nothing any more, from now on. One that has ended stays ended. Raises NotHere for any other's."""
    row = SheetLink.objects.select_for_update().filter(id=link_id, owner_id=by.persona_id).first()
    if row is None or not by.signed_in:
        raise NotHere
    if rules.is_open(expires_at=row.expires_at, ended_at=row.ended_at, at=now()):
        row.ended_at = now()
        row.save(update_fields=["ended_at"])
        record("visit_link.ended", by=by.persona_id, about=("visit_link", row.id))


def token_hash(token: str) -> bytes:
    """Return the hash by which a link is found. A token is 32 random bytes: nobody can try them all."""
    return hashlib.sha256(token.encode()).digest()


def code_hash(link_id: int, code: str) -> bytes:
    """Return the keyed hash of a link's code, which is short: without the site's key it could be tried out."""
    return vault().index(CODE, f"{link_id}:{code}")
