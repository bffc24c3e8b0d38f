"""Every form that an actor can send: those that the pages show, and those of every route that takes one."""

from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.urls import Resolver404, resolve

from tests.security.answers import content
from tests.security.matrix.cases import CASES, Case
from tests.security.matrix.table import rows
from tests.security.test_bad_input import FORMS, WITH_PLACES
from tests.security.world import World

Fields = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Form:
    """What can be sent where: the name of the route, its address, and the fields with a value that fits."""

    method: str
    route: str
    path: str
    fields: Fields

    @property
    def kind(self) -> tuple[str, str, tuple[str, ...]]:
        """What makes two forms alike: a button under every post is one."""
        return self.method, self.route, tuple(name for name, _value in self.fields)


class _Reader(HTMLParser):
    """Collects the forms of a page as (method, action, fields)."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str, list[tuple[str, str]]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append((given.get("method", "get").upper(), given.get("action", ""), []))
        elif tag in ("input", "textarea", "select", "button") and self.found and given.get("name"):
            self.found[-1][2].append((given["name"], given.get("value", "")))
        elif tag == "option" and self.found and self.found[-1][2] and given.get("value"):
            name, _before = self.found[-1][2][-1]
            self.found[-1][2].append((name, given["value"]))


def forms_of(world: World, actor: str, *, pages: bool = True) -> list[Form]:
    """Return what `actor` can send, in an order that is the same each time; forms that are alike stand once.

    Without `pages` only what the table of the matrix fills in, which costs nothing.
    """
    found = [*_filled_in(world), *(_shown(world, actor) if pages else ())]
    alike: dict[tuple[Any, ...], Form] = {}
    for form in found:
        alike.setdefault((*form.kind, form.path) if form.method == "GET" else form.kind, form)
    return sorted(alike.values(), key=lambda form: form.kind)


def _filled_in(world: World) -> list[Form]:
    """Return a form for every row of the matrix, the pages to look at among them."""
    found = []
    for row in rows():
        give = CASES.get((row.method, row.route, row.object))
        case = give(world) if give is not None else Case()
        known = {route: form for route, _args, form in WITH_PLACES.values()} | FORMS
        fields = known.get(row.route, {}) | case.form if row.method == "POST" else {}
        path = case.path(row.route)
        found.append(Form(row.method, row.route, path, tuple((name, str(value)) for name, value in fields.items())))
    return found


def _shown(world: World, actor: str) -> list[Form]:
    """Return the forms on every page that `actor` can open."""
    found = []
    for look in (form for form in _filled_in(world) if form.method == "GET"):
        answer = world.browser(actor).get(look.path)
        body = content(answer)
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
            found += _on_page(look.path, body.decode())
    return found


def _on_page(path: str, page: str) -> list[Form]:
    reader = _Reader()
    reader.feed(page)
    found = []
    for method, action, fields in reader.found:
        address = urljoin(path, action)
        try:
            route = resolve(urlsplit(address).path).url_name or ""
        except Resolver404:
            route = address
        told = tuple((name, value) for name, value in fields if name != "csrfmiddlewaretoken")
        found.append(Form(method, route, address, told))
    return found
