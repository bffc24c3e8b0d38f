"""Cards as HTML. Drawing one costs some milliseconds, so what was drawn is kept in memory and drawn once.

What is kept is found by everything that went into it: the words, what this viewer may do, the theme. It is asked for
only with a card that its viewer was just given, so nobody is shown what the read path did not hand out a moment ago.
What changes from one page to the next (the token against forged forms, where to come back to, the time in words, the
place in the list) is left open in the kept text and filled in each time.
"""

import secrets
from dataclasses import replace
from functools import lru_cache

from django.middleware.csrf import get_token
from django.template import Context
from django.template.loader import get_template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from bedside.doors.web.cards import Card, facts
from bedside.doors.web.context import theme_of
from bedside.doors.web.http import Request
from bedside.doors.web.templatetags.look import when

KEPT = 2048  # cards in one process, about 5 KB each
# Nobody can write these into a post: they are drawn anew for each process and never leave it.
TOKEN, HERE, WHEN, PLACE = (f"open-{name}-{secrets.token_hex(8)}" for name in ("token", "here", "when", "place"))


def draw(request: Request, card: Card, *, level: int = 2, here: str | None = None) -> SafeString:
    """Return the HTML of a card; `here` is where its buttons come back to, this page when not given."""
    theme = theme_of(request, kept=request.account.theme if request.account is not None else "")
    kept = _draw(replace(card, position=0, total=0), level=level, theme=theme, language=get_language() or "")
    here = request.get_full_path() if here is None else here
    text = kept.replace(TOKEN, _token(request)).replace(HERE, conditional_escape(here))
    return mark_safe(text.replace(WHEN, when(card.post.created_at)).replace(PLACE, place_of(card.position, card.total)))  # noqa: S308  # drawn by a template


def _token(request: Request) -> str:
    """Return one token for all cards of a page: each masked anew costs more than the card."""
    token: str | None = getattr(request, "token_of_cards", None)
    if token is None:
        token = request.token_of_cards = get_token(request)
    return token


def place_of(position: int, total: int) -> SafeString | str:
    """Return words for screen readers on where a card stands in its list; none where there is no list."""
    if not total:
        return ""
    return format_html('<span class="vh">{}</span>', _(", post %(n)d of %(total)d") % {"n": position, "total": total})


@lru_cache(maxsize=KEPT)
def _draw(card: Card, *, level: int, theme: str, language: str) -> str:
    context = {
        "card": facts(card) | {"when": WHEN, "place": PLACE},
        "level": level,
        "theme": theme,
        "me": card.signed_in,
        "csrf_token": TOKEN,
        "here": HERE,
    }
    return str(get_template("parts/post.html").template.render(Context(context)))
