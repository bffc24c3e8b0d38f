"""Named errors become pages; what is forbidden and what does not exist become the same page."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation, TooManyFieldsSent
from django.http import Http404, HttpResponseBase

from bedside.areas.audit.actions import record
from bedside.areas.people.errors import TooManyTries
from bedside.doors.web.http import Request
from bedside.doors.web.pages import errors
from bedside.kit.errors import NotAllowed, NotHere, Refused

LONGEST_ROUTE, LONGEST_ROLE = 30, 20
MOST = 2**63  # an id in an address can be longer than any column holds


class PlainErrors:
    """Answers for `Refused` and its kinds, and for requests that are too big."""

    def __init__(self, get_response: Callable[[Request], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponseBase:
        # No address of ours holds a NUL, and the database takes none: such an address is nobody's.
        if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            return errors.not_found(request)
        return self.get_response(request)

    def process_exception(self, request: Request, error: Exception) -> HttpResponseBase | None:
        """Return the page for a named error, or None for one that is nobody's plan."""
        if isinstance(error, TooManyTries):
            return errors.too_many(request, error)
        if isinstance(error, NotHere | NotAllowed):
            log_refusal_to_staff(request)
        if isinstance(error, NotHere | Http404 | PermissionDenied):
            return errors.not_found(request)
        if isinstance(error, Refused):
            return errors.refused(request, error)
        if isinstance(error, RequestDataTooBig | TooManyFieldsSent):
            return errors.too_big(request)
        if isinstance(error, SuspiciousOperation):
            return errors.bad_request(request)
        return None


def log_refusal_to_staff(request: Request) -> None:
    """Write down that somebody with a staff role asked for what is not theirs: which route, and the id asked for.

    What does not exist is written down alike, since nobody can tell the two apart. Names in an address are left out.
    """
    viewer, match = request.viewer, request.resolver_match
    if not viewer.staff or match is None:
        return
    ids = [value for value in match.kwargs.values() if isinstance(value, int) and value < MOST]
    about = ((match.url_name or "")[:LONGEST_ROUTE], ids[0] if ids else None)
    role = ", ".join(sorted(viewer.staff))[:LONGEST_ROLE]
    record("refused", by=viewer.persona_id, role=role, about=about, outcome="deny")
