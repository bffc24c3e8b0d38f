"""What a clinician is asked before: a reason to open a patient's page, and a private question before a follow.

Both are asked of every clinician alike. No care relation is read, and the member is not told.
"""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from bedside.areas.contacts import actions, queries
from bedside.areas.people.models import Persona
from bedside.doors.web.access import confirmed
from bedside.doors.web.forms.contacts import OwnPatientForm, ReasonForm
from bedside.doors.web.forms.people import blame_with_way
from bedside.doors.web.http import Request
from bedside.kit.errors import NotHere, Refused


def reason_page(request: Request, whose: Persona, form: ReasonForm | None = None) -> HttpResponse:
    """Return the page that stands before a patient's page."""
    asked = form or ReasonForm()
    context = {
        "page_title": _("Before you open this page"),
        "lead": _("Every clinician is asked this before a patient's page opens."),
        "form": asked,
        "button": _("Open the page"),
        "action": reverse("look_up", args=[whose.handle]),
        "cancel_url": reverse("home"),
        "cancel": _("Don't open it"),
        "why_title": _("Why we ask"),
        "why_text": _(
            "People write more freely when those who may treat them look only for a reason. The member is not told "
            "that you looked. The page stays open for an hour."
        ),
    }
    return render(request, "pages/question.html", context, status=422 if asked.errors else 200)


@confirmed
@require_POST
def look_up(request: Request, handle: str) -> HttpResponse:
    """Take the reason into one's own log, and open the page."""
    whose = queries.reachable_by_handle(request.viewer, handle)
    if queries.page_is_open(request.viewer, whose):
        return redirect("persona", whose.handle)
    form = ReasonForm(request.POST)
    if form.is_valid():
        try:
            actions.look_up(by=request.viewer, target_id=whose.id, reason=form.cleaned_data["reason"])
        except NotHere:
            raise
        except Refused as refused:
            blame_with_way(form, refused)
        else:
            return redirect("persona", whose.handle)
    return reason_page(request, whose, form)


@confirmed
@require_http_methods(["GET", "POST"])
def follow_question(request: Request, handle: str) -> HttpResponse:
    """Ask the private question; "yes" changes nothing, and leaves no trace anywhere."""
    whose = queries.reachable_by_handle(request.viewer, handle)
    if not queries.relation(request.viewer, whose).asked_first:
        raise NotHere
    form = OwnPatientForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["own_patient"] == "yes":
            messages.info(request, _("You don't follow this person. Your answer is not kept."))
            return redirect("home")
        state = actions.follow(by=request.viewer, target_id=whose.id, own_patient="no")
        told = _("You follow %(name)s now.") if state == "following" else _("You asked. %(name)s decides.")
        messages.success(request, told % {"name": whose.name})
        return redirect("persona", whose.handle)
    context = {
        "page_title": _("One question before you follow"),
        "form": form,
        "button": _("Go on"),
        "cancel_url": reverse("persona", args=[whose.handle]),
        "why_title": _("Why we ask"),
        "why_text": _("Following a patient blurs the line between care and private life. Only you know the answer."),
    }
    return render(request, "pages/question.html", context, status=422 if form.errors else 200)


urlpatterns = [
    path("@<slug:handle>/look/", look_up, name="look_up"),
    path("@<slug:handle>/before-you-follow/", follow_question, name="follow_question"),
]
