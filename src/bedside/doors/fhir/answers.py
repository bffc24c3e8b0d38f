"""How this door answers: FHIR's JSON, never kept by a cache, and one and the same answer for what is not there."""

import json
from typing import Any

from django.http import HttpResponse

TYPE = "application/fhir+json"


def resource(found: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """Return a resource."""
    answer = HttpResponse(json.dumps(found, ensure_ascii=False), content_type=TYPE, status=status)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def outcome(code: str, words: str, *, status: int) -> HttpResponse:
    """Return an OperationOutcome: what is wrong in FHIR's code and in plain words."""
    issue = {"severity": "error", "code": code, "diagnostics": words}
    return resource({"resourceType": "OperationOutcome", "issue": [issue]}, status=status)


def nothing() -> HttpResponse:
    """Return what stands for everything that is not one's own, and for what does not exist."""
    return outcome("not-found", "There is nothing here.", status=404)
