"""Suspending an account, and letting it back in. Staff name one handle, and learn of no other."""

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.people import handles
from bedside.areas.people.actions.sign_in import end_all_sessions
from bedside.areas.people.models import Account, AccountState, Persona, Role, StaffRole
from bedside.areas.people.rights import require
from bedside.areas.people.viewer import Viewer
from bedside.kit.errors import NotAllowed, Refused


@transaction.atomic
def suspend(*, by: Viewer, handle: str) -> None:
    """Suspend the account behind `handle`: all its personas are hidden and its sessions end.

    Raises `NotHere` for who may not, `Refused` for an unknown handle, `NotAllowed` for one's own account and, unless an
    administrator asks, for staff.
    """
    require("suspend an account", by=by)
    persona = handles.anybody(handle)
    account = Account.objects.select_for_update().get(id=persona.account_id)
    is_staff = StaffRole.objects.filter(account=account).exists()
    if account.id == by.account_id or (is_staff and Role.ADMINISTRATOR not in by.staff):
        raise NotAllowed("You can't suspend this account.", do="Ask an administrator of the site.")
    account.state = AccountState.SUSPENDED
    account.save(update_fields=["state"])
    Persona.objects.filter(account=account).update(hidden=True)
    end_all_sessions(account)
    record("suspend", by=by.persona_id, about=("persona", persona.id), subject=persona.id)


@transaction.atomic
def restore(*, by: Viewer, handle: str) -> None:
    """Let the account behind `handle` back in and show its personas; raise `NotHere` or `Refused`."""
    require("suspend an account", by=by)
    persona = handles.anybody(handle)
    account = Account.objects.select_for_update().get(id=persona.account_id)
    if account.state != AccountState.SUSPENDED:
        raise Refused("This account is not suspended.", code="not_suspended", field="handle")
    account.state = AccountState.ACTIVE
    account.save(update_fields=["state"])
    end_all_sessions(account)  # what was opened before, or left half-open since, must not come back to life
    if account.mail_confirmed_at is not None:
        Persona.objects.filter(account=account).update(hidden=False)
    record("restore", by=by.persona_id, about=("persona", persona.id), subject=persona.id)
