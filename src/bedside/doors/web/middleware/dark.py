"""A restored site that nobody has opened yet lets nobody in (operations.md section 7)."""

from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.http import HttpResponseBase

from bedside.doors.web.http import Request
from bedside.doors.web.pages import errors
from bedside.kit import dark

ALIVE = "/healthz"


def data() -> Path:
    """Return the site's data directory."""
    return Path(settings.CONFIG.data)


class StayDark:
    """Answers 503 to everybody while the site is dark; that the process lives is still said."""

    def __init__(self, get_response: Callable[[Request], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponseBase:
        if request.path_info != ALIVE and dark.state(data()):
            return errors.closed(request)
        return self.get_response(request)
