"""Care teams for the people of the practices in them. For everybody else, and when it is over, there is none."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from bedside.areas.messaging.actions import care_teams as actions
from bedside.areas.messaging.queries import care_teams as queries
from bedside.areas.messaging.queries.care_teams import Team
from bedside.doors.web import care_team_parts as parts
from bedside.doors.web.access import confirmed
from bedside.doors.web.forms.care_team import MoreForm, TalkForm
from bedside.doors.web.forms.people import blame_with_way
from bedside.doors.web.http import Request
from bedside.kit.errors import NotHere, Refused


@confirmed
@require_GET
def shared_care(request: Request) -> HttpResponse:
    """The care teams of one's practices, and how one comes about: for clinicians, and people on a practice's team."""
    if not queries.may_be_told(request.viewer):
        raise NotHere
    found = queries.shared(request.viewer)
    context = {
        "page_title": _("Shared care"),
        "lead": _("Talk with another practice about a patient whom you share, once your patient has signed for it."),
        "held": [parts.row(one, url=reverse("shared_care_team", args=[one.row.id])) for one in found],
        "over": [],
        "mine": False,
    }
    return render(request, "pages/care_teams.html", context)


@confirmed
@require_http_methods(["GET", "POST"])
def shared_care_team(request: Request, team_id: int) -> HttpResponse:
    """One care team: its threads, none of which is opened by looking here, and the form for a new one."""
    team = queries.shared_team(request.viewer, team_id)
    form = TalkForm(request.POST if request.method == "POST" else None, covered=team.row.part2)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = actions.begin_talk(
                by=request.viewer,
                team_id=team_id,
                subject=said["subject"],
                words=said["words"],
                part2=said.get("part2", False),
            )
        except NotHere:
            raise
        except Refused as refused:
            blame_with_way(form, refused)
        else:
            messages.success(request, _("Sent. Your patient can read it."))
            return redirect("shared_care_talk", made.id)
    return _team_page(request, team, form)


def _team_page(request: Request, team: Team, form: Form) -> HttpResponse:
    context = parts.team_page(request.viewer, team, route="shared_care_talk") | {
        "back": {"url": reverse("shared_care"), "words": _("Shared care")},
        "form": form,
        "record_url": reverse("shared_care_record", args=[team.row.id]),
    }
    return render(request, "pages/care_team.html", context, status=422 if form.errors else 200)


@confirmed
@require_http_methods(["GET", "POST"])
def shared_care_talk(request: Request, thread_id: int) -> HttpResponse:
    """One thread with its words. Opening it is written down, and the patient sees it."""
    form = MoreForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_talk(by=request.viewer, thread_id=thread_id, words=form.cleaned_data["words"])
        except NotHere:
            raise
        except Refused as refused:
            blame_with_way(form, refused)
        else:
            return redirect(reverse("shared_care_talk", args=[thread_id]) + "#last")
    actions.open_talk(by=request.viewer, thread_id=thread_id)
    found = queries.shared_talk(request.viewer, thread_id)
    context = parts.talk_page(found, me=request.viewer.persona_id) | {
        "back": {"url": reverse("shared_care_team", args=[found.team.row.id]), "words": found.team.row.about},
        "form": form if found.may_write else None,
    }
    return render(request, "pages/care_talk.html", context, status=422 if form.errors else 200)


urlpatterns = [
    path("shared-care/", shared_care, name="shared_care"),
    path("shared-care/<int:team_id>/", shared_care_team, name="shared_care_team"),
    path("shared-care/talk/<int:thread_id>/", shared_care_talk, name="shared_care_talk"),
]
