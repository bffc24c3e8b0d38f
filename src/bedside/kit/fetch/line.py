"""One connection, to an address that was checked, under a deadline; spoken to by httpcore.

httpcore brings HTTP and nothing else: no redirects, cookies, proxies, decompression or names. It asks this backend for
a connection, and gets one to the checked address whatever name it gives.
"""

import socket
import ssl
from collections.abc import Callable, Iterable, Sequence
from ipaddress import ip_address
from typing import Any, Final

import httpcore

from bedside.kit import wall
from bedside.kit.fetch.deadline import Deadline
from bedside.kit.fetch.errors import NotFetched

Dial = Callable[[str, int, float], socket.socket]
CONNECT_SECONDS: Final = 3.0


def dial(address: str, port: int, timeout: float) -> socket.socket:
    """Connect to an address (never a name) within `timeout` seconds."""
    line = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM)
    try:
        line.settimeout(timeout)
        with wall.opened():
            line.connect((address, port))
    except BaseException:
        line.close()
        raise
    return line


class Line(httpcore.NetworkStream):
    """A connection of which every read and write must end before the deadline."""

    def __init__(self, line: socket.socket, deadline: Deadline) -> None:
        self._line = line
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read what is there."""
        self._line.settimeout(self._deadline.left(at_most=timeout))
        return self._line.recv(max_bytes)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write all of it."""
        self._line.settimeout(self._deadline.left(at_most=timeout))
        self._line.sendall(buffer)

    def close(self) -> None:
        """Hang up."""
        self._line.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> "Line":
        """Agree on keys with whoever proves to be `server_hostname`."""
        self._line.settimeout(self._deadline.left(at_most=timeout))
        try:
            return Line(ssl_context.wrap_socket(self._line, server_hostname=server_hostname), self._deadline)
        except BaseException:
            self._line.close()
            raise

    def get_extra_info(self, info: str) -> Any:
        """Say what httpcore asks about the connection: nothing that we use."""
        return None


class CheckedAddresses(httpcore.NetworkBackend):
    """Connects to the first of these addresses that answers; the name it is told is for TLS and Host alone."""

    def __init__(self, addresses: Sequence[str], *, deadline: Deadline, dial: Dial) -> None:
        self._addresses = addresses
        self._deadline = deadline
        self._dial = dial

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> Line:
        """Connect, and make sure that the other end is who was called; raise NotFetched."""
        time = Deadline(self._deadline.left(at_most=CONNECT_SECONDS))
        for address in self._addresses:
            try:
                line = self._dial(address, port, time.left())
            except OSError:
                continue
            if ip_address(line.getpeername()[0]) != ip_address(address):
                line.close()
                raise NotFetched("peer")
            return Line(line, self._deadline)
        raise NotFetched("connection")
