"""From a name to addresses, asked once and within a time.

The system's resolver has no time limit of its own, so it is asked in a thread that is left behind when it takes too
long; no more than a few such threads are there at once.
"""

import queue
import socket
import threading
from collections.abc import Callable, Sequence
from typing import Final

from bedside.kit.fetch.deadline import Deadline
from bedside.kit.fetch.errors import NotFetched

Resolve = Callable[[str], Sequence[str]]
SECONDS: Final = 5.0
MOST_ANSWERS: Final = 32
_asking = threading.BoundedSemaphore(16)


def system_addresses(host: str) -> list[str]:
    """Return every address that the system knows for a name, IPv4 and IPv6, in its order."""
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def addresses_of(host: str, *, resolve: Resolve, deadline: Deadline) -> list[str]:
    """Return the addresses of a name; raise NotFetched when there are none, too many, or they take too long."""
    answers: queue.SimpleQueue[list[str]] = queue.SimpleQueue()

    def ask() -> None:
        try:
            answers.put(list(resolve(host)))
        except (OSError, UnicodeError):
            answers.put([])
        finally:
            _asking.release()

    if not _asking.acquire(timeout=deadline.left(at_most=SECONDS)):
        raise NotFetched("name")
    threading.Thread(target=ask, name="name", daemon=True).start()
    try:
        found = answers.get(timeout=deadline.left(at_most=SECONDS))
    except queue.Empty:
        raise NotFetched("name") from None
    if not 0 < len(found) <= MOST_ANSWERS:
        raise NotFetched("name")
    return found
