"""Where a page of a list begins, as asked for in the address."""

from bedside.doors.web.http import Request
from bedside.kit.errors import NotHere

LARGEST = 2**63 - 1
DIGITS = 19


def before(request: Request) -> int | None:
    """Return the id before which the list begins, None for the newest; raise NotHere for what is no id."""
    asked = request.GET.get("before")
    if asked is None:
        return None
    if not (asked.isascii() and asked.isdigit() and len(asked) <= DIGITS) or int(asked) > LARGEST:
        raise NotHere
    return int(asked)
