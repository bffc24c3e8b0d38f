"""Tables as CSV that a spreadsheet opens without harm: no cell of text is a formula there.

Source: OWASP, "CSV Injection". A text that begins like a formula gets an apostrophe before it; numbers stay numbers.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001  # wide forms are read alike
Value = str | int | float | None


def harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(STARTS) else text


def as_csv(head: Sequence[str], rows: Iterable[Sequence[Value]]) -> str:
    """Return a table as CSV (RFC 4180: commas, quotes where needed, CRLF). None is an empty cell."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(head)
    writer.writerows([harmless(value) if isinstance(value, str) else value for value in row] for row in rows)
    return out.getvalue()
