"""Pages for what went wrong: what happened, what to do, what was kept."""

from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from bedside.areas.people.errors import TooManyTries
from bedside.kit.errors import Refused
from bedside.policy.emergency import FALLBACK


def _page(request: HttpRequest, status: int, **context: Any) -> HttpResponse:
    return render(request, "pages/error.html", context, status=status)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The one page for what does not exist and for what is not this viewer's to see."""
    return render(request, "pages/not_found.html", status=404)


def refused(request: HttpRequest, error: Refused) -> HttpResponse:
    """A named error that no view handled by itself."""
    return _page(request, 422, title=error.what, what=error.what, do=error.do, code=error.code)


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
    """A fault of ours."""
    what = "Something broke on our side. Nothing was half-saved."
    do = "Wait a minute and try again. What you typed up to then is in your drafts."
    context = {"title": "Something broke", "what": what, "do": do, "code": "broken"}
    # Without the request: what every page knows of viewer and site is asked of the database, which may be what broke.
    return HttpResponse(render_to_string("pages/error.html", context), status=500)
