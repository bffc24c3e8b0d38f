"""A patient's page "Who talks about my care": signing, reading all of it, ending it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from bedside.areas.messaging.actions import care_teams as actions
from bedside.areas.messaging.actions.care_teams import Wish
from bedside.areas.messaging.queries import care_teams as queries
from bedside.areas.messaging.queries.care_teams import Team
from bedside.areas.messaging.queries.mine import only_patients
from bedside.doors.web import care_team_parts as parts
from bedside.doors.web.access import confirmed
from bedside.doors.web.forms.care_team import SignForm
from bedside.doors.web.forms.people import blame_with_way
from bedside.doors.web.http import Request
from bedside.kit.errors import NotHere, Refused
from bedside.policy.consents import care_team as rules


@confirmed
@require_GET
def care_teams(request: Request) -> HttpResponse:
    """Every care team that the patient signed, those that are over below."""
    found = queries.mine(request.viewer)
    context = {
        "page_title": _("Who talks about my care"),
        "lead": _("Two practices that treat you can talk with each other about you here. Only if you sign for it."),
        "held": [_row(one) for one in found if one.held],
        "over": [_row(one) for one in found if not one.held],
        "may_sign": len(queries.places_for(request.viewer)) >= rules.LEAST,
        "mine": True,
    }
    return render(request, "pages/care_teams.html", context)


def _row(one: Team) -> dict[str, Any]:
    return parts.row(one, url=reverse("care_team", args=[one.row.id]))


@confirmed
@require_http_methods(["GET", "POST"])
def care_team_new(request: Request) -> HttpResponse:
    """Read what is agreed to, and sign it."""
    only_patients(request.viewer)
    practices = queries.places_for(request.viewer)
    if request.method == "POST" and len(practices) < rules.LEAST:
        what, do, field = actions.SAID["few"]
        raise Refused(what, do=do, code="care_team.few", field=field)
    form = SignForm(request.POST if request.method == "POST" else None, practices=practices)
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("practices", "about", "until", "name", "part2")}
        try:
            made = actions.sign_care_team(by=request.viewer, wish=Wish(**said))
        except Refused as refused:
            blame_with_way(form, refused)
        else:
            messages.success(request, _("Signed. They can talk with each other from now on."))
            return redirect("care_team", made.id)
    context = {
        "page_title": _("Let practices talk about my care"),
        "form": form if len(practices) >= rules.LEAST else None,
        "statements": rules.STATEMENTS,
    }
    return render(request, "pages/care_team_new.html", context, status=422 if form.errors else 200)


@confirmed
@require_GET
def care_team(request: Request, team_id: int) -> HttpResponse:
    """One care team: who is in it, what was signed, and what they talk about."""
    team = queries.my_team(request.viewer, team_id)
    context = parts.team_page(request.viewer, team, route="care_team_talk") | {
        "back": {"url": reverse("care_teams"), "words": _("Who talks about my care")},
        "statements": rules.statements(part2=team.row.part2),
        "end_url": reverse("care_team_end", args=[team_id]) if team.held else "",
    }
    return render(request, "pages/care_team.html", context)


@confirmed
@require_http_methods(["GET", "POST"])
def care_team_end(request: Request, team_id: int) -> HttpResponse:
    """Ask once, then end it: it counts at once."""
    team = queries.my_team(request.viewer, team_id)
    if not team.held:
        raise NotHere
    if request.method == "POST":
        actions.end_care_team(by=request.viewer, team_id=team_id)
        messages.success(request, _("It is ended. They can't read it here any more."))
        return redirect("care_team", team_id)
    context = {
        "page_title": _("End this?"),
        "text": _("From now on they can't write here about you, nor read what they wrote. You still can."),
        "paragraphs": [_("What they know by now they keep in mind, or in their own records.")],
        "post_here": True,
        "button": _("End it now"),
        "danger": True,
        "cancel_url": reverse("care_team", args=[team_id]),
    }
    return render(request, "pages/message.html", context)


@confirmed
@require_GET
def care_team_talk(request: Request, thread_id: int) -> HttpResponse:
    """All that practices wrote in one thread, and who opened it."""
    found = queries.my_talk(request.viewer, thread_id)
    actions.note_read(by=request.viewer, thread_id=thread_id)
    context = parts.talk_page(found, me=0) | {
        "back": {"url": reverse("care_team", args=[found.team.row.id]), "words": ", ".join(found.team.practices)},
        "form": None,
    }
    return render(request, "pages/care_talk.html", context)


urlpatterns = [
    path("care-teams/", care_teams, name="care_teams"),
    path("care-teams/new/", care_team_new, name="care_team_new"),
    path("care-teams/<int:team_id>/", care_team, name="care_team"),
    path("care-teams/<int:team_id>/end/", care_team_end, name="care_team_end"),
    path("care-teams/talk/<int:thread_id>/", care_team_talk, name="care_team_talk"),
]
