"""One's own personas: list, make, change, speak as another. Others see each of them alone."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bedside.areas.people import actions, queries
from bedside.areas.people.models import Persona
from bedside.areas.people.paths import own_path
from bedside.doors.web.access import confirmed, signed_in
from bedside.doors.web.forms.people import ChangePersonaForm, PersonaForm, blame_name
from bedside.doors.web.http import Request
from bedside.kit import ids
from bedside.kit.errors import NotHere, Refused
from bedside.policy.personas import initials

SHAPES = {"clinician": "clin", "organisation": "place"}


def _shown(persona: Persona) -> dict[str, Any]:
    return {
        "id": persona.id,
        "name": persona.name,
        "handle": persona.handle,
        "mark": initials(persona.name),
        "shape": SHAPES.get(persona.kind, "round"),
        "kind_text": _(persona.kind),
        "edit_url": reverse("persona_edit", args=[persona.id]),
    }


def _page(request: Request, **context: Any) -> HttpResponse:
    owned = queries.personas_of(request.viewer.account_id)
    form = context.get("form")
    context |= {"page_title": _("My personas"), "personas": [_shown(one) for one in owned]}
    return render(request, "pages/personas.html", context, status=422 if form is not None and form.errors else 200)


@signed_in
@require_GET
def personas(request: Request) -> HttpResponse:
    """All personas of the account."""
    return _page(request, new_url=reverse("persona_new"))


@confirmed
@require_http_methods(["GET", "POST"])
def persona_new(request: Request) -> HttpResponse:
    """Make one more persona; the same rules and answers as at sign-up."""
    form = PersonaForm(request.POST if request.method == "POST" else None, initial=_proposed())
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_persona(by=request.viewer, **form.cleaned_data)
        except Refused as refused:
            blame_name(form, refused)
        else:
            messages.success(request, _("Your new persona is ready. Switch to it when you want to speak with it."))
            return redirect("personas")
    return _page(request, form=form, form_title=_("A new persona"), button=_("Make this persona"))


def _proposed() -> dict[str, str]:
    found = queries.proposals(count=1)
    return {"name": found[0][0], "handle": found[0][1]} if found else {}


@signed_in
@require_http_methods(["GET", "POST"])
def persona_edit(request: Request, persona_id: int) -> HttpResponse:
    """Change a persona of one's own; kind and handle stay."""
    persona = queries.own_persona(request.viewer, persona_id)
    fields = ("name", "about", "asks_first", "findable")
    form = ChangePersonaForm(
        request.POST if request.method == "POST" else None, initial={name: getattr(persona, name) for name in fields}
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_persona(by=request.viewer, persona_id=persona_id, **form.cleaned_data)
        except NotHere:
            raise
        except Refused as refused:
            blame_name(form, refused)
        else:
            messages.success(request, _("Your changes are saved."))
            return redirect("personas")
    title = _("Change %(name)s, @%(handle)s") % {"name": persona.name, "handle": persona.handle}
    return _page(request, form=form, form_title=title, button=_("Save the changes"))


@signed_in
@require_POST
def switch_persona(request: Request) -> HttpResponse:
    """Speak as another of one's own personas from now on, in this browser."""
    number = ids.read(request.POST.get("persona", ""))
    if number is None:
        raise NotHere
    persona = queries.own_persona(request.viewer, number)
    request.session.cycle_key()  # another persona may do other things
    request.session["persona_id"] = persona.id
    messages.success(request, _("You speak as %(name)s now.") % {"name": persona.name})
    return redirect(own_path(request.POST.get("next", "")) or "home")


urlpatterns = [
    path("settings/personas/", personas, name="personas"),
    path("settings/personas/new/", persona_new, name="persona_new"),
    path("settings/personas/switch/", switch_persona, name="switch_persona"),
    path("settings/personas/<int:persona_id>/", persona_edit, name="persona_edit"),
]
