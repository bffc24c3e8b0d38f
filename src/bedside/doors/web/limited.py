"""How often a view may be called from one network. A view that takes forms from visitors names its limit (P020)."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponseBase

from bedside.areas.people.actions import limits
from bedside.doors.web.http import Request
from bedside.policy.limits import DONE, FAILED, Limit

View = Callable[..., HttpResponseBase]
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def limited(limit: Limit) -> Callable[[View], View]:
    """Count each form sent to the view against `limit` for the sender's network; beyond it nothing is read."""

    def declare(view: View) -> View:
        @wraps(view)
        def counted(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method in SAFE:
                return view(request, *args, **kwargs)
            standing = limits.require(limit, value=request.network)
            response = view(request, *args, **kwargs)
            moved, refused = response.status_code in (301, 302), response.status_code == 422
            if (limit.counts == FAILED and moved) or (limit.counts == DONE and refused):
                limits.give_back(standing)
            return response

        counted.limit = limit  # type: ignore[attr-defined]
        return counted

    return declare
