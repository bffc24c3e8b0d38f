"""Every route of the site, as Django resolves it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

EDITS = ("POST", "PUT", "PATCH", "DELETE")


@dataclass(frozen=True)
class Route:
    """One address. `methods` are those that its view answers; empty when the view does not say."""

    name: str
    pattern: str
    view: Callable[..., Any]
    methods: tuple[str, ...]

    @property
    def where(self) -> str:
        """The module and name of the view, for a message."""
        return f"{self.view.__module__}.{self.view.__qualname__}"


def all_routes() -> list[Route]:
    """Return the routes in the order in which they are tried."""
    return list(_walk(get_resolver(), ""))


def _walk(resolver: URLResolver, start: str) -> Iterator[Route]:
    for entry in resolver.url_patterns:
        here = start + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield Route(entry.name or "", here, entry.callback, methods_of(entry.callback))
        else:
            yield from _walk(entry, here)


def layers_of(view: Callable[..., Any]) -> Iterator[Any]:
    """Yield a view and what its decorators wrap, from the outside in."""
    layer: Any = view
    while layer is not None:
        yield layer
        layer = getattr(layer, "__wrapped__", None)


def methods_of(view: Callable[..., Any]) -> tuple[str, ...]:
    """Return the methods that a view answers, as its `require_http_methods` or its class says; else nothing."""
    for layer in layers_of(view):
        inside = dict(zip(getattr(layer, "__code__", view.__code__).co_freevars, layer.__closure__ or (), strict=False))
        if "request_method_list" in inside:
            return tuple(inside["request_method_list"].cell_contents)
        if hasattr(layer, "view_class"):
            known = layer.view_class.http_method_names
            return tuple(name.upper() for name in ("get", "post") if name in known and hasattr(layer.view_class, name))
    return ()
