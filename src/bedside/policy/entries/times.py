"""Times of day as they are typed: "9:05" is "09:05"; what is no time is said so."""

import re
from datetime import date
from typing import Final

from bedside.policy.conditions import Fault
from bedside.policy.dates import DatePart

FORM: Final = re.compile(r"([0-9]{1,2})[:.]([0-9]{2})")
FUTURE: Final = "This date lies in the future."


def tidy_time(typed: str) -> str:
    """Return a time of day as "09:05"; what is none as it was typed."""
    found = FORM.fullmatch(typed.strip())
    return f"{int(found[1]):02}:{found[2]}" if found else typed.strip()


def time_fault(at: str, on: DatePart) -> Fault | None:
    """Return what is wrong with a time on a day; "" is no time."""
    if not at:
        return None
    found = FORM.fullmatch(at)
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:
        return Fault("at", "Write the time as 09:05 or 17:30.")
    return None if on.precision == "day" else Fault("on", "A time needs its day. Write it as 2019-05-17.")


def ahead_fault(field: str, when: DatePart, today: date) -> Fault | None:
    """Return what is wrong with the date of something that has happened."""
    return Fault(field, FUTURE) if when.lo is not None and when.lo > today else None
