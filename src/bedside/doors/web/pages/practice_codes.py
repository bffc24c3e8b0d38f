"""Codes that a practice gives to its patients: made, shown once, withdrawn; and typed, without looking for its door."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from bedside.areas.messaging import actions
from bedside.areas.messaging.queries import mine
from bedside.areas.messaging.queries.codes import codes_of
from bedside.doors.web.access import confirmed
from bedside.doors.web.forms.people import blame_with_way
from bedside.doors.web.forms.practice import CodeForm, MakeCodeForm
from bedside.doors.web.http import Request
from bedside.doors.web.pages.door import door_at
from bedside.kit.errors import NotHere, Refused
from bedside.policy.practice.codes import WAYS, shown

STATES = {"open": "Not used yet", "used": "Used", "withdrawn": "Withdrawn", "over": "Ran out"}


@confirmed
@require_http_methods(["GET", "POST"])
def practice_codes(request: Request, slug: str) -> HttpResponse:
    """The codes of the last weeks, and a new one; for who gives none the page does not exist."""
    here = door_at(request, slug)
    given = codes_of(request.viewer, here.practice.space_id)
    form = MakeCodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            code = actions.make_code(by=request.viewer, practice_id=here.practice.space_id, **form.cleaned_data)
        except NotHere:
            raise
        except Refused as refused:
            blame_with_way(form, refused)
        else:
            return _sheet(request, here.space.name, slug, code)
    context = {
        "page_title": _("Codes for patients"),
        "practice": here.space.name,
        "form": form,
        "codes": [
            {
                "record": one.record,
                "way": _(WAYS[one.way]),
                "made_at": one.made_at,
                "maker": one.maker,
                "state": _(STATES[one.state]),
                "until": one.expires_at,
                "open": one.state == "open",
                "withdraw_url": reverse("practice_code_withdraw", args=[slug, one.id]),
            }
            for one in given
        ],
        "back_url": reverse("door", args=[slug]),
    }
    return render(request, "pages/practice_codes.html", context, status=422 if form.errors else 200)


def _sheet(request: Request, practice: str, slug: str, code: str) -> HttpResponse:
    """Show a new code, the one time that it can be seen, as a sheet that can be printed."""
    context = {
        "page_title": _("Your code for %(practice)s") % {"practice": practice},
        "code": shown(code),
        "address": request.build_absolute_uri(reverse("channel_code")),
        "back_url": reverse("practice_codes", args=[slug]),
    }
    return render(request, "pages/practice_code.html", context)


@confirmed
@require_POST
def practice_code_withdraw(request: Request, slug: str, code_id: int) -> HttpResponse:
    """Make a code void that nobody has used."""
    here = door_at(request, slug)
    actions.withdraw_code(by=request.viewer, practice_id=here.practice.space_id, code_id=code_id)
    messages.success(request, _("The code does not work any more."))
    return redirect("practice_codes", slug)


@confirmed
@require_http_methods(["GET", "POST"])
def channel_code(request: Request) -> HttpResponse:
    """Type a code without having found its practice first: some are found by invitation only."""
    mine.only_patients(request.viewer)
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        typed = form.cleaned_data["code"]
        try:
            channel = actions.open_by_code(by=request.viewer, typed=typed, network=request.network)
        except NotHere:
            raise
        except Refused as refused:
            if refused.field is None:
                raise
            blame_with_way(form, refused)
        else:
            space = channel.practice.space
            messages.success(request, _("Your channel to %(practice)s is open.") % {"practice": space.name})
            return redirect("door_write", space.slug)
    context = {
        "page_title": _("I have a code from a practice"),
        "lead": _("The code shows the practice who you are. It works once, for 14 days."),
        "form": form,
        "button": _("Open the channel"),
        "back_url": reverse("channel"),
        "why_title": _("I have no code"),
        "why_text": _("Ask the practice for one: at the desk, by telephone or in their portal."),
    }
    return render(request, "pages/question.html", context, status=422 if form.errors else 200)


urlpatterns = [
    path("channel/code/", channel_code, name="channel_code"),
    path("practice/<slug:slug>/codes/", practice_codes, name="practice_codes"),
    path("practice/<slug:slug>/codes/<int:code_id>/withdraw/", practice_code_withdraw, name="practice_code_withdraw"),
]
