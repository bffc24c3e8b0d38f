"""An entry as a sealed body and back, by the fields of its kind."""

from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

from bedside.policy.dates import DatePart, part


def as_body(thing: Any) -> dict[str, Any]:
    """Return an entry as JSON can hold it: dates as they were typed."""
    return {field.name: _plain(getattr(thing, field.name)) for field in fields(thing)}


def from_body(thing: type[Any], body: dict[str, Any]) -> Any:
    """Return the entry of type `thing` of which `as_body` made `body`; a field that is newer has its default."""
    kind: Any = thing
    return kind(**{name: _read(hint, body[name]) for name, hint in _hints(kind) if name in body})


@cache
def _hints(thing: type[Any]) -> tuple[tuple[str, Any], ...]:
    known = get_type_hints(thing)
    return tuple((field.name, known[field.name]) for field in fields(thing))


def _plain(value: Any) -> Any:
    if isinstance(value, DatePart):
        return value.value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return as_body(value) if is_dataclass(value) else value


def _read(hint: Any, value: Any) -> Any:
    if hint is DatePart:
        return part(value)
    if get_origin(hint) is tuple:
        return tuple(_read(get_args(hint)[0], one) for one in value)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint(value)
    return date.fromisoformat(value) if hint is date else value
