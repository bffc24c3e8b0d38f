"""Read and search one's own record, its summary, all of it; and what this door can do."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from bedside.areas.messaging.queries.copies import communications
from bedside.areas.people.viewer import Viewer
from bedside.areas.records import actions, queries
from bedside.areas.records.queries.exchange import TYPES
from bedside.areas.records.queries.taken import Way
from bedside.doors.fhir.answers import nothing, outcome, resource

MOST, USUAL = 500, 100
MESSAGES = "Communication"
OFFERED = (*TYPES, MESSAGES)
WHO = ("me", "Patient/me")
View = Callable[..., HttpResponse]


class Request(HttpRequest):
    """A request as the middleware hands it on."""

    viewer: Viewer


def anyone(view: View) -> View:
    """Open to all: what the door can do, and nothing of anybody."""
    view.access = "anyone"  # type: ignore[attr-defined]
    return view


def owner(view: View) -> View:
    """For a persona whose mail address is confirmed, about her own record; machines are told in FHIR's own words."""

    @wraps(view)
    def checked(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.viewer.signed_in:
            return outcome("login", "Sign in on this site first.", status=401)
        if not request.viewer.confirmed:
            return outcome("forbidden", "Confirm your mail address first.", status=403)
        return view(request, *args, **kwargs)

    checked.access = "confirmed"  # type: ignore[attr-defined]
    return checked


@anyone
@require_GET
def fhir_metadata(request: Request) -> HttpResponse:
    """What this door can do, as a CapabilityStatement."""
    found = {
        "resourceType": "CapabilityStatement",
        "status": "active",
        "date": "2026-11-23",
        "kind": "instance",
        "implementation": {"description": "One's own record, to read", "url": f"{settings.CONFIG.address}/fhir"},
        "fhirVersion": "4.0.1",
        "format": ["json"],
        "rest": [{"mode": "server", "resource": [_offered(kind) for kind in OFFERED]}],
    }
    return resource(found)


def _offered(kind: str) -> dict[str, Any]:
    found: dict[str, Any] = {"type": kind, "interaction": [{"code": "read"}, {"code": "search-type"}]}
    found["searchParam"] = [{"name": "_id", "type": "token"}]
    if kind == "Patient":
        at = "http://hl7.org/fhir"
        found["operation"] = [
            {"name": "everything", "definition": f"{at}/OperationDefinition/Patient-everything"},
            {"name": "summary", "definition": f"{at}/uv/ips/OperationDefinition/summary"},
        ]
    return found


@owner
@require_GET
def fhir_search(request: Request, kind: str) -> HttpResponse:
    """All of one type, page by page; `_id`, `patient`, `subject` narrow it. Anything else is refused, not ignored."""
    if kind not in OFFERED:
        return nothing()
    asked = request.GET.dict()
    unknown = sorted(set(asked) - {"_id", "_count", "_offset", "patient", "subject", "_format"})
    count, offset = asked.get("_count", str(USUAL)), asked.get("_offset", "0")
    if unknown or not (count.isascii() and count.isdigit() and offset.isascii() and offset.isdigit()):
        return outcome("not-supported", "Search by _id, patient, _count and _offset only.", status=400)
    if len(count) > 6 or len(offset) > 6:
        return outcome("value", "That number is too large.", status=400)
    whose = asked.get("patient", asked.get("subject", "me")) in WHO
    found = _of_type(request.viewer, kind) if whose else []
    found = [one for one in found if asked.get("_id", one["id"]) == one["id"]]
    first, many = int(offset), min(int(count), MOST)
    page = queries.checked(found[first : first + many])
    if page:
        actions.note_part_taken(by=request.viewer)
    return resource(
        {"resourceType": "Bundle", "type": "searchset", "total": len(found)}
        | ({"link": [_next(kind, first + many, many)]} if first + many < len(found) and many else {})
        | ({"entry": queries.listed(page)} if page else {})
    )


def _of_type(viewer: Viewer, kind: str) -> list[dict[str, Any]]:
    """Return one's own resources of one type; conversations with practices are those of the persona that asks."""
    return communications(viewer) if kind == MESSAGES else queries.of_type(viewer, kind)


def _next(kind: str, offset: int, count: int) -> dict[str, str]:
    at = f"{str(settings.CONFIG.address).rstrip('/')}/fhir/{kind}"
    return {"relation": "next", "url": f"{at}?_count={count}&_offset={offset}"}


@owner
@require_GET
def fhir_read(request: Request, kind: str, number: str) -> HttpResponse:
    """One of one's own; for every other the answer is that there is nothing."""
    if kind not in OFFERED:
        return nothing()
    found = queries.checked([one for one in _of_type(request.viewer, kind) if one["id"] == number])
    if not found:
        return nothing()
    actions.note_part_taken(by=request.viewer)
    return resource(found[0])


@owner
@require_GET
def fhir_summary(request: Request) -> HttpResponse:
    """An International Patient Summary, written by the patient."""
    found = queries.summary(request.viewer)
    actions.note_part_taken(by=request.viewer)
    return resource(found)


@owner
@require_GET
@reauthentication_required
def fhir_everything(request: Request) -> HttpResponse:
    """The whole record and the conversations with practices, after the password."""
    found = actions.take_record(by=request.viewer, way=Way.PROGRAM)
    found["entry"] += queries.listed(queries.checked(communications(request.viewer)))
    return resource(found)
