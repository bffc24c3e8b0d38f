"""The link that opens a visit sheet: how long, how often, and what is said of it (`records.md` section 4).

A link shows what stood on the sheet when it was made, to whoever holds it, without an account. It is therefore short-
lived, can be ended at once, and each opening is listed for its owner by time and number, never by who came.
"""

import re
from datetime import datetime, timedelta
from typing import Final

TOKEN_BYTES: Final = 32
LASTING: Final = {"hour": timedelta(hours=1), "day": timedelta(hours=24), "week": timedelta(days=7)}
USUAL: Final = "day"
CODE_DIGITS: Final = 6
CODE_TRIES: Final = 5
FORMS: Final = ("page", "pdf", "json", "fhir")
"""In which a sheet can be opened: as a page, on paper, for programs, and for a hospital's programs."""
_TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{43}")


def is_token(typed: str) -> bool:
    """Say whether this could be the token of a link: 32 bytes in base64url, without padding."""
    return _TOKEN.fullmatch(typed) is not None


def is_open(*, expires_at: datetime, ended_at: datetime | None, at: datetime) -> bool:
    """Say whether a link opens at this moment. At its last second it does, and a second later it does not."""
    return at <= expires_at and (ended_at is None or at < ended_at)


def tries_after(tries_left: int, *, right: bool) -> int:
    """Return how many tries of the code are left after one more. At none the link has ended."""
    return CODE_TRIES if right else max(0, tries_left - 1)
