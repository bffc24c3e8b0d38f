"""Pages for what went wrong: what happened, what to do, what was kept."""

import sys
from typing import Any, Final

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, InternalError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse

from bedside.areas.people.errors import Suspended, TooManyTries
from bedside.kit.errors import Refused
from bedside.policy.emergency import FALLBACK
from bedside.policy.instruments.model import NotLicensed

# The database is away, full, read-only, or has no connection left: not our words' fault, and over in a while.
AWAY: Final = (OperationalError, InterfaceError, InternalError)
AWAY_FOR: Final = 15  # seconds; operations.md section 11 gives a database as long to come back


def _page(request: HttpRequest, status: int, **context: Any) -> HttpResponse:
    return render(request, "pages/error.html", context, status=status)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The one page for what does not exist and for what is not this viewer's to see."""
    return render(request, "pages/not_found.html", status=404)


def refused(request: HttpRequest, error: Refused) -> HttpResponse:
    """A named error that no view handled by itself."""
    why = reverse("why", args=[error.row]) if error.row else ""
    token = error.token if isinstance(error, Suspended) else ""
    links = {"why_url": why, "stopped_url": reverse("stopped", args=[token]) if token else ""}
    status = 403 if isinstance(error, NotLicensed) else 422
    return _page(request, status, title=error.what, what=error.what, do=error.do, code=error.code, **links)


def too_many(request: HttpRequest, error: TooManyTries) -> HttpResponse:
    """A limit was reached on a page that keeps no text. The headers are written by `middleware.limits`."""
    return _page(request, 429, title="Not so fast", what=error.what, do=error.do, code=error.code)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A request that no form of ours makes."""
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return too_big(request)
    what = "The site could not read what your browser sent."
    return _page(request, 400, title="That did not work", what=what, do="Go back and try again.", code="bad_request")


def too_big(request: HttpRequest) -> HttpResponse:
    """A form that is larger than any of ours."""
    what = "What you sent is too big."
    do = "Go back and make it shorter. Text can be 5,000 characters, an article 50,000, a picture 10 MB."
    return _page(request, 413, title=what, what=what, do=do, code="too_big")


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without a fresh token: it was open for long, or it was sent by another site."""
    what = "This page was open for too long, so the site did not take the form."
    do = "Go back, load the page again and send it once more. What you typed is kept in your drafts."
    return _page(request, 403, title="Send it once more", what=what, do=do, code="stale_form")


def closed(request: HttpRequest) -> HttpResponse:
    """The site was restored from a backup and is looked over before it opens."""
    page = render_to_string("closed.html", {"urgent": FALLBACK[1]})  # without the request: the database is not asked
    return HttpResponse(page, status=503, headers={"Retry-After": "600"})


def broken(request: HttpRequest) -> HttpResponse:
    """A fault of ours; or the database is away, which says so and when to come back."""
    if isinstance(sys.exc_info()[1], AWAY):
        return away()
    what = "Something broke on our side. Nothing was half-saved."
    do = "Wait a minute and try again. What you typed up to then is in your drafts."
    return _without_database(500, title="Something broke", what=what, do=do, code="broken")


def away() -> HttpResponse:
    """The site can't reach what it keeps, or can't write to it."""
    what = "The site cannot save or read anything right now. Nothing was half-saved."
    do = (
        "Wait a quarter of a minute, go back and send it again. It will not be there twice. If you lose this page: "
        "what you typed until a moment ago is saved in Drafts."
    )
    page = _without_database(503, title="We will be back in a moment", what=what, do=do, code="away")
    page.headers["Retry-After"] = str(AWAY_FOR)
    return page


def _without_database(status: int, **context: str) -> HttpResponse:
    # Without the request: what every page knows of viewer and site is asked of the database, which may be what broke.
    return HttpResponse(render_to_string("pages/error.html", context), status=status)
