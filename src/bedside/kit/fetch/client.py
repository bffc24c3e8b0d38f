"""The client: one request at a time, by GET, with no memory of earlier ones."""

import logging
import ssl
from dataclasses import dataclass
from typing import Final

import certifi
import httpcore
from django.conf import settings

from bedside.kit.fetch import line, urls
from bedside.kit.fetch.addresses import is_ours, is_public
from bedside.kit.fetch.body import unpacked
from bedside.kit.fetch.deadline import Deadline
from bedside.kit.fetch.errors import NotFetched
from bedside.kit.fetch.names import Resolve, addresses_of, system_addresses
from bedside.kit.fetch.purposes import Purpose

log = logging.getLogger("bedside.fetch")

REDIRECTS: Final = 3
REDIRECTING: Final = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True)
class Fetched:
    """What came: the address it came from in the end, its media type in lower case, and its bytes, unpacked."""

    url: str
    media_type: str
    body: bytes


@dataclass(frozen=True)
class Client:
    """Fetches under the rules of security.md section 5.

    `own_names` are the site's own, never asked. `resolve`, `dial` and `tls` are the world outside; tests give others.
    """

    own_names: frozenset[str] = frozenset()
    resolve: Resolve = system_addresses
    dial: line.Dial = line.dial
    tls: ssl.SSLContext | None = None

    def fetch(self, url: str, purpose: Purpose) -> Fetched:
        """Return what is at `url`; raise NotFetched, which looks the same whatever the cause."""
        try:
            return self._followed(url, purpose)
        except NotFetched as refused:
            log.info("not fetched: purpose=%s cause=%s", purpose.name, refused.cause)
            raise
        except TimeoutError:
            log.info("not fetched: purpose=%s cause=time", purpose.name)
            raise NotFetched("time") from None
        except (OSError, *_HTTP_ERRORS) as error:
            log.info("not fetched: purpose=%s cause=%s", purpose.name, type(error).__name__)
            raise NotFetched("connection") from None

    def _followed(self, url: str, purpose: Purpose) -> Fetched:
        deadline = Deadline(purpose.seconds)
        target = urls.read(url)
        for _hop in range(REDIRECTS + 1):
            answer = self._asked(target, purpose, deadline)
            if isinstance(answer, Fetched):
                return answer
            target = urls.follow(target, answer)
        raise NotFetched("redirect")

    def _asked(self, target: urls.Target, purpose: Purpose, deadline: Deadline) -> Fetched | str:
        """Return what `target` answers, or the address to which it sends us on."""
        backend = line.CheckedAddresses(self._checked(target, deadline), deadline=deadline, dial=self.dial)
        origin = httpcore.Origin(b"https", target.host.encode(), urls.PORT)
        context = self.tls or _trusting_public_authorities()
        headers = [
            ("Host", target.host),
            ("User-Agent", "Bedside"),
            ("Accept", ", ".join(sorted(purpose.types))),
            ("Accept-Encoding", "gzip"),
            ("Connection", "close"),
        ]
        with (
            httpcore.HTTPConnection(origin=origin, ssl_context=context, network_backend=backend) as connection,
            connection.stream("GET", target.url, headers=headers) as response,
        ):
            if response.status in REDIRECTING:
                return _header(response, b"location")
            return _read(response, target, purpose)

    def _checked(self, target: urls.Target, deadline: Deadline) -> list[str]:
        """Return the addresses of a host, all of which may be reached; raise NotFetched when one may not."""
        if target.host in self.own_names:
            raise NotFetched("ours")
        found = addresses_of(target.host, resolve=self.resolve, deadline=deadline)
        if not all(is_public(address) and not is_ours(address) for address in found):
            raise NotFetched("address")
        return found


_HTTP_ERRORS: Final = (
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.TimeoutException,
    httpcore.ConnectionNotAvailable,
)


def _read(response: httpcore.Response, target: urls.Target, purpose: Purpose) -> Fetched:
    if response.status != 200:
        raise NotFetched(f"status {response.status}")
    media_type = _header(response, b"content-type").partition(";")[0].strip().lower()
    if media_type not in purpose.types:
        raise NotFetched("type")
    length = _header(response, b"content-length")
    if length.isdigit() and (len(length) > 12 or int(length) > purpose.most):
        raise NotFetched("size")
    coding = _header(response, b"content-encoding").strip().lower()
    return Fetched(target.url, media_type, unpacked(response.iter_stream(), coding=coding, purpose=purpose))


def _header(response: httpcore.Response, wanted: bytes) -> str:
    """Return a header that stands there once; "" when it is missing. Said twice, it could be read two ways."""
    found = [value for name, value in response.headers if name.lower() == wanted]
    if len(found) > 1:
        raise NotFetched("header")
    return found[0].decode("latin-1") if found else ""


def _trusting_public_authorities() -> ssl.SSLContext:
    context = ssl.create_default_context(cafile=certifi.where())
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def fetch(url: str, purpose: Purpose) -> Fetched:
    """Return what is at `url`, for `purpose`; raise NotFetched. The site's own names are those it answers to."""
    return Client(own_names=frozenset(name.lower() for name in settings.ALLOWED_HOSTS)).fetch(url, purpose)
