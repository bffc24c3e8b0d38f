"""Leaving for good: the wish, seven days in which to come back, and the erasure itself (security.md 7.2).

The order of an erasure bears being broken off anywhere and done again: the line in `erased.log`, then the key (from
then on nothing sealed can be read, in any copy of the database), then files, then all rows in one transaction.
"""

import logging
import secrets
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import connection, transaction

from bedside.areas.audit.actions import record
from bedside.areas.people import copies, erased_log, mails, parts, queries
from bedside.areas.people.actions.sign_in import end_all_sessions
from bedside.areas.people.errors import LastAdministrator
from bedside.areas.people.models import Account, AccountState, Erasure, Export, Persona, Role, StaffRole
from bedside.areas.people.viewer import Viewer
from bedside.kit.clock import now
from bedside.kit.errors import NotHere
from bedside.kit.ordering import order
from bedside.kit.vault import CannotOpen, vault
from bedside.kit.viewing import as_system

GRACE = timedelta(days=7)
LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # of a receipt: none is taken for another
log = logging.getLogger("bedside.people")


@transaction.atomic
def ask_erasure(*, by: Viewer, at_once: bool = False) -> Erasure:
    """Close the account of `by` at once, to be erased after seven days or `at_once`; return the receipt.

    Its personas are hidden and its sessions end in this transaction. Logging in within the seven days stops it
    (`come_back`). Raises `NotHere` for a visitor, `LastAdministrator` for the only one.
    """
    if not by.signed_in:
        raise NotHere
    account = Account.objects.select_for_update().get(id=by.account_id)
    _leave_no_site_alone(account)
    account.state = AccountState.CLOSED
    account.save(update_fields=["state"])
    Persona.objects.filter(account=account).update(hidden=True)
    end_all_sessions(account)
    due = now() if at_once else now() + GRACE
    wish = {"receipt": _receipt(), "asked_at": now(), "due_at": due, "done_at": None}
    erasure, _ = Erasure.objects.update_or_create(account_id=account.id, defaults=wish)
    record("ask erasure", by=by.persona_id, about=("account", account.id), at_once=at_once)
    if at_once:
        order("people.erase", account_id=account.id)
    else:
        order("people.send_mail", kind="erasure_asked", account_id=account.id)
    return erasure


@transaction.atomic
def come_back(*, account: Account) -> bool:
    """Stop the erasure that waits for `account`, and open it again; say whether there was one.

    There is no `by`: called when its owner has just shown who she is, before any persona speaks.
    """
    found = Account.objects.select_for_update().filter(id=account.id).first()
    if found is None or found.state != AccountState.CLOSED:
        return False
    account = found
    gone, _ = Erasure.objects.filter(account_id=account.id, done_at=None).delete()
    if not gone:
        return False
    account.state = AccountState.ACTIVE
    account.save(update_fields=["state"])
    if account.mail_confirmed_at is not None:
        Persona.objects.filter(account=account).update(hidden=False)
    record("come back", by=None, about=("account", account.id))
    return True


def erase_due() -> int:
    """Erase every account whose day has come and that no order holds; return how many."""
    waiting = Erasure.objects.filter(done_at=None, due_at__lte=now()).values_list("account_id", flat=True)
    return sum(erase(account_id=account_id) for account_id in list(waiting))


def erase(*, account_id: int) -> bool:
    """Erase an account whose owner's day has come; say whether it was done. A held one waits until the hold ends."""
    with as_system("all that somebody told is erased"), transaction.atomic():
        wish = Erasure.objects.select_for_update().filter(account_id=account_id, done_at=None).first()
        if wish is None or wish.due_at > now() or queries.held_since(account_id) is not None:
            return False
        letter = _receipt_letter(account_id, wish)
        _erase(account_id)
        wish.done_at = now()
        wish.save(update_fields=["done_at"])
    if letter is not None:
        _send(letter)
    return True


def erase_again(*, lines: Iterable[erased_log.Erased]) -> int:
    """Erase whom an older backup brought back: for `lines` of `erased.log`. Return how many accounts there were.

    Their keys are destroyed too, should an older copy of the key store still hold them. No order holds these any more:
    they were erased when none did.
    """
    count = 0
    for line in lines:
        if line.key_no is not None:
            vault().store.destroy(line.key_no)
        with as_system("who was erased is erased again"), transaction.atomic():
            if Account.objects.filter(id=line.account_id).exists():
                _erase(line.account_id)
                count += 1
    return count


def _erase(account_id: int) -> None:
    account = Account.objects.select_for_update().filter(id=account_id).first()
    if account is None:
        return
    leaver = queries.leaver(account_id)
    mail = _mail_of(account)
    erased_log.add(erased_log.Erased(account_id, account.key_no))
    if account.key_no is not None:
        vault().store.destroy(account.key_no)
    copies.forget(Export.objects.filter(account_id=account_id).values_list("code", flat=True))
    _forget_spooled(mail)
    for part in reversed(parts.all_parts()):
        if part.erase is not None:
            part.erase(leaver)
        elif part.of and not part.stays:
            _delete_rows(part, leaver)
    record("erase", by=None, about=("account", account_id))


def _delete_rows(part: parts.Part, leaver: parts.Leaver) -> None:
    # Table and condition are our own words: the lines that the areas registered.
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {part.table} WHERE {part.of}", leaver.parameters())  # noqa: S608  # our names


def _leave_no_site_alone(account: Account) -> None:
    administrators = StaffRole.objects.filter(role=Role.ADMINISTRATOR)
    if administrators.filter(account=account).exists() and administrators.count() < 2:
        raise LastAdministrator


def _mail_of(account: Account) -> str:
    try:
        return account.mail
    except CannotOpen:  # the key went in an earlier try: nothing is left to tell, or to look for
        return ""


def _receipt() -> str:
    letters = "".join(secrets.choice(LETTERS) for _ in range(12))
    return f"{letters[:4]}-{letters[4:8]}-{letters[8:]}"


def _receipt_letter(account_id: int, wish: Erasure) -> EmailMultiAlternatives | None:
    """Write the last letter while the address can still be read."""
    account = Account.objects.filter(id=account_id).first()
    mail = _mail_of(account) if account is not None else ""
    return mails.receipt(to=mail, number=wish.receipt) if mail else None


def _send(letter: EmailMultiAlternatives) -> None:
    """Try once: to try again later the address would have to be kept."""
    try:
        letter.send()
    except OSError:  # what a mail server answers is one of these, too
        log.warning("a receipt for an erasure could not be sent")


def _forget_spooled(mail: str) -> None:
    """Delete the files of unsent mail that name the address: a site without a mail server keeps letters in a directory.

    A file may hold letters to others who were written to at the same moment; they can ask for theirs again.
    """
    spool = Path(settings.EMAIL_FILE_PATH)
    if not mail or not spool.is_dir():
        return
    for file in spool.iterdir():
        if file.is_file() and mail.encode() in file.read_bytes().lower():
            file.unlink(missing_ok=True)
