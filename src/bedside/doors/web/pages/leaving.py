"""Taking one's data along, and leaving for good. Both ask for the password first, at most five minutes before."""

from allauth.account.decorators import reauthentication_required
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bedside.areas.people import actions, queries
from bedside.areas.people.models import Erasure
from bedside.doors.web.access import confirmed
from bedside.doors.web.forms.leaving import LeaveForm
from bedside.doors.web.forms.people import blame
from bedside.doors.web.http import Request
from bedside.kit.errors import Refused


@confirmed
@require_http_methods(["GET", "POST"])
@reauthentication_required
def settings_data(request: Request) -> HttpResponse:
    """Ask for a copy of everything, and see the copies that wait to be fetched."""
    if request.method == "POST":
        code = actions.ask_copy(by=request.viewer)
        return redirect("settings_copy", code)
    rows = [
        {
            "name": date_format(one.asked_at, "j F Y, H:i"),
            "value": _("Ready") if one.ready_at else _("Being made"),
            "url": reverse("settings_copy", args=[one.code]),
            "action": _("Open"),
        }
        for one in queries.copies_of(request.viewer)
    ]
    return render(request, "pages/your_data.html", {"page_title": _("Take your data with you"), "rows": rows})


@confirmed
@require_http_methods(["GET", "POST"])
@reauthentication_required
def settings_copy(request: Request, code: str) -> HttpResponse:
    """One copy: wait for it, then fetch it, once."""
    if request.method == "POST":
        content = actions.take_copy(by=request.viewer, code=code)
        response = HttpResponse(content, content_type="application/zip")
        response.headers["Content-Disposition"] = 'attachment; filename="your-data.zip"'
        return response
    if queries.own_copy(request.viewer, code).ready_at is None:
        context = {
            "page_title": _("Your copy is being made"),
            "text": _("It takes a minute at most. Open this page again then."),
            "url": request.path,
            "action": _("Look again"),
        }
    else:
        context = {
            "page_title": _("Your copy is ready"),
            "text": _("The link works once, for 24 hours, and only while you are logged in."),
            "paragraphs": [_("Keep the file safe. It holds what you told in confidence, and it is not encrypted.")],
            "post_here": True,
            "button": _("Fetch the file"),
            "cancel_url": reverse("settings_data"),
        }
    return render(request, "pages/message.html", context)


@confirmed
@require_http_methods(["GET", "POST"])
@reauthentication_required
def settings_leave(request: Request) -> HttpResponse:
    """Leave for good: what happens, when, and a clear yes."""
    form = LeaveForm(request.POST if request.method == "POST" else None)
    held = queries.held_since(request.viewer.account_id)
    if request.method == "POST" and form.is_valid():
        try:
            at_once = form.cleaned_data["when"] == "now"
            erasure = actions.ask_erasure(by=request.viewer, at_once=at_once)
        except Refused as refused:
            blame(form, refused)
        else:
            logout(request)
            return _asked(request, erasure, at_once=at_once, held=held is not None)
    context = {
        "page_title": _("Leave for good"),
        "form": form,
        "held": held,
        "button": _("Erase my account"),
        "danger": True,
        "cancel_url": reverse("settings"),
        "cancel": _("Stay"),
        "back_url": reverse("settings"),
    }
    return render(request, "pages/leave.html", context, status=422 if form.errors else 200)


def _asked(request: Request, erasure: Erasure, *, at_once: bool, held: bool) -> HttpResponse:
    """Say what was begun, with the receipt: nobody is logged in any more."""
    day = date_format(erasure.due_at, "j F Y")
    what = _("Your account is being erased now.") if at_once else _("Your account will be erased on %s.") % day
    more = [_("Nobody sees you here from now on. You are logged out everywhere.")]
    if held:
        more.append(_("A legal order holds your account. All of it is erased when the order ends."))
    if not at_once or held:
        more.append(_("If you change your mind before it is erased, log in. Then nothing is erased."))
    more.append(_("This is your receipt. Write it down if you want to be able to ask about it."))
    context = {"page_title": _("Goodbye"), "text": what, "paragraphs": more, "code": erasure.receipt}
    return render(request, "pages/message.html", context)


urlpatterns = [
    path("settings/your-data/", settings_data, name="settings_data"),
    path("settings/your-data/<str:code>/", settings_copy, name="settings_copy"),
    path("settings/leave/", settings_leave, name="settings_leave"),
]
