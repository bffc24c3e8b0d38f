"""Set-up of a new site: one link, printed by `bedside up`, makes the first administrator and names the site."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bedside.areas.people import actions
from bedside.doors.web.access import anyone
from bedside.doors.web.forms.people import blame
from bedside.doors.web.forms.people_staff import SetUpForm
from bedside.doors.web.http import Request
from bedside.doors.web.limited import limited
from bedside.doors.web.pages.signin import let_in
from bedside.kit.errors import NotHere, Refused
from bedside.policy.limits import SET_UP


@anyone
@limited(SET_UP)
@require_http_methods(["GET", "POST"])
def setup(request: Request, token: str) -> HttpResponse:
    """The first administrator and the site's name, runner, country and rules; gone once it was used."""
    actions.check_setup(token=token)
    form = SetUpForm(request.POST if request.method == "POST" else None, initial={"rules": actions.DEFAULT_RULES})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        person = {name: said[name] for name in ("kind", "name", "handle", "mail", "password")}
        try:
            account = actions.set_up(token=token, about=form.about, **person)
        except NotHere:
            raise
        except Refused as refused:
            blame(form, refused)
        else:
            messages.success(request, _("The site is yours. Open a space, and name its stewards."))
            return let_in(request, account, come_back="/staff/")
    context = {
        "page_title": _("Set up this site"),
        "lead": _("You become its first administrator. This link works once."),
        "form": form,
        "button": _("Set up the site"),
    }
    return render(request, "pages/setup.html", context, status=422 if form.errors else 200)


urlpatterns = [path("setup/<str:token>/", setup, name="setup")]
