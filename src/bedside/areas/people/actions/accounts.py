"""Making an account with its first persona: the one place, used by sign-up, set-up, seeds and the command line."""

from dataclasses import dataclass
from datetime import date

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.db import connection, transaction

from bedside.areas.audit.actions import record
from bedside.areas.people import hashing, names
from bedside.areas.people.actions.personas import take_handle
from bedside.areas.people.models import Account, Persona, new_account_id
from bedside.kit.clock import now
from bedside.kit.errors import Refused
from bedside.kit.vault import vault
from bedside.policy import personas as rules
from bedside.policy.consents import teens


@dataclass(frozen=True)
class Wish:
    """What somebody who wants an account has told us, tidied and within the rules."""

    kind: str
    name: str
    handle: str
    mail: str
    password: str
    grown: date | None = None  # the day from which she is 18, for who is younger now

    def __repr__(self) -> str:
        return f"Wish(kind={self.kind!r})"  # a traceback must not show the rest


def clean_wish(*, kind: str, name: str, handle: str, mail: str, password: str, grown: date | None = None) -> Wish:
    """Return the tidied wish; raise `Refused` with the field that is wrong."""
    teen = teens.is_teen(grown, today=now().date())
    if kind not in rules.CHOSEN_AT_SIGN_UP or not teens.may_have(kind, teen=teen):
        raise Refused("Choose what brings you here.", code="kind_missing", field="kind")
    wish = Wish(
        kind=kind,
        name=names.clean_name(name),
        handle=names.clean_handle(handle),
        mail=names.clean_mail(mail),
        password=password,
        grown=grown if teen else None,
    )
    hashing.refuse_weak(password, names=[wish.name, wish.handle, wish.mail.partition("@")[0]])
    return wish


@transaction.atomic
def create_account(*, wish: Wish, password_hash: str, confirmed: bool) -> tuple[Account, Persona]:
    """Make the account and its first persona; the handle must have been taken before (`take_handle`).

    An unconfirmed account's persona is hidden, so that a stranger's address makes no page. Nobody is signed in yet, so
    there is no `by`.
    """
    account = Account(id=new_account_id(), password=password_hash, mail_index=vault().index("mail", wish.mail))
    (account.key_no,) = vault().store.take()
    account.mail_sealed = vault().seal(wish.mail, account.mail_place(), key_no=account.key_no)
    account.mail_confirmed_at = now() if confirmed else None
    if wish.grown is not None:
        day = wish.grown.isoformat()
        account.grown_sealed = vault().seal(day, account.grown_place(), key_no=account.key_no)
    account.save(force_insert=True)
    teen = wish.grown is not None
    persona = Persona.objects.create(
        account=account,
        handle=wish.handle,
        name=wish.name,
        kind=wish.kind,
        asks_first=wish.kind in rules.ASK_FIRST,
        findable=wish.kind not in rules.NEVER_FINDABLE and not teen,
        teen=teen,
        hidden=not confirmed,
    )
    record("sign up", by=persona.id, about=("persona", persona.id))
    return account, persona


@transaction.atomic
def make_account(*, kind: str, name: str, handle: str, mail: str, password: str) -> tuple[Account, Persona]:
    """Make a confirmed account at once: for the command line and for demo sites; raise `Refused`."""
    wish = clean_wish(kind=kind, name=name, handle=handle, mail=mail, password=password)
    lock_mail(wish.mail)
    if Account.objects.filter(mail_index=vault().index("mail", wish.mail)).exists():
        raise Refused("There is an account with this mail address.", code="mail_taken", field="mail")
    take_handle(wish.handle)
    return create_account(wish=wish, password_hash=make_password(wish.password), confirmed=True)


def lock_mail(mail: str) -> None:
    """Let one transaction at a time decide about an address; held until the caller's transaction ends."""
    number = int.from_bytes(vault().index("mail", mail)[:8], "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])


@transaction.atomic
def add_code_app(*, account_id: int, secret: str) -> None:
    """Give an account a code app with this secret (base 32), as if its owner had set one up: for demo sites."""
    data = {"secret": get_adapter().encrypt(secret)}
    Authenticator.objects.create(user_id=account_id, type=Authenticator.Type.TOTP, data=data)
    record("add code app", by=None, about=("account", account_id))
