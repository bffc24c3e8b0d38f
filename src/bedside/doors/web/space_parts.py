"""Parts that the pages of a space share (contract: templates/parts/space_head.html)."""

from datetime import datetime
from typing import Any

from django.forms import Form
from django.urls import reverse
from django.utils.formats import date_format, time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from bedside.areas.contacts import queries as contacts
from bedside.areas.practice.queries import on_team
from bedside.areas.spaces import queries as spaces
from bedside.areas.spaces.models import Space
from bedside.areas.spaces.queries import Standing
from bedside.doors.web.http import Request
from bedside.kit.errors import Refused
from bedside.policy.personas import initials
from bedside.policy.space_kinds import OPENED_TO_STUDENTS


def head(request: Request, space: Space, standing: Standing, *, current: str) -> dict[str, Any]:
    """Return what the head of a space shows to this viewer; `current` names the open tab."""
    return {
        "name": space.name,
        "purpose": space.purpose,
        "mark": initials(space.name),
        "readers": spaces.kind_of(space).who_reads,
        "members_text": sentence(spaces.size_text(space)) if space.kind != "square" else "",
        "stewards_text": _stewards(request, space, standing),
        "ends_text": stay_text(standing.ends_at) if standing.ends_at is not None else "",
        "tabs": [*_tabs(space, standing, current=current), *_inbox(request, space)],
    }


def sentence(words: str) -> str:
    """Return some words with a capital letter."""
    return words[:1].upper() + words[1:]


def stay_text(ends_at: datetime) -> str:
    """Return when a stay ends by itself, in words."""
    ends = localtime(ends_at)
    said = {"day": date_format(ends, "j M Y"), "clock": time_format(ends, "H:i")}
    return _("You are here until %(day)s, %(clock)s. Then it ends by itself.") % said


def _stewards(request: Request, space: Space, standing: Standing) -> str:
    if not standing.may_see_members:
        return ""
    found = spaces.stewards(request.viewer, space, hidden=contacts.blocked_ids(request.viewer))
    names = ", ".join(one.persona.name for one in found)
    return _("Stewards: %(names)s") % {"names": names} if names else ""


def _tabs(space: Space, standing: Standing, *, current: str) -> list[dict[str, Any]]:
    if not standing.may_read:
        return []
    here = reverse("space", args=[space.slug])
    tabs = [("posts", _("Posts"), here), ("questions", _("Questions"), f"{here}?kind=question")]
    if standing.may_see_members:
        tabs.append(("members", _("Members"), reverse("space_members", args=[space.slug])))
    if space.kind == "community" and standing.joined and not standing.is_guest:
        tabs.append(("shared", _("Records"), reverse("space_shared", args=[space.slug])))
    if standing.is_steward:
        tabs.append(("requests", _("Requests"), reverse("space_requests", args=[space.slug])))
    return [{"name": name, "url": url, "current": key == current} for key, name, url in tabs]


def _inbox(request: Request, space: Space) -> list[dict[str, Any]]:
    """Return the way from a practice's page to its inbox, for who is on its team."""
    if space.kind != "practice" or not on_team(space.id, request.viewer.persona_id):
        return []
    return [{"name": _("Inbox"), "url": reverse("team", args=[space.slug]), "current": False}]


def steward_links(space: Space, standing: Standing) -> list[dict[str, str]]:
    """Return the pages that only stewards open."""
    if not standing.is_steward:
        return []
    pages: tuple[tuple[str, str], ...] = (
        ("space_requests", _("Who asks to join")),
        ("space_invite", _("Invite somebody")),
        ("space_stewards", _("Stewards")),
        ("space_ban", _("Who is kept out")),
        ("space_pace", _("How fast it goes")),
    )
    if space.kind in OPENED_TO_STUDENTS:
        pages = (*pages, ("space_students", _("Students")))
    if space.kind == "community":
        pages = (*pages, ("space_teens", _("Members under 18")))
    if space.kind == "practice":
        pages = (*pages, ("team_open", _("The practice's desk")))
    links = [{"name": name, "url": reverse(page, args=[space.slug])} for page, name in pages]
    return [{"name": _("Reports"), "url": reverse("queue")}, *links]


def show_refusal(form: Form, refused: Refused) -> None:
    """Put a refusal beside the field that is meant, or above the form."""
    field = refused.field if refused.field in form.fields else None
    form.add_error(field, f"{refused.what} {refused.do}")
