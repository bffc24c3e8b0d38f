"""A copy of conversations for their patient: plain JSON, and a FHIR R4 bundle of Communications (boundary row B63).

Part 2 threads carry their notice and the security labels of HL7 v3 (42CFRPart2; NORDSCLCD, no redisclosure without
consent), so that a program that reads the bundle is told what a reader of the paper is told.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

from bedside.policy.practice.pictures import Attached
from bedside.policy.practice.sending import REDISCLOSURE

ACT_CODE: Final = "http://terminology.hl7.org/CodeSystem/v3-ActCode"
PART2_LABELS: Final = (
    ("42CFRPart2", "42 CFR Part 2"),
    ("NORDSCLCD", "no redisclosure without consent directive"),
)
FORM: Final = 1  # of the JSON


@dataclass(frozen=True, kw_only=True)
class Said:
    """One message. `side` is "patient", "practice" or "site"; `who` the name that stands below it."""

    id: int
    at: datetime
    side: str
    who: str
    words: str
    files: tuple[Attached, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Conversation:
    """One thread, as its patient may read it: without what the team wrote among itself."""

    id: int
    practice: str
    patient: str
    topic: str
    opened_at: datetime
    closed_at: datetime | None
    part2: bool
    said: tuple[Said, ...]


def as_data(conversations: Iterable[Conversation], *, site: str, made_at: datetime, kept: str) -> dict[str, Any]:
    """Return the plain JSON of a copy. Ids are strings, moments UTC."""
    threads = [_thread(one) for one in conversations]
    notices = [REDISCLOSURE] if any(one["part2"] for one in threads) else []
    return {
        "form": FORM,
        "site": site,
        "made_at": moment(made_at),
        "kept": kept,
        "notices": notices,
        "conversations": threads,
    }


def as_fhir(conversations: Iterable[Conversation], *, address: str, made_at: datetime) -> dict[str, Any]:
    """Return the same as a FHIR R4 Bundle of type "collection". `address` is the site's, and names the entries."""
    entries = [
        {"fullUrl": f"urn:uuid:{_uuid(address, one.id)}", "resource": _communication(thread, one, address=address)}
        for thread in conversations
        for one in thread.said
    ]
    tagged = any("meta" in entry["resource"] for entry in entries)
    bundle: dict[str, Any] = {"resourceType": "Bundle", "type": "collection", "timestamp": moment(made_at)}
    if tagged:
        bundle["meta"] = {"security": _labels()}
    return bundle | ({"entry": entries} if entries else {})


def moment(at: datetime) -> str:
    """Return a moment in UTC, to the second."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _thread(one: Conversation) -> dict[str, Any]:
    return {
        "id": str(one.id),
        "practice": one.practice,
        "patient": one.patient,
        "topic": one.topic,
        "opened_at": moment(one.opened_at),
        "closed_at": moment(one.closed_at) if one.closed_at else None,
        "part2": one.part2,
        "notice": REDISCLOSURE if one.part2 else "",
        "messages": [_message(said) for said in one.said],
    }


def _message(said: Said) -> dict[str, Any]:
    told = {"id": str(said.id), "at": moment(said.at), "from": said.side, "name": said.who, "words": said.words}
    return told | {"files": [_file(one) for one in said.files]}


def _file(one: Attached) -> dict[str, str]:
    return {"name": one.name, "media_type": one.media_type, "data": one.base64}


def _communication(thread: Conversation, said: Said, *, address: str) -> dict[str, Any]:
    patient, practice = {"display": thread.patient}, {"display": thread.practice}
    by_patient = said.side == "patient"
    resource: dict[str, Any] = {
        "resourceType": "Communication",
        "id": _uuid(address, said.id),
        "identifier": [{"system": f"{address}/messages", "value": str(said.id)}],
        "status": "completed",
        "topic": {"text": thread.topic},
        "subject": patient,
        "sent": moment(said.at),
        "sender": patient if by_patient else {"display": said.who},
        "recipient": [practice if by_patient else patient],
        "payload": _payload(said),
    }
    if thread.part2:
        resource |= {"meta": {"security": _labels()}, "note": [{"text": REDISCLOSURE}]}
    return {name: value for name, value in resource.items() if value}


def _payload(said: Said) -> list[dict[str, Any]]:
    words: list[dict[str, Any]] = [{"contentString": said.words}] if said.words else []
    return words + [
        {"contentAttachment": {"contentType": one.media_type, "data": one.base64, "title": one.name}}
        for one in said.files
    ]


def _labels() -> list[dict[str, str]]:
    return [{"system": ACT_CODE, "code": code, "display": display} for code, display in PART2_LABELS]


def _uuid(address: str, number: int) -> str:
    return str(uuid5(NAMESPACE_URL, f"{address}/messages/{number}"))
