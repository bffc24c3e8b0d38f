"""Facts as they come from outside, in JSON or as options: read, checked, and named in one line where they are wrong.

The older words of the developer data are read as well: role `caregiver` is carer, audience `clinicians` is room and
`direct` is mentioned. Nothing writes them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from datetime import date
from typing import Any, cast, get_args

from bedside.policy.guard.model import Audience, Declared, Facts, Profile, Role

_OLDER_ROLES = {"caregiver": "carer"}
_OLDER_AUDIENCES = {"clinicians": "room", "direct": "mentioned"}
_TEXTS = "tuple[str, ...]"  # the written type of the fields of a profile that are lists


class BadInput(Exception):
    """What was given cannot be read; the message says why in one line."""


def json_object(text: str) -> Mapping[str, object]:
    """Read one JSON object; raise BadInput for anything else."""
    try:
        given = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise BadInput("not a JSON object") from error
    if not isinstance(given, dict):
        raise BadInput("not a JSON object")
    return given


def facts_from(given: Mapping[str, object], *, basis: Facts) -> Facts:
    """Give `basis` with the values that are given. None means not given; other fields are passed over."""
    read = {name: reader(given[name]) for name, reader in _READERS.items() if given.get(name) is not None}
    if "author" in read:
        read["profile"] = read.pop("author")
    return replace(basis, **cast("dict[str, Any]", read))


def _role(value: object) -> Role:
    word = _OLDER_ROLES.get(str(value), str(value))
    if word not in get_args(Role):
        raise BadInput("unknown role")
    return cast(Role, word)


def _audience(value: object) -> Audience:
    word = _OLDER_AUDIENCES.get(str(value), str(value))
    if word not in get_args(Audience):
        raise BadInput("unknown audience")
    return cast(Audience, word)


def _declared(value: object) -> Declared:
    if value not in get_args(Declared):
        raise BadInput("unknown word for declared")
    return cast(Declared, value)


def _day(value: object) -> date:
    try:
        return date.fromisoformat(str(value))
    except ValueError as error:
        raise BadInput("posted_on is not a day like 2026-11-21") from error


def _country(value: object) -> str:
    return _letters(value, name="country").upper()


def _language(value: object) -> str:
    return _letters(value, name="language").lower()


def _letters(value: object, *, name: str) -> str:
    code = str(value)
    if len(code) != 2 or not (code.isascii() and code.isalpha()):
        raise BadInput(f"{name} is not two letters")
    return code


def _answering(value: object) -> str:
    if not isinstance(value, str):
        raise BadInput("answering is not a handle")
    return value


def _known_public(value: object) -> frozenset[str]:
    return frozenset(_strings(value, name="known_public"))


def _profile(value: object) -> Profile:
    """Read the author's profile. Values that the guard does not compare with are passed over."""
    if not isinstance(value, dict):
        raise BadInput("author is not an object")
    lists: Any = {
        field.name: _strings(value.get(field.name, []), name=f"author.{field.name}")
        for field in fields(Profile)
        if field.type == _TEXTS
    }
    return replace(
        Profile(**lists), employer=_employer(value.get("employer")), catchment=_count(value.get("catchment"))
    )


def _employer(value: object) -> str | None:
    if value is not None and not isinstance(value, str):
        raise BadInput("author.employer is not a text")
    return value


def _count(value: object) -> int | None:
    if value is None or (isinstance(value, int) and not isinstance(value, bool) and value > 0):
        return value
    raise BadInput("author.catchment is not a number of people")


def _strings(value: object, *, name: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise BadInput(f"{name} is not a list of texts")
    return tuple(value)


_READERS: dict[str, Callable[[object], object]] = {
    "role": _role,
    "audience": _audience,
    "in_reply_to": _role,
    "posted_on": _day,
    "country": _country,
    "language": _language,
    "answering": _answering,
    "declared": _declared,
    "known_public": _known_public,
    "profile": _profile,
    "author": _profile,
}
