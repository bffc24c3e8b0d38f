"""A small internet for tests: a public server, a trap that counts every connection, and names that resolve as told.

The public server speaks TLS on loopback. Connections to the public addresses reach it; connections to any other
address reach the trap, wherever they were meant to go. So a form that passes the guard is counted, not only one that
happens to name a port where something listens.
"""

import contextlib
import datetime
import gzip
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from bedside.kit.fetch import PURPOSES, Client

PUBLIC = ("93.184.216.34", "93.184.216.35", "2606:2800:220:1::1")
NAMES = ("open.example", "*.open.example", "community.example", "*.trap.example", "other.example")
OWN = frozenset({"community.example"})
TYPE_OF = {row.name: sorted(row.types)[0] for row in PURPOSES.values()}


class Answering(BaseHTTPRequestHandler):
    """The public server: what it does stands in its `script`, a function of the path."""

    protocol_version = "HTTP/1.1"
    server: "Server"

    def do_GET(self) -> None:
        """Answer by the script."""
        self.server.asked.append((self.path, dict(self.headers.items())))
        # The client hangs up on what it does not want.
        with contextlib.suppress(OSError):
            self.server.script(self)

    def say(self, status: int, body: bytes = b"", *headers: tuple[str, str]) -> None:
        """Send a whole answer."""
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def begin(self, *headers: tuple[str, str]) -> None:
        """Send the head of an answer whose end is the end of the connection."""
        self.close_connection = True
        self.send_response(200)
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, *args: object) -> None:
        """Say nothing."""


class Server(ThreadingHTTPServer):
    """The public server, with what it was asked."""

    daemon_threads = True
    script: Callable[[Answering], None]

    def __init__(self, tls: ssl.SSLContext) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.tls = tls
        self.asked: list[tuple[str, dict[str, str]]] = []

    def finish_request(self, request: Any, client_address: Any) -> None:
        """Agree on keys in the thread of the request."""
        with contextlib.suppress(OSError), self.tls.wrap_socket(request, server_side=True) as line:
            super().finish_request(line, client_address)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: clients hang up in these tests."""


class Trap:
    """A listener that counts connections."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.socket.setblocking(False)

    def count(self) -> int:
        """Return how many connected since the last count."""
        found = 0
        with contextlib.suppress(BlockingIOError):
            while True:
                self.socket.accept()[0].close()
                found += 1
        return found


class Pretending(socket.socket):
    """A connection to loopback that says it goes where it was meant to go."""

    pretended = ""

    def getpeername(self) -> Any:
        """Return the address that was dialled."""
        return (self.pretended, 443)


class Outside:
    """The internet of one test run."""

    def __init__(self, server: Server, trap: Trap, trusting: ssl.SSLContext) -> None:
        self.server, self.trap, self.trusting = server, trap, trusting
        self.zone: dict[str, list[str]] = {}
        self.resolved: list[str] = []
        self.dialled: list[str] = []
        self.peer = ""

    def client(self) -> Client:
        """Return the site's client, in this world."""
        return Client(own_names=OWN, resolve=self.resolve, dial=self.dial, tls=self.trusting)

    def told(self, zone: str, script: Callable[[Answering], None]) -> None:
        """Begin anew with these names (`host=address,address|later,answer …`) and this script."""
        self.zone = dict(_entry(entry) for entry in zone.split() if "=" in entry)
        self.server.script = script
        self.resolved, self.dialled, self.peer = [], [], ""
        self.server.asked.clear()
        self.trap.count()

    def resolve(self, host: str) -> list[str]:
        """Answer as a resolver would: numbers in any form are addresses; names are as told, each answer in its turn."""
        self.resolved.append(host)
        with contextlib.suppress(OSError):
            found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
            return [str(entry[4][0]) for entry in found]
        wild = f"*.{host.partition('.')[2]}"
        key = next((name for name in (host, wild, "*") if name in self.zone), None)
        if key is None:
            raise socket.gaierror
        answers = self.zone[key]
        given = (answers.pop(0) if len(answers) > 1 else answers[0]).split(",")
        if given[0].startswith("@"):  # CNAME
            return self.resolve(given[0][1:])
        return [] if given == ["nothing"] else given

    def dial(self, address: str, _port: int, timeout: float) -> socket.socket:
        """Connect to the public server, or to the trap."""
        self.dialled.append(address)
        line = Pretending(socket.AF_INET, socket.SOCK_STREAM)
        line.pretended = self.peer or address
        line.settimeout(timeout)
        if address in PUBLIC:
            line.connect(self.server.server_address)
        else:
            line.connect(self.trap.socket.getsockname())
            line.shutdown(socket.SHUT_RDWR)  # counted; nobody need wait for an answer
        return line


def _entry(entry: str) -> tuple[str, list[str]]:
    host, _equals, answers = entry.partition("=")
    return host, answers.split("|")


def certificate(folder: Path) -> Path:
    """Write a key and a certificate for the names of this world to one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "tests")])
    start = datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=1)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(start)
        .not_valid_after(start + datetime.timedelta(days=30))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(one) for one in NAMES]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    path = folder / "server.pem"
    path.write_bytes(pem + made.public_bytes(serialization.Encoding.PEM))
    return path


@contextlib.contextmanager
def outside(folder: Path) -> Iterator[Outside]:
    """Run a small internet."""
    pem = certificate(folder)
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(pem)
    server, trap = Server(serving), Trap()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield Outside(server, trap, ssl.create_default_context(cafile=str(pem)))
    finally:
        server.shutdown()
        server.server_close()
        trap.socket.close()


def page(media_type: str, body: bytes = b"well", *headers: tuple[str, str]) -> Callable[[Answering], None]:
    """Return a script that serves one page everywhere."""
    return lambda request: request.say(200, body, ("Content-Type", media_type), *headers)


def packed(body: bytes, media_type: str = "text/html") -> Callable[[Answering], None]:
    """Return a script that serves `body` compressed."""
    return page(media_type, gzip.compress(body), ("Content-Encoding", "gzip"))


def dripping(request: Answering) -> None:
    """Send one byte every now and then, for a long time."""
    request.begin(("Content-Type", "text/html"))
    for _n in range(200):
        request.wfile.write(b"x")
        request.wfile.flush()
        time.sleep(0.05)


def dripping_head(request: Answering) -> None:
    """Send a head that never ends."""
    request.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
    for _n in range(200):
        request.wfile.write(b"x")
        request.wfile.flush()
        time.sleep(0.05)


def endless(request: Answering) -> None:
    """Send for as long as somebody reads."""
    request.begin(("Content-Type", "text/html"))
    while True:
        request.wfile.write(b"x" * 65_536)
