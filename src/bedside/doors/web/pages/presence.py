"""What can be found about me here: one page for each persona of one's own."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from bedside.areas.people import queries as people
from bedside.areas.people.models import Persona
from bedside.doors.web.access import signed_in
from bedside.doors.web.http import Request
from bedside.doors.web.presence import LOOKERS, InSpace, Presence, presence_of


@signed_in
@require_GET
def presence(request: Request) -> HttpResponse:
    """The persona that speaks."""
    return _page(request, request.viewer.persona_id)


@signed_in
@require_GET
def presence_of_persona(request: Request, persona_id: int) -> HttpResponse:
    """Another persona of one's own; for every other there is no such page."""
    return _page(request, persona_id)


def _page(request: Request, persona_id: int) -> HttpResponse:
    persona = people.own_persona(request.viewer, persona_id)
    found = presence_of(request.viewer, persona)
    others = people.personas_of(request.viewer.account_id)
    context = {
        "page_title": _("What can be found about you here"),
        "persona": persona,
        "tabs": [
            {"name": one.name, "url": reverse("presence_of", args=[one.id]), "current": one.id == persona.id}
            for one in others
        ],
        "findable": found.findable,
        "rows": _rows(persona, found),
        "spaces": [_space(one) for one in found.spaces],
        "links": found.links,
        "edit_url": reverse("persona_edit", args=[persona.id]),
    }
    return render(request, "pages/presence.html", context)


def _rows(persona: Persona, found: Presence) -> list[dict[str, Any]]:
    """Return the lines of the table: what, the answer for each looker, and where it is changed."""
    edit = (reverse("persona_edit", args=[persona.id]), _("Change"))
    mine = (reverse("persona", args=[persona.handle]), _("See it"))
    never = ("", "")
    answers = [
        (_("Opens your page, if they know your handle"), _words(found.page), mine),
        (_("Finds you by your name"), _words(found.by_name), never if persona.kind == "personal" else edit),
        (_("Finds you by your handle"), _words(found.by_handle), never if persona.kind == "personal" else edit),
        (_("Can name you with @ in the square"), _words(found.named), never),
        (_("Posts of yours they can read"), _counts(found), mine),
    ]
    if persona.kind == "clinician":
        answers.append((_("Finds you in the list of clinicians"), _words(found.listed), _profile(persona, found)))
        answers.append((_("Sees what we checked"), dict.fromkeys(LOOKERS, _yes(found.badge)), mine))
    return [
        {"what": what, "answers": [by[name] for name in LOOKERS], "url": change[0], "action": change[1]}
        for what, by, change in answers
    ]


def _profile(persona: Persona, found: Presence) -> tuple[str, str]:
    return reverse("clinician_profile"), _("Change")


def _words(found: dict[str, bool]) -> dict[str, str]:
    return {name: _yes(is_so) for name, is_so in found.items()}


def _yes(is_so: bool) -> str:
    return _("Yes") if is_so else _("No")


def _counts(found: Presence) -> dict[str, str]:
    more = _("%(n)d and more") if found.more_posts else "%(n)d"
    return {name: more % {"n": count} if count else _("None") for name, count in found.posts.items()}


def _space(one: InSpace) -> dict[str, str]:
    if one.everybody:
        text = _("Everybody sees that you are in it.")
    elif one.inside:
        text = _("Those inside see your name in the list. Nobody else knows that you are in it.")
    else:
        text = _("The list does not name you. Those inside see your name with what you write there.")
    return {"name": one.space.name, "text": text, "url": reverse("space_members", args=[one.space.slug])}


urlpatterns = [
    path("settings/presence/", presence, name="presence"),
    path("settings/presence/<int:persona_id>/", presence_of_persona, name="presence_of"),
]
