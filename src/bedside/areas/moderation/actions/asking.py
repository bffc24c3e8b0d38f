"""Asking for emergency access."""

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.moderation.actions.steps import role_of, seal
from bedside.areas.moderation.models import EmergencyAccess
from bedside.areas.people import handles
from bedside.areas.people.rights import require
from bedside.areas.people.viewer import Viewer
from bedside.kit.errors import Refused
from bedside.policy.break_glass import REASONS


@transaction.atomic
def ask(*, by: Viewer, handle: str, reason: str, words: str) -> int:
    """Ask to read what the persona with this handle wrote; return the access's id. Nothing is opened by asking.

    Raises `NotHere` for who may not, `Refused` for an unknown handle or reason, for no words, and for oneself.
    """
    require("emergency", by=by)
    persona = handles.anybody(handle)
    if persona.account_id == by.account_id:
        raise Refused("This is your own persona.", code="oneself", field="handle")
    if reason not in REASONS:
        raise Refused("Choose one of the reasons.", code="no_such_reason", field="reason")
    access = EmergencyAccess(
        persona_id=persona.id, asked_by=by.persona_id, asked_account=by.account_id, reason_code=reason
    )
    access.words_sealed = seal(access, "words_sealed", words, field="words")
    access.save(force_insert=True)
    record(
        "emergency.ask",
        by=by.persona_id,
        role=role_of(by),
        about=("emergency", access.id),
        subject=persona.id,
        reason_code=reason,
    )
    return access.id
