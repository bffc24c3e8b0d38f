"""Adding to the audit log."""

from collections.abc import Iterable, Sequence
from typing import Any

from bedside.areas.audit.models import AuditEntry
from bedside.kit import requests


def record(
    action: str,
    *,
    by: int | None,
    role: str = "",
    about: tuple[str, int | None] | None = None,
    subject: int | None = None,
    purpose: str = "",
    reason_code: str = "",
    outcome: str = "allow",
    **detail: Any,
) -> None:
    """Add one entry in the caller's transaction.

    `by` is the acting persona's id (None for the system), `about` the kind and id of the object, `subject` the persona
    whose data it is. `purpose` says why somebody else's data was looked at or taken out (care, moderation, support,
    break_glass, system, legal), `outcome` is "deny" for a refusal. `detail` holds ids, codes and counts only.
    """
    _entry(
        action,
        by=by,
        role=role,
        about=about,
        subject=subject,
        purpose=purpose,
        reason_code=reason_code,
        outcome=outcome,
        detail=detail,
    ).save(force_insert=True)


def record_looks(
    action: str, *, by: int, role: str, about: tuple[str, int], subjects: Iterable[int], purpose: str
) -> None:
    """Add one entry for each of `subjects`, whose data the persona `by` is shown because of `role`. One statement."""
    AuditEntry.objects.bulk_create(
        _entry(action, by=by, role=role, about=about, subject=subject, purpose=purpose, outcome="allow")
        for subject in subjects
    )


def record_each(
    action: str,
    *,
    by: int,
    role: str,
    about: Sequence[tuple[str, int]],
    subjects: Sequence[int | None],
    reason_code: str = "",
) -> None:
    """Add one entry for each of `about`, and of `subjects` beside it: one press upon many things. One statement."""
    AuditEntry.objects.bulk_create(
        _entry(
            action, by=by, role=role, about=one, subject=subject, reason_code=reason_code, purpose="", outcome="allow"
        )
        for one, subject in zip(about, subjects, strict=True)
    )


def _entry(
    action: str, *, by: int | None, about: tuple[str, int | None] | None, subject: int | None, **more: Any
) -> AuditEntry:
    kind, object_id = about if about is not None else ("", None)
    return AuditEntry(
        actor_id=by,
        action=action,
        object_kind=kind,
        object_id=object_id,
        subject_id=subject,
        request_id=requests.current(),
        **more,
    )
