"""A page laid out for paper: `?print=1` is the same page alone in its frame, with all that was folded open."""

from typing import Any

from bedside.doors.web.http import Request

ASKED = "print"


def paper(request: Request) -> dict[str, Any]:
    """Whether the page is asked for on paper, and the address of its other form."""
    asked = request.GET.copy()
    is_on = asked.get(ASKED) == "1"
    if is_on:
        del asked[ASKED]
    else:
        asked[ASKED] = "1"
    words = asked.urlencode()
    return {"is_on": is_on, "url": f"{request.path}?{words}" if words else request.path}
