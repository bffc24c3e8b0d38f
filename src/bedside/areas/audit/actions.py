"""Adding to the audit log."""

from typing import Any

from bedside.areas.audit.models import AuditEntry


def record(
    action: str,
    *,
    by: int | None,
    role: str = "",
    about: tuple[str, int] | None = None,
    subject: int | None = None,
    **detail: Any,
) -> None:
    """Add one entry in the caller's transaction.

    `by` is the acting persona's id (None for the system), `about` the kind and id of the object, `subject` the persona
    whose data it is. `detail` holds ids, codes and counts only.
    """
    kind, object_id = about if about is not None else ("", None)
    AuditEntry.objects.create(
        actor_id=by, role=role, action=action, object_kind=kind, object_id=object_id, subject_id=subject, detail=detail
    )
