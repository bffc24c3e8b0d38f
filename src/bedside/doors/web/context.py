"""What every page knows: who speaks, where one can go, how it looks, whose site it is."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from bedside.areas.moderation import queries as moderation
from bedside.areas.notify import queries as notify
from bedside.areas.people import queries as people
from bedside.areas.people.models import Persona
from bedside.areas.people.viewer import ANONYMOUS, Viewer
from bedside.areas.spaces import queries as spaces
from bedside.policy import permissions

THEME_COOKIE = settings.THEME_COOKIE_NAME
THEMES = ("light", "dark", "quiet")

# (name of the route, icon, word), by who looks; a place without a page yet is left out.
VISITOR = (
    ("square", "megaphone", "Square"),
    ("spaces", "users", "Spaces"),
    ("treatments", "pill", "Treatments"),
    ("directory", "stethoscope", "Clinicians"),
)
MEMBER = (
    ("home", "house", "Home"),
    ("spaces", "users", "Spaces"),
    ("treatments", "pill", "Treatments"),
    ("directory", "stethoscope", "Clinicians"),
    ("notices", "bell", "Notices"),
    ("bookmarks", "bookmark", "Saved"),
)
MESSAGES = ("channel", "mail", "Messages")
ON_PHONE = 6  # places below a page; what is more stands in the menu of the persona, or is found by a search
GIVE_WAY = ("bookmarks", "directory")  # in this order, where there are more
QUEUE = ("queue", "flag", "Queue")
CLINICIAN = (
    ("home", "house", "Home"),
    ("spaces", "users", "Rooms"),
    ("square", "megaphone", "Square"),
    ("directory", "stethoscope", "Clinicians"),
    ("notices", "bell", "Notices"),
    ("bookmarks", "bookmark", "Saved"),
)


def site(request: HttpRequest) -> dict[str, Any]:
    """Return the context of every page; what costs a query is asked only when the page uses it."""
    viewer = getattr(request, "viewer", ANONYMOUS)
    account = getattr(request, "account", None)
    return {
        "me": getattr(request, "me", None),
        "viewer": viewer,
        "my_personas": getattr(request, "my_personas", []),
        "places": places(request),
        "theme": theme_of(request, kept=account.theme if account is not None else ""),
        "site": SimpleLazyObject(about_site),
        "unread": SimpleLazyObject(lambda: _unread(request)),
        # Asked for by base.html, and for staff only: a member's page costs nothing more.
        "emergencies": SimpleLazyObject(lambda: moderation.open_accesses(viewer)),
        "csp_nonce": getattr(request, "csp_nonce", ""),
    }


def _unread(request: HttpRequest) -> bool:
    """Say whether something new waits; asked only where a notice was written since all were read."""
    me = getattr(request, "me", None)
    return me is not None and me.news and notify.has_unread(request.viewer)


def about_site() -> dict[str, Any]:
    """Return the name of the site, who runs it, and whether its people are invented."""
    profile = people.shown_profile()
    return {"name": profile.name, "runner": profile.runner, "contact": profile.contact, "demo": settings.CONFIG.demo}


def theme_of(request: HttpRequest, *, kept: str) -> str:
    """Return the theme chosen in this browser, else the one kept with the account, else "" (as the device says)."""
    chosen = request.COOKIES.get(THEME_COOKIE, kept)
    return chosen if chosen in THEMES else ""


def _wanted(viewer: Viewer, me: Persona | None) -> tuple[tuple[str, str, str], ...]:
    """Return the places for who looks, in order: all of it is known of the viewer, so that no page costs a query more.

    Messages are for who may have a channel, or writes for somebody who has; the queue for who moderates the site, and
    for stewards: whether somebody is one is asked only of who once was.
    """
    if not viewer.signed_in:
        return VISITOR
    found = CLINICIAN if viewer.kind == "clinician" else MEMBER
    if viewer.kind in ("patient", "carer"):
        found = (*found[:-1], MESSAGES)  # saved posts stand in the menu of the persona as well
    return (*found, QUEUE) if _has_queue(viewer, me) else found


def _has_queue(viewer: Viewer, me: Persona | None) -> bool:
    if permissions.may("look at reports", roles=viewer.staff):
        return True
    return me is not None and me.steward and bool(spaces.stewarded(viewer))


@dataclass(frozen=True)
class Here:
    """One place of the navigation, and whether the page is it. `roomy`: a phone has no room for it."""

    url: str
    icon: str
    name: str
    current: bool
    roomy: bool = False


def places(request: HttpRequest) -> tuple[Here, ...]:
    """Return the places of the navigation for who looks."""
    viewer = getattr(request, "viewer", ANONYMOUS)
    here = request.resolver_match.url_name if request.resolver_match else ""
    wanted = _wanted(viewer, getattr(request, "me", None))
    return _drawn(wanted, here if any(here == name for name, _icon, _word in wanted) else "", get_language() or "")


@lru_cache(maxsize=256)
def _drawn(wanted: tuple[tuple[str, str, str], ...], here: str, language: str) -> tuple[Here, ...]:
    """Return the places of one kind of viewer: nothing of a person goes into them."""
    found, there = [], {name for name, _icon, _word in wanted}
    roomy = [name for name in GIVE_WAY if name in there][: max(0, len(wanted) - ON_PHONE)]
    for name, icon, word in wanted:
        try:
            found.append(Here(reverse(name), icon, _(word), here == name, name in roomy))
        except NoReverseMatch:
            continue
    return tuple(found)
