"""Where a page of a list begins, as asked for in the address."""

from typing import Any
from urllib.parse import urlencode

from bedside.doors.web.http import Request
from bedside.kit import ids
from bedside.kit.errors import NotHere


def before(request: Request) -> int | None:
    """Return the id before which the list begins, None for the newest; raise NotHere for what is no id."""
    asked = request.GET.get("before")
    if asked is None:
        return None
    number = ids.read(asked)
    if number is None:
        raise NotHere
    return number


def pager(
    request: Request, at: int | None, *, mark: str = "before", next_text: str = "", ends: bool = False
) -> dict[str, Any] | None:
    """Return the links of parts/pager.html to the next and to the first part; None where all stands on one page.

    `at` is where the next part begins, None at the end; `mark` is its name in the address. With `ends` a list says at
    its end that one is caught up, also where all stands on one page.
    """
    further = mark in request.GET
    if at is None and not further and not ends:
        return None
    return {
        "caught_up": ends and at is None,
        "next_url": _next_url(request, mark, at),
        "next_text": next_text,
        "first_url": request.path if further else "",
    }


def _next_url(request: Request, mark: str, at: int | None) -> str:
    if at is None:
        return ""
    query = {key: value for key, value in request.GET.items() if key != mark}
    return f"{request.path}?{urlencode(query | {mark: at})}"
