"""Two days, one after the other."""

from datetime import date

FIRST = date(2026, 3, 1)
SECOND = date(2026, 3, 15)
