"""The wall: once raised, this process connects to nobody but itself, except where `opened` says so.

It is an audit hook of the interpreter, so it also holds for libraries, and it cannot be taken down again. PostgreSQL is
spoken to by libpq, which is no Python and passes beneath. Raised by the web server and the worker when they start.
"""

import ipaddress
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final

EVENTS: Final = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg"})
INTERNET: Final = frozenset({socket.AF_INET, socket.AF_INET6})

_open: ContextVar[bool] = ContextVar("wall_open", default=False)
_raised = False


class WalledOff(RuntimeError):
    """Code that may not connect to another machine tried to. A fault in the code, or an attack."""


@contextmanager
def opened() -> Iterator[None]:
    """Let this thread connect within the block. Only `kit/fetch` and the mail's way out use it (a shape test)."""
    token = _open.set(True)
    try:
        yield
    finally:
        _open.reset(token)


def put_up() -> None:
    """Raise the wall around this process, for good."""
    global _raised
    if not _raised:
        _raised = True
        sys.addaudithook(_look)


def _look(event: str, args: tuple[Any, ...]) -> None:
    if event not in EVENTS or _open.get() or args[0].family not in INTERNET:
        return
    if args[1] is not None and not is_loopback(args[1][0]):
        raise WalledOff("this process may connect to other machines through kit.fetch only")


def is_loopback(host: str) -> bool:
    """Say whether a host, as given to a socket, is this machine by its loopback address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
