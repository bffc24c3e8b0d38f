"""Sign-up and the confirmation of the mail address: the kindest flow found that tells a stranger nothing.

* The answer is "check your mail", and nobody is signed in, whether or not the address has an account. The work is the
  same: the password is hashed, the handle is taken for good, one mail goes out. (If the handle came free again, trying
  it would tell that no account was made.)
* Who owns a confirmed address is told by mail that somebody tried. An account that was never confirmed is replaced: the
  later sign-up may well be the owner's.
* An unconfirmed account cannot be signed in to, or signing in with the password one has just chosen would tell that the
  address was new. The answer is that of a wrong password, which says to open the link first.
* Opening the link in the browser that signed up confirms and signs in with one press. In another browser the password
  is asked: a stranger who signed up with your address would otherwise have you confirm an account that is theirs.
"""

import secrets
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from django.contrib.auth.hashers import make_password
from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.people import tokens
from bedside.areas.people.actions import limits
from bedside.areas.people.actions.accounts import Wish, clean_wish, create_account, lock_mail
from bedside.areas.people.actions.personas import take_handle
from bedside.areas.people.errors import WrongPassword
from bedside.areas.people.models import Account, Persona
from bedside.areas.people.viewer import Viewer
from bedside.kit.clock import now
from bedside.kit.ordering import order
from bedside.kit.vault import vault
from bedside.policy.limits import MAIL_SENT, PASSWORD


@dataclass(frozen=True)
class Pending:
    """What the browser's sealed session remembers of a sign-up: which mail went out, for which account."""

    mail: str  # "confirm" or "taken"
    account_id: int


def sign_up(*, kind: str, name: str, handle: str, mail: str, password: str, grown: date | None = None) -> Pending:
    """Take a sign-up and send one mail; raise `Refused` for what is wrong in the answers themselves.

    `grown` is the day from which somebody under 18 is 18.
    """
    wish = clean_wish(kind=kind, name=name, handle=handle, mail=mail, password=password, grown=grown)
    return _settle(wish, make_password(wish.password))


@transaction.atomic
def _settle(wish: Wish, password_hash: str) -> Pending:
    lock_mail(wish.mail)
    take_handle(wish.handle)
    found = Account.objects.filter(mail_index=vault().index("mail", wish.mail)).first()
    if limits.spend(MAIL_SENT, value=wish.mail).refused:
        return Pending("confirm", secrets.randbits(62))  # the answer stays the same; no mail for today
    if found is not None and found.mail_confirmed_at is not None:
        order("people.send_mail", kind="taken", account_id=found.id)
        return Pending("taken", found.id)
    if found is not None:
        _destroy_key(found.key_no)
        found.delete()
    account, _ = create_account(wish=wish, password_hash=password_hash, confirmed=False)
    order("people.send_mail", kind="confirm", account_id=account.id)
    return Pending("confirm", account.id)


@transaction.atomic
def send_again(*, pending: Pending) -> None:
    """Send the mail of a sign-up once more, within the day's limit; nothing is said about whether it went."""
    account = Account.objects.filter(id=pending.account_id).first()
    if account is None or limits.spend(MAIL_SENT, value=account.mail).refused:
        return
    kind = "taken" if account.mail_confirmed_at is not None else "confirm"
    order("people.send_mail", kind=kind, account_id=account.id)


@transaction.atomic
def ask_confirmation(*, by: Viewer) -> None:
    """Send the confirmation mail again to who is signed in."""
    send_again(pending=Pending("confirm", by.account_id))


def confirm(*, token: str, same_browser: int = 0, password: str = "") -> Account:
    """Confirm the address to which `token` was sent, show the persona, and return the account to sign in.

    `same_browser` is the account id that the browser's session remembers from its sign-up; for any other account the
    password is needed. Raises `LinkOver`, `WrongPassword`, `TooManyTries`.
    """
    account = tokens.read("confirm", token)
    if same_browser != account.id:
        limits.require(PASSWORD, value=str(account.id), told=False)
        if not account.check_password(password):
            raise WrongPassword(field="password")
    return _confirmed(account)


@transaction.atomic
def _confirmed(account: Account) -> Account:
    account.mail_confirmed_at = now()
    account.save(update_fields=["mail_confirmed_at"])
    Persona.objects.filter(account=account).update(hidden=False)
    record("confirm mail", by=None, about=("account", account.id))
    return account


@transaction.atomic
def forget_unconfirmed(*, days: int = 7) -> int:
    """Delete accounts that were never confirmed (security.md 7.6: after 7 days), and return how many there were."""
    old = Account.objects.filter(mail_confirmed_at=None, created_at__lte=now() - timedelta(days=days))
    keys = list(old.values_list("key_no", flat=True))
    old.delete()
    for key_no in keys:
        _destroy_key(key_no)
    return len(keys)


def _destroy_key(key_no: int | None) -> None:
    """Destroy the key of an account that was deleted, once that is certain."""
    if key_no is not None:
        transaction.on_commit(partial(vault().store.destroy, key_no))
