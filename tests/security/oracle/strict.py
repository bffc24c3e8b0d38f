"""An answer with four things masked: dates, request id, the form's token, the policy's nonce (security.md 3.3).

What the asker typed or asked for stands in many answers, so it is blotted out too, sign for sign: the two names of a
pair are of one length, and so every length, the one in the headers as well, is compared as it was sent.
"""

import re
from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.test import Client

from tests.security.answers import content

TOKEN = re.compile(rb'(name="csrfmiddlewaretoken" value=")[^"]+')
NONCE = re.compile(rb'(nonce=")[^"]+')
HEADER_NONCE = re.compile(r"'nonce-[^']+'")
# That they are there is compared, what they say is not.
FRESH = ("date", "expires", "x-request-id", "x-ratelimit-reset", "retry-after")
SHORTEST = 4  # a shorter name stands in a page by chance: it is blotted out in addresses only


@dataclass(frozen=True)
class Told:
    """What came back: a cookie is its name, its value (that of the form's token masked) and its attributes."""

    status: int
    headers: tuple[tuple[str, str], ...]
    cookies: tuple[tuple[str, ...], ...]
    body: bytes


def told(response: Any, *, asked: Iterable[str] = ()) -> Told:
    """Return what `response` tells; `asked` are the names that its request held."""
    body = NONCE.sub(rb"\1nonce", TOKEN.sub(rb"\1token", content(response)))
    headers = [
        (name.lower(), "now" if name.lower() in FRESH else HEADER_NONCE.sub("'nonce'", value))
        for name, value in response.items()
    ]
    for name in asked:
        find, put = (name, "*" * len(name)) if len(name) >= SHORTEST else (f"/{name}/", f"/{'*' * len(name)}/")
        body = body.replace(find.encode(), put.encode())
        headers = [(head, value.replace(find, put)) for head, value in headers]
    cookies = sorted(_cookie(morsel) for morsel in response.cookies.values())
    return Told(response.status_code, tuple(sorted(headers)), tuple(cookies), body)


def send(browser: Client, method: str, path: str, form: Any = None, *, headers: dict[str, str] | None = None) -> Any:
    """Send a request and leave no trace of it: neither on the site nor in the browser, which can so ask twice."""
    kept = deepcopy(browser.cookies)
    with transaction.atomic():
        response = (
            browser.post(path, form, headers=headers)
            if method == "POST"
            else browser.generic(method, path, headers=headers)
        )
        transaction.set_rollback(True)
    browser.cookies = kept
    return response


def _cookie(morsel: Any) -> tuple[str, ...]:
    value = "token" if morsel.key == settings.CSRF_COOKIE_NAME else morsel.value
    return (morsel.key, value, *(f"{name}={morsel[name]}" for name in sorted(morsel) if name not in FRESH))


def twin(name: str) -> str:
    """Return a name of the same form and length that nothing has."""
    if name.isdigit():  # the last figures only, so that the id is of the same time and size
        return name[:-3] + "".join(str((int(figure) + 5) % 10) for figure in name[-3:])
    return name[::-1]


SIGNS = re.compile(r"([/?=&:@])")


def twins(there: str, nowhere: str) -> tuple[str, list[str], list[str]]:
    """Return the address that is `there` with its names replaced by twins, the names, and the twins.

    A name is what `there` and `nowhere` (the same route with another object) do not share.
    """
    parts, others = SIGNS.split(there), SIGNS.split(nowhere)
    assert len(parts) == len(others), (there, nowhere)
    named = [part for part, other in zip(parts, others, strict=True) if part != other]
    assert named, there
    made = [twin(part) if part != other else part for part, other in zip(parts, others, strict=True)]
    return "".join(made), named, [twin(name) for name in named]
