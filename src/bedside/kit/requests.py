"""A number for the request that is being answered, so that what it wrote can be found together."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from bedside.kit.ids import new_id

_current: ContextVar[int | None] = ContextVar("request_id", default=None)


@contextmanager
def numbered() -> Iterator[int]:
    """Give what is done inside one fresh number."""
    number = new_id()
    token = _current.set(number)
    try:
        yield number
    finally:
        _current.reset(token)


def current() -> int | None:
    """Return the number of the request that is being answered, None outside of one."""
    return _current.get()
