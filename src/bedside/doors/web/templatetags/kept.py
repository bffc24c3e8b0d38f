"""A part of a page that is the same on most pages: drawn once, and kept while the process lives. `{% load kept %}`.

The header, the five places and the footer cost more to draw than what many pages say. What stands between the tags sees
nothing but the values that the tag names, and those are what it is found by; so nothing of a person can stay in it
unless somebody names it there, and `tests/shape/test_kept.py` has the list of what may be named.
"""

from collections.abc import Hashable
from typing import Final

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token, token_kwargs
from django.template.context import Context
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()

MOST: Final = 64  # forms of one part; more means that something is named that differs on each page
PLAIN: Final = frozenset({str, SafeString, bool, tuple, type(None)})


class KeptNode(template.Node):
    """The part, and what was drawn of it: by language and the named values."""

    def __init__(self, inside: NodeList, named: dict[str, FilterExpression]) -> None:
        self.nodelist, self.named = inside, named
        self.drawn: dict[tuple[Hashable, ...], SafeString] = {}

    def render(self, context: Context) -> SafeString:
        """Return the part as it was drawn before, or draw it with nothing but the named values."""
        values = {name: _plain(value.resolve(context)) for name, value in self.named.items()}
        if not all(type(value) in PLAIN for value in values.values()):
            raise template.TemplateSyntaxError(
                "kept is found by texts, truths and tuples: a lazy value holds its request"
            )
        key = (get_language(), *values.values())
        found = self.drawn.get(key)
        if found is None:
            if len(self.drawn) >= MOST:
                self.drawn.clear()
            found = self.drawn[key] = self.nodelist.render(context.new(values))
        return found


def _plain(value: object) -> object:
    """Return a text that waits for its language as that text."""
    return str(value) if isinstance(value, Promise) else value


@register.tag
def kept(parser: Parser, token: Token) -> KeptNode:
    """Keep what is drawn up to `endkept`, for each form that the named values give: `{% kept runner=site.runner %}`."""
    bits = token.split_contents()[1:]
    named = token_kwargs(bits, parser)
    if bits:
        raise template.TemplateSyntaxError("kept takes names only: {% kept name=value %}")
    inside = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(inside, named)
