"""Changing what lets one in: the password and the mail address."""

from collections.abc import Iterator
from contextlib import contextmanager

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.people import hashing, names, tokens
from bedside.areas.people.actions import limits
from bedside.areas.people.actions.accounts import lock_mail
from bedside.areas.people.actions.sign_in import check_password, end_all_sessions
from bedside.areas.people.models import Account, Persona
from bedside.areas.people.viewer import Viewer
from bedside.kit.clock import now
from bedside.kit.ordering import order
from bedside.kit.vault import vault
from bedside.policy.limits import LOG_IN, MAIL_SENT, RESET


@transaction.atomic
def ask_reset(*, mail: str) -> None:
    """Send a link for a new password, if an account has this address.

    One answer and one job either way (security.md section 8): for an unknown address the job finds nobody.
    """
    mail = names.clean_mail(mail)
    account = Account.objects.filter(mail_index=vault().index("mail", mail), state__in=("active", "closed")).first()
    beyond = limits.spend(RESET, value=mail).refused
    order("people.send_mail", kind="reset", account_id=account.id if account is not None and not beyond else 0)


@transaction.atomic
def reset_password(*, token: str, password: str) -> Account:
    """Set a new password with the link from `ask_reset`, end all sessions and void all links.

    The link came to the address, so the address is confirmed by it too. Raises `LinkOver` or `Refused`.
    """
    account = tokens.read("reset", token)
    _set_password(account, password)
    if account.mail_confirmed_at is None:
        account.mail_confirmed_at = now()
        account.save(update_fields=["mail_confirmed_at"])
        Persona.objects.filter(account=account).update(hidden=False)
    end_all_sessions(account)
    limits.forgive(LOG_IN, value=account.mail)  # who reads the account's mail is no stranger
    record("reset password", by=None, about=("account", account.id))
    order("people.send_mail", kind="password_changed", account_id=account.id)
    return account


def change_password(*, by: Viewer, current: str, password: str, keep: str) -> Account:
    """Set a new password, end all sessions but `keep` (a stored key) and void all links.

    Raises `WrongPassword`, `TooManyTries` or `Refused`.
    """
    account = check_password(by=by, password=current)
    with transaction.atomic():
        _set_password(account, password)
        end_all_sessions(account, keep=keep)
        record("change password", by=by.persona_id)
        order("people.send_mail", kind="password_changed", account_id=account.id)
    return account


def ask_new_mail(*, by: Viewer, mail: str, password: str) -> None:
    """Send a link to the new address and a notice to the old one; the address changes when the link is opened.

    An address that another account has gets the notice that an account has it: the page tells nothing of that.
    """
    mail = names.clean_mail(mail)
    account = check_password(by=by, password=password)
    with transaction.atomic():
        if limits.spend(MAIL_SENT, value=mail).refused:
            return
        account.next_mail_sealed = vault().seal(mail, account.next_mail_place(), key_no=account.key_no)
        account.save(update_fields=["next_mail_sealed"])
        record("ask new mail", by=by.persona_id)
        owner = Account.objects.filter(mail_index=vault().index("mail", mail)).first()
        if owner is None:
            order("people.send_mail", kind="new_mail", account_id=account.id)
        else:
            order("people.send_mail", kind="taken", account_id=owner.id)
        order("people.send_mail", kind="mail_asked", account_id=account.id)


@transaction.atomic
def cancel_new_mail(*, by: Viewer) -> None:
    """Forget the address that was asked for; the link that was sent to it is dead. Harmless when there is none."""
    account = Account.objects.select_for_update().get(id=by.account_id)
    if account.next_mail_sealed is not None:
        account.next_mail_sealed = None
        account.save(update_fields=["next_mail_sealed"])
        record("cancel new mail", by=by.persona_id)


@transaction.atomic
def confirm_new_mail(*, token: str, keep: str = "") -> Account:
    """Make the new address the account's own and end all its sessions but `keep` (a stored key).

    Raises `LinkOver`, also when somebody has the address by now.
    """
    account = tokens.read("new_mail", token)
    mail = account.next_mail
    if mail is None:
        raise tokens.LinkOver
    lock_mail(mail)
    if Account.objects.filter(mail_index=vault().index("mail", mail)).exclude(id=account.id).exists():
        raise tokens.LinkOver
    account.mail_index = vault().index("mail", mail)
    account.mail_sealed = vault().seal(mail, account.mail_place(), key_no=account.key_no)
    account.next_mail_sealed = None
    account.mail_confirmed_at = now()
    account.save(update_fields=["mail_index", "mail_sealed", "next_mail_sealed", "mail_confirmed_at"])
    end_all_sessions(account, keep=keep)
    record("change mail", by=None, about=("account", account.id))
    return account


@contextmanager
def changing_locks(*, by: Viewer, keep: str) -> Iterator[list[Account]]:
    """Watch what allauth does inside to the passkeys, code app and recovery codes of `by`, in one transaction.

    When one came or went, all sessions but `keep` (a stored key) end, the owner is told by mail, and the list that was
    given holds the account, whose session has to `carry_on`.
    """
    changed: list[Account] = []
    with transaction.atomic():
        before = _locks_of(by)
        yield changed
        if _locks_of(by) != before:
            account = Account.objects.select_for_update().get(id=by.account_id)
            end_all_sessions(account, keep=keep)
            record("change second factor", by=by.persona_id)
            order("people.send_mail", kind="factor_changed", account_id=account.id)
            changed.append(account)


def _locks_of(by: Viewer) -> set[int]:
    return set(Authenticator.objects.filter(user_id=by.account_id).values_list("id", flat=True))


def _set_password(account: Account, password: str) -> None:
    owned = Persona.objects.filter(account=account).values_list("name", "handle")
    hashing.refuse_weak(password, names=[word for pair in owned for word in pair])
    account.password = make_password(password)
    account.next_mail_sealed = None  # its link is dead, so the page must not wait for it
    account.save(update_fields=["password", "next_mail_sealed"])
