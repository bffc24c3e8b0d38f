"""The site's own application, which also tells in a header which templates it drew, to check the list of screens.

Only the web server of the browser tests loads this module.
"""

import threading
from collections.abc import Callable, Iterable
from typing import Any

from django.template import Template

from tests import eyes
from tests.stories.wsgi_header import HEADER

eyes.put_in(type("ForGood", (), {"setattr": staticmethod(setattr)}))

from bedside.site.wsgi import application as site  # noqa: E402  # its settings ask whether pictures can be read

_here = threading.local()
_render = Template._render


def _noted(self: Template, context: Any) -> Any:
    if self.name:
        _here.drawn[self.name] = None
    return _render(self, context)


Template._render = _noted  # type: ignore[method-assign]  # as Django's own test runner does


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer as the site does, with the names of the drawn templates in `X-Drawn`."""
    _here.drawn = {}

    def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
        drawn = " ".join(name for name in _here.drawn if not name.startswith("parts/"))
        return start_response(status, [*headers, (HEADER, drawn)], *more)

    return site(environ, start)
