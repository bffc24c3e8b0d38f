"""Tells the limits: the numbers in the headers, and the status of a page on which one was reached."""

from collections.abc import Callable

from django.http import HttpResponseBase

from bedside.areas.people.actions import limits
from bedside.areas.people.actions.limits import Standing
from bedside.doors.web.http import Request

REFUSED = 429


class ToldLimits:
    """Adds `X-RateLimit-Limit`, `-Remaining` and `-Reset` of the limit that is nearest to its end.

    A page that says that a limit was reached has status 429 and `Retry-After`, whichever page it is: a form keeps what
    was typed. What does not exist says nothing of limits, or it would differ from what does not exist elsewhere.
    """

    def __init__(self, get_response: Callable[[Request], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponseBase:
        with limits.noting() as standings:
            response = self.get_response(request)
        if standings and response.status_code != 404:
            _tell(response, min(standings, key=lambda one: (not one.refused, one.left / one.limit.tries)))
        return response


def _tell(response: HttpResponseBase, nearest: Standing) -> None:
    response.headers["X-RateLimit-Limit"] = str(nearest.limit.tries)
    response.headers["X-RateLimit-Remaining"] = str(nearest.left)
    response.headers["X-RateLimit-Reset"] = nearest.reset_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    if nearest.refused:
        response.headers["Retry-After"] = str(nearest.seconds)
        if response.status_code in (200, 422):
            response.status_code = REFUSED
