"""Lines of a practice's inbox as HTML: each form that a line can have is drawn once, and its places are filled in.

A team opens its inbox all day long, and most of what it cost was drawing thirty lines that differ in five words. What
is kept is the form only (`parts/team_row.html` with its places left open): no word of a patient stays in memory.
"""

import re
import secrets
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import Final

from django.template import Context
from django.template.loader import get_template
from django.utils.safestring import SafeString

# Nobody can write these into a message: they are drawn anew for each process and never leave it.
PLACES: Final = ("url", "what", "about", "at", "due")
MARK: Final = f"open-{secrets.token_hex(8)}-"
OPEN: Final = re.compile(f"{MARK}({'|'.join(PLACES)})-")


@dataclass(frozen=True)
class Form:
    """What decides how a line looks, without what it says. `since` are the words before the time."""

    urgent: bool
    take: bool
    at: bool
    due: bool
    soon: bool
    since: str
    tags: tuple[str, ...]
    language: str


def row(form: Form, *, url: str, what: str, about: str, at: str, due: str) -> SafeString:
    """Return a line. `at` is HTML of ours where it is marked as such; everything else is escaped here."""
    said = {"url": url, "what": what, "about": about, "at": at, "due": due}
    words = {name: value if isinstance(value, SafeString) else escape(value) for name, value in said.items()}
    pieces = _pieces(form)
    filled = [words[piece] if number % 2 else piece for number, piece in enumerate(pieces)]
    return SafeString("".join(filled))  # drawn by a template, its places escaped above


@lru_cache(maxsize=256)
def _pieces(form: Form) -> list[str]:
    """Return the template's text, cut at its places: every second piece is the name of one."""
    context = {name: f"{MARK}{name}-" for name in PLACES}
    context |= {"at": context["at"] if form.at else "", "due": context["due"] if form.due else ""}
    told = {"urgent": form.urgent, "take": form.take, "soon": form.soon, "since": form.since, "tags": form.tags}
    return OPEN.split(get_template("parts/team_row.html").template.render(Context(context | told)))
