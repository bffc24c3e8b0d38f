"""By whose clock one's days begin: a setting of the account, which nobody else is shown."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bedside.areas.people import actions
from bedside.areas.people.paths import own_path
from bedside.areas.records import queries
from bedside.doors.web.access import signed_in
from bedside.doors.web.forms.people import blame
from bedside.doors.web.forms.zone import ZoneForm
from bedside.doors.web.http import Request
from bedside.kit.errors import Refused


@signed_in
@require_http_methods(["GET", "POST"])
def zone(request: Request) -> HttpResponse:
    """Say by whose clock one's days begin and end."""
    back = own_path(request.GET.get("next", "")) or reverse("settings")
    own = {"zone": queries.zone_of(request.viewer)}
    form = ZoneForm(request.POST if request.method == "POST" else None, initial=own)
    if request.method == "POST" and form.is_valid():
        try:
            actions.choose_zone(by=request.viewer, zone=form.cleaned_data["zone"])
        except Refused as refused:
            blame(form, refused)
        else:
            messages.success(request, _("Saved. Your days begin at midnight there. What you told before stays."))
            return redirect(back)
    context = {
        "page_title": _("Your time zone"),
        "lead": _("So that a day in your record is your day. Nobody else sees it."),
        "form": form,
        "button": _("Save"),
        "back_url": back,
    }
    return render(request, "pages/question.html", context, status=422 if form.errors else 200)


urlpatterns = [path("settings/zone/", zone, name="settings_zone")]
