"""A mail server that can be told to misbehave. It speaks as much SMTP with STARTTLS as a client needs."""

import datetime
import socketserver
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

FINE, DOWN, SLOW, REJECTING = "fine", "down", "slow", "rejecting"
SLOWLY = 30.0  # seconds before a slow server says its first word


def make_certificate(folder: Path) -> Path:
    """Write a certificate for localhost that vouches for itself, with its key, into one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    names = x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=2))
        .not_valid_after(now + datetime.timedelta(days=2))
        .add_extension(names, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = folder / "mail-server.pem"
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path


class MailServer(socketserver.ThreadingTCPServer):
    """Takes mails on a loopback port. `mood` may change at any time; `letters` holds what was taken."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, certificate: Path) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.certificate = certificate
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(certificate)
        self.mood, self.letters, self.calls = FINE, list[str](), 0

    def settings(self) -> dict[str, str]:
        """Return the settings of a site that sends its mails here."""
        port = str(self.server_address[1])
        return {
            "BEDSIDE_MAIL_HOST": "localhost",
            "BEDSIDE_MAIL_PORT": port,
            "SSL_CERT_FILE": str(self.certificate),
        }


class _Conversation(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        self.server.calls += 1
        if self.server.mood == DOWN:
            return
        if self.server.mood == SLOW:
            time.sleep(SLOWLY)
        with suppress(OSError):
            self._say("220 here")
            while line := self.rfile.readline().decode("ascii", "replace").strip():
                if not self._answer(line.partition(" ")[0].upper()):
                    return

    def _answer(self, word: str) -> bool:
        if word == "STARTTLS":
            self._say("220 go")
            self.request = self.server.context.wrap_socket(self.request, server_side=True)
            self.setup()
        elif word == "EHLO":
            self._say(
                "250-localhost\r\n250 STARTTLS" if not isinstance(self.request, ssl.SSLSocket) else "250 localhost"
            )
        elif word == "RCPT" and self.server.mood == REJECTING:
            self._say("451 not now")
        elif word == "DATA":
            self._say("354 write")
            self._letter()
            self._say("250 taken")
        else:
            self._say("221 bye" if word == "QUIT" else "250 well")
        return word != "QUIT"

    def _letter(self) -> None:
        lines = list[bytes]()
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        self.server.letters.append(b"".join(lines).decode("utf-8", "replace"))

    def _say(self, text: str) -> None:
        self.wfile.write(text.encode() + b"\r\n")


@contextmanager
def mail_server(folder: Path) -> Iterator[MailServer]:
    """Yield a mail server in this process."""
    server = MailServer(make_certificate(folder))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
