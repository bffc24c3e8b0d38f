"""Requests through the whole application in this very process, as signed-in members of a seeded site."""

import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from random import Random
from typing import Any
from urllib.parse import urlencode
from wsgiref.types import WSGIApplication

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest

from bedside.areas.people import sessions
from bedside.areas.people.models import Persona
from bedside.areas.people.viewer import Viewer
from bedside.kit.errors import Refused

CSRF = "b" * 32
SEEDED = r"^seed\d+_\d+$"  # handles that `bedside seed` gives


@dataclass(frozen=True)
class Member:
    """A seeded member with a session of its own."""

    viewer: Viewer
    cookie: str


@dataclass(frozen=True)
class Answer:
    """What a request gave."""

    status: int
    headers: dict[str, str]
    body: bytes


@contextmanager
def members(count: int, chance: Random) -> Iterator[list[Member]]:
    """Sign in `count` seeded members, drawn by chance, and out again at the end; raise Refused where there are none."""
    seeded = Persona.objects.filter(handle__regex=SEEDED)
    ids = list(seeded.exclude(kind="personal").order_by("id").values_list("id", flat=True))
    if not ids:
        raise Refused("There are no seeded members here.", do="Run bedside seed first.", code="not_seeded")
    chosen = chance.sample(ids, min(count, len(ids)))
    stores = {
        persona.id: _session(persona) for persona in Persona.objects.filter(id__in=chosen).select_related("account")
    }
    try:
        yield [Member(viewer, store.session_key or "") for viewer, store in stores.values()]
    finally:
        for _viewer, store in stores.values():
            store.delete()


def _session(persona: Persona) -> tuple[Viewer, sessions.SessionStore]:
    request, store = HttpRequest(), sessions.SessionStore()
    request.session = store
    login(request, persona.account, backend="bedside.areas.people.sign_in.MailBackend")
    sessions.begin(store, account=persona.account, persona_id=persona.id, user_agent="bench")
    store.save()
    viewer = Viewer(persona_id=persona.id, account_id=persona.account_id, kind=persona.kind, confirmed=True)
    return viewer, store


class Visitor:
    """Calls the application as the web server does.

    Each request comes from another network: no limit on a network's tries answers instead of the page.
    """

    def __init__(self, application: WSGIApplication) -> None:
        self._application = application
        self._networks = itertools.cycle(f"10.{high}.{low}.1" for high in range(256) for low in range(256))

    def get(self, path: str, cookie: str = "") -> Answer:
        """Ask for a page."""
        return self._call(self._environ("GET", path, cookie))

    def post(self, path: str, cookie: str, fields: dict[str, str]) -> Answer:
        """Send a form."""
        body = urlencode(fields | {"csrfmiddlewaretoken": CSRF}).encode()
        environ = self._environ("POST", path, cookie) | {
            "CONTENT_TYPE": "application/x-www-form-urlencoded",
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.input": BytesIO(body),
        }
        return self._call(environ)

    def _environ(self, method: str, path: str, cookie: str) -> dict[str, Any]:
        cookies = f"{settings.CSRF_COOKIE_NAME}={CSRF}"
        if cookie:
            cookies += f"; {settings.SESSION_COOKIE_NAME}={cookie}"
        address, _, query = path.partition("?")
        return {
            "REQUEST_METHOD": method,
            "PATH_INFO": address,
            "QUERY_STRING": query,
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": next(self._networks),
            "HTTP_HOST": "localhost",
            "HTTP_USER_AGENT": "bedside-bench",
            "HTTP_COOKIE": cookies,
            "wsgi.url_scheme": "https" if settings.SESSION_COOKIE_SECURE else "http",
            "wsgi.input": BytesIO(),
            "wsgi.errors": BytesIO(),
            "wsgi.version": (1, 0),
            "wsgi.multithread": False,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
        }

    def _call(self, environ: dict[str, Any]) -> Answer:
        told: list[tuple[str, list[tuple[str, str]]]] = []

        def start_response(
            status: str, headers: list[tuple[str, str]], exc_info: object = None
        ) -> Callable[[bytes], object]:
            told.append((status, headers))
            return lambda _data: None

        result = self._application(environ, start_response)  # type: ignore[arg-type]  # no exc_info is ever given
        try:
            body = b"".join(result)
        finally:
            if hasattr(result, "close"):
                result.close()
        status, headers = told[0]
        return Answer(int(status.split()[0]), dict(headers), body)


def expect(answer: Answer, status: int) -> Answer:
    """Return `answer`, or raise Refused: the cost of an error page is no benchmark."""
    if answer.status != status:
        raise Refused(f"A page answered {answer.status}, not {status}.", do="See the site's log.", code="bench_failed")
    return answer
