"""What the guard says of names, places, dates and ages."""

from __future__ import annotations

from bedside.policy.guard.messages.shape import Message

_ANY_DAY = "a certain day"
_DATES = {"year": "{}", "season": "a day in {}", "day": _ANY_DAY}
_WHY_DATE = "A date can show which person is meant. A year is fine."
_WHY_AGE = "Few people reach 90, so this age can point to one person."

MESSAGES: dict[str, Message] = {
    "age.born": Message("This year of birth tells an age over 89.", "more than 89 years ago"),
    "age.over_89": Message(
        _WHY_AGE,
        "someone over 89",
        variants={"person": "someone over 89", "number": "90 or older", "birthday": "latest"},
    ),
    "date.holiday": Message(_WHY_DATE, _ANY_DAY, variants=_DATES),
    "date.iso": Message(_WHY_DATE, _ANY_DAY, variants=_DATES),
    "date.month_year": Message("A month can show which person is meant. A year is fine.", _ANY_DAY, variants=_DATES),
    "date.numeric": Message(_WHY_DATE, _ANY_DAY, variants=_DATES),
    "date.weekday": Message(_WHY_DATE, _ANY_DAY, variants=_DATES),
    "date.written": Message(_WHY_DATE, _ANY_DAY, variants=_DATES),
}
