"""What the guard says of names, places, dates and ages."""

from __future__ import annotations

from bedside.policy.guard.messages.shape import Message

_ANY_DAY = "a certain day"
_DATES = {"year": "{}", "season": "a day in {}", "day": _ANY_DAY}
_WHY_DATE = "A date can show which person is meant. A year is fine."
_WHY_AGE = "Few people reach 90, so this age can point to one person."
_WHY_NAME = "A name leads straight to one person."
_WHY_PLACE = "A place smaller than a state narrows down who is meant."

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
    "name.again": Message("The same name stands here once more.", "someone"),
    "name.clinician": Message(
        "The name of a doctor or nurse can show where a person goes for help.", "someone", variants={"dr": "my doctor"}
    ),
    "name.hashtag": Message("There is a name inside this hashtag.", None),
    "name.initials": Message("Letters for a name can be enough for those who know the person.", "someone"),
    "name.kin": Message("The name of a relative or friend leads to the whole family.", "someone"),
    "name.public": Message("This looks like the name of a well-known person.", "someone"),
    "name.said": Message(_WHY_NAME, "someone"),
    "name.tagged": Message(_WHY_NAME, "someone"),
    "name.title": Message(_WHY_NAME, "someone"),
    "place.county": Message(_WHY_PLACE, "this state"),
    "place.facility": Message("A place by its own name shows where people can be met.", "a place nearby"),
    "place.tagged": Message(_WHY_PLACE, "a place nearby"),
    "place.town": Message("A town is smaller than a state.", "a small town"),
}
