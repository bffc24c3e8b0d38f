"""What may stand in a log: where something failed and what kind of fault it was, never what somebody wrote.

Addresses hold invitation codes, handles and names of treatments; Django writes the address of every failed request.
The words of an error often quote the value that it stumbled over: PostgreSQL's DETAIL shows the whole row that broke a
rule, `ValueError` the text that was no number, `KeyError` the key.
"""

import logging
import sys
import traceback
from collections.abc import Iterator, Mapping
from types import TracebackType
from typing import Any, Final

import psycopg

from bedside.kit.errors import Refused

# Python's own words about the code that failed. All other errors may quote a value: only their names are written.
ABOUT_CODE: Final = (
    AttributeError, ImportError, NameError, NotImplementedError, RecursionError, TypeError, ZeroDivisionError
)  # fmt: skip
# What PostgreSQL says of an error without a value: names of our tables, columns and rules.
NAMES: Final = ("table_name", "column_name", "constraint_name")
CAUSE: Final = "\nwhich led to:\n"


class RouteOnly(logging.Filter):
    """Puts the route of a request (`invitations/<code>/`) where Django puts its address, and an error's kind for it."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the record; let it pass."""
        request = getattr(record, "request", None)
        if request is not None and isinstance(record.args, tuple):
            match = getattr(request, "resolver_match", None)
            route = match.route if match is not None else "an unknown address"
            addresses = (request.path, request.get_full_path())
            record.args = tuple(route if arg in addresses else arg for arg in record.args)
        if isinstance(record.args, Mapping):
            record.args = {name: _quiet(arg) for name, arg in record.args.items()}
        elif record.args:
            record.args = tuple(_quiet(arg) for arg in record.args)
        return True


class Line(logging.Formatter):
    """One line for what happened, and below it, for an error, the places in the code that it went through."""

    def formatException(self, ei: Any) -> str:  # logging's own name
        """Return the error and what led to it: kinds and places, no words that may quote a value."""
        return CAUSE.join(_with_places(error) for error in _led_to(ei[1])) if ei[1] is not None else ""


def kind_of(error: BaseException) -> str:
    """Return what may be written of `error`: its name, and whatever else of it can't hold a member's words."""
    said = _safe_words(error)
    return f"{type(error).__name__}: {said}" if said else type(error).__name__


def hook_uncaught() -> None:
    """Have an error that ends this process written as `Line` writes one; what it prints goes to the log."""
    sys.excepthook = _told_at_the_end


def _told_at_the_end(_kind: type[BaseException], error: BaseException, _where: TracebackType | None) -> None:
    sys.stderr.write(CAUSE.join(_with_places(each) for each in _led_to(error)) + "\n")


def _quiet(arg: object) -> object:
    return kind_of(arg) if isinstance(arg, BaseException) else arg


def _safe_words(error: BaseException) -> str:
    if isinstance(error, psycopg.Error):
        return _of_database(error)
    if isinstance(error.__cause__, psycopg.Error):  # Django's errors wear the driver's words
        return _of_database(error.__cause__)
    if isinstance(error, Refused):
        return error.code
    if isinstance(error, OSError):
        return error.strerror or ""
    return str(error) if type(error) in ABOUT_CODE else ""


def _of_database(error: psycopg.Error) -> str:
    if error.sqlstate is None:  # the server was not reached, or lost: that is told without a value
        return str(error).partition("\n")[0] if isinstance(error, psycopg.OperationalError) else ""
    names = (getattr(error.diag, name) for name in NAMES)
    return ", ".join([error.sqlstate, *(name for name in names if name)])


def _led_to(error: BaseException) -> Iterator[BaseException]:
    """Yield what led to `error`, the first cause first, then `error` itself."""
    chain: list[BaseException] = []
    current: BaseException | None = error
    while current is not None and current not in chain:
        chain.append(current)
        hidden = current.__cause__ is None and current.__suppress_context__
        current = None if hidden else current.__cause__ or current.__context__
    return reversed(chain)


def _with_places(error: BaseException) -> str:
    places = "".join(traceback.format_tb(error.__traceback__))
    inner = "".join(f"\n  {kind_of(each)}" for each in getattr(error, "exceptions", ()))
    return f"{places}{kind_of(error)}{inner}"
