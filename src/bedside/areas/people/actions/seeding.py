"""Many invented members at once, for sites that test their size. They cannot sign in: they have no password."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.people.models import Account, new_account_id, new_passkey_handle
from bedside.kit.copying import copy_rows
from bedside.kit.vault import vault
from bedside.policy import personas as rules

MAIL_DOMAIN = "seed.example"  # RFC 2606: nobody's
ACCOUNT = [
    "id",
    "password",
    "mail_sealed",
    "mail_index",
    "key_no",
    "mail_confirmed_at",
    "state",
    "country",
    "locale",
    "theme",
    "epoch",
    "passkey_handle",
    "created_at",
]
PERSONA = ["id", "account_id", "handle", "name", "kind", "about", "asks_first", "findable", "hidden", "created_at"]


@dataclass(frozen=True)
class NewMember:
    """An invented member: one account with one persona."""

    persona_id: int
    kind: str
    name: str
    handle: str
    joined_at: datetime


@transaction.atomic
def add_members(members: Sequence[NewMember]) -> None:
    """Add all of `members`; raise IntegrityError when a handle was ever taken, and then nothing was added."""
    account_ids = [(new_account_id(), key_no) for key_no in vault().store.take(len(members))]
    copy_rows("people_taken_handle", ["handle"], ([one.handle] for one in members))
    copy_rows("people_account", ACCOUNT, (_account(one, *ids) for one, ids in zip(members, account_ids, strict=True)))
    copy_rows(
        "people_persona",
        PERSONA,
        (_persona(one, id_) for one, (id_, _key_no) in zip(members, account_ids, strict=True)),
    )
    record("seed.members", by=None, count=len(members))


def _account(member: NewMember, account_id: int, key_no: int) -> tuple[object, ...]:
    mail = f"{member.handle}@{MAIL_DOMAIN}"
    sealed = vault().seal(mail, Account(id=account_id).mail_place(), key_no=key_no)
    index, no_password = vault().index("mail", mail), make_password(None)
    at = member.joined_at
    return account_id, no_password, sealed, index, key_no, at, "active", "", "en", "", 0, new_passkey_handle(), at


def _persona(member: NewMember, account_id: int) -> tuple[object, ...]:
    asks_first, findable = member.kind in rules.ASK_FIRST, member.kind not in rules.NEVER_FINDABLE
    return (
        member.persona_id,
        account_id,
        member.handle,
        member.name,
        member.kind,
        "",
        asks_first,
        findable,
        False,
        member.joined_at,
    )
