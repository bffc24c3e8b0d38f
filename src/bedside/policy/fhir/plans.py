"""Goal, Appointment, DocumentReference: what somebody wants, when she is seen, her notes to herself. Out only."""

from base64 import b64encode
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from bedside.policy.dates import DatePart
from bedside.policy.entries.appointment import Appointment
from bedside.policy.entries.free_note import FreeNote
from bedside.policy.entries.goal import Goal, Stands
from bedside.policy.fhir.model import Resource
from bedside.policy.fhir.pieces import concept, told

_STANDS = {Stands.OPEN: "active", Stands.REACHED: "completed", Stands.LET_GO: "cancelled"}


def build_goal(one: Goal, *, id: str, subject: str) -> Resource:  # FHIR's own word
    """Return the Goal. Its steps are notes; a date by which it is to be reached is said to the day only."""
    until = [{"dueDate": one.by.value}] if len(one.by.value) == len("2026-05-17") else []
    notes = [*(f"Done: {step}" for step in one.done), *(f"Next: {step}" for step in one.ahead), one.note]
    return told(
        {
            "resourceType": "Goal",
            "id": id,
            "lifecycleStatus": _STANDS[one.stands],
            "description": concept(one.text),
            "subject": {"reference": subject},
            "target": until,
            "note": [{"text": text} for text in notes if text],
        }
    )


def build_appointment(one: Appointment, *, id: str, subject: str, today: date) -> Resource:
    """Return the Appointment: booked, and fulfilled once its day is over. Its questions stand in the comment.

    FHIR wants a moment with its zone for these: where she wrote none, the day stands in the comment, and the status is
    the only one that may be without (rule app-3 of R4).
    """
    over = bool(one.on.value) and one.on.hi is not None and one.on.hi < today
    moment = _moment(one.on, one.at, one.zone)
    when = "" if moment else one.on.value
    comment = "\n".join(line for line in (when, one.note, *one.questions) if line)
    status = "proposed" if not moment else "fulfilled" if over else "booked"
    made = {
        "resourceType": "Appointment",
        "id": id,
        "status": status,
        "description": one.text,
        "reasonCode": [concept(one.why)] if one.why else [],
        "start": moment,
        "end": moment,
        "comment": comment,
        "participant": [
            {"actor": {"reference": subject}, "status": "accepted"},
            *([{"actor": {"display": one.where}, "status": "accepted"}] if one.where else []),
        ],
    }
    return told(made)


def build_note(one: FreeNote, *, id: str, subject: str) -> Resource:
    """Return a note as a DocumentReference that holds its words."""
    words = {
        "contentType": "text/plain; charset=utf-8",
        "data": b64encode(one.words.encode()).decode(),
        "title": one.text,
    }
    return told(
        {
            "resourceType": "DocumentReference",
            "id": id,
            "status": "current",
            "type": concept("Note to oneself"),
            "description": f"{one.text} ({one.on.value})" if one.on.value else one.text,
            "subject": {"reference": subject},
            "content": [{"attachment": words}],
        }
    )


def _moment(on: DatePart, at: str, zone: str) -> str:
    if not at or not zone or len(on.value) != len("2026-05-17"):
        return ""
    day = date.fromisoformat(on.value)
    return datetime.combine(day, time.fromisoformat(at), tzinfo=ZoneInfo(zone)).isoformat()
