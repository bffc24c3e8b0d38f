"""A permission in words, as its two sides read it."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from bedside.areas.consents.queries import Permission
from bedside.areas.posts.queries import Shared
from bedside.policy.consents.authorisation import STATEMENTS


def state_text(one: Permission) -> str:
    """Return how a permission stands, in a few words."""
    return {
        "draft": _("Waits for your answer") if one.mine else _("Not answered yet"),
        "signed": _("Signed. It begins on %(day)s") % {"day": _day(one.terms.since)},
        "live": _("In force until %(day)s") % {"day": _day(one.terms.until)},
        "expired": _("Ended on %(day)s") % {"day": _day(one.terms.until)},
        "revoked": _("You ended it") if one.mine else _("Ended"),
        "declined": _("You said no") if one.mine else _("Not given"),
    }[one.state]


def _day(day: Any) -> str:
    return date_format(day, "j F Y") if day is not None else ""


def first_words(one: Permission) -> str:
    """Return what a list shows of what is shared."""
    words = " ".join(one.terms.what.split())
    return words if len(words) <= 80 else f"{words[:79]}…"


def rows(one: Permission) -> list[dict[str, str]]:
    """Return what a permission says, as names and values."""
    terms = one.terms
    said = [
        (_("What is shared"), terms.what),
        (_("Who shares it"), terms.by_whom),
        (_("Who may see it"), terms.to_whom),
        (_("What it is for"), terms.purpose),
        (_("It begins"), _day(terms.since) or _("With the signature")),
        (
            _("Last day"),
            _("%(day)s, until midnight in %(zone)s") % {"day": _day(terms.until), "zone": _zone(terms.zone)},
        ),
        (_("What ends it sooner"), terms.event),
        (_("Signed"), moment(one.signed_at, terms.zone)),
    ]
    return [{"name": name, "value": value} for name, value in said if value]


def _zone(name: str) -> str:
    return name.replace("_", " ")


def moment(at: datetime | None, zone: str) -> str:
    """Return a moment on the clock of that zone; "" for none."""
    if at is None:
        return ""
    return f"{date_format(at.astimezone(ZoneInfo(zone)), 'j F Y, H:i')} ({_zone(zone)})"


def statements() -> list[str]:
    """Return the three statements of the rule."""
    return [STATEMENTS[name] for name in ("revocation", "no_conditions", "redisclosure")]


PLACES = {
    "square": "The public square: everybody can read it",
    "community": "A community: its members can read it",
    "room": "A closed room: clinicians whose licence was checked can read it",
    "practice": "The page of a practice: everybody can read it",
}


def shared_row(shared: Shared) -> dict[str, str]:
    """Return one line of where something is shared."""
    pictures = _(" With pictures.") if shared.pictures else ""
    return {
        "where": f"{PLACES.get(shared.space_kind, shared.space_kind)}.{pictures}",
        "since": _("Since %(day)s") % {"day": date_format(shared.since, "j F Y")},
        "url": reverse("post", args=[shared.post_id]) if shared.readable else "",
    }
