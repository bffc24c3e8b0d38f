"""Help lines by country; the country of an account; and, for staff, which lines somebody has to call."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from bedside.areas.helplines import actions, queries
from bedside.areas.helplines.queries import RIGHT, StaffLine
from bedside.areas.people import actions as people
from bedside.areas.people.paths import own_path
from bedside.doors.web.access import anyone, signed_in
from bedside.doors.web.access import staff as for_staff
from bedside.doors.web.forms.helplines import CountryForm
from bedside.doors.web.forms.people import blame
from bedside.doors.web.help_parts import country_for, country_name, ways
from bedside.doors.web.http import Request
from bedside.doors.web.pages.staff import tabs
from bedside.kit.errors import NotHere, Refused
from bedside.policy.directory.places import countries
from bedside.policy.emergency import FALLBACK, NUMBERS, emergency
from bedside.policy.helplines.rules import Standing


@anyone
@require_GET
def lines(request: Request) -> HttpResponse:
    """All numbers that this site knows, by country, the reader's own first."""
    shown, own = queries.shown_lines(), country_for(request)
    codes = sorted({*NUMBERS, *shown}, key=lambda code: (code != own, countries()[code]))
    places = [
        {
            "code": code,
            "name": countries()[code],
            "emergency": emergency(code).number,
            "ways": ways(shown.get(code, ())),
        }
        for code in codes
    ]
    return render(request, "pages/lines.html", {"places": places, "elsewhere": FALLBACK[1]})


@signed_in
@require_http_methods(["GET", "POST"])
def country(request: Request) -> HttpResponse:
    """Say in which country one is: for numbers that help, and for nothing else. Nobody is shown it."""
    back = own_path(request.GET.get("next", "")) or reverse("settings")
    form = CountryForm(request.POST if request.method == "POST" else None, initial=_own(request))
    if request.method == "POST" and form.is_valid():
        try:
            people.choose_country(by=request.viewer, country=form.cleaned_data["country"])
        except Refused as refused:
            blame(form, refused)
        else:
            messages.success(request, _("Saved. Urgent help now shows the numbers of your country."))
            return redirect(back)
    context = {
        "page_title": _("Your country"),
        "lead": _("So that Urgent help shows numbers that work where you are. Nobody else sees it."),
        "form": form,
        "button": _("Save"),
        "back_url": back,
    }
    return render(request, "pages/question.html", context, status=422 if form.errors else 200)


def _own(request: Request) -> dict[str, str]:
    return {"country": request.account.country if request.account else ""}


@for_staff(RIGHT)
@require_GET
def staff_lines(request: Request) -> HttpResponse:
    """Every line, those to be called first."""
    rows = queries.all_lines(request.viewer)
    context = {
        "page_title": _("Help lines"),
        "lead": _("Call each line twice a year. Nobody is shown a line that nobody has called for 180 days."),
        "tabs": tabs(request, "staff_lines"),
        "waiting": [_row(one) for one in rows if one.standing is not Standing.FRESH],
        "fresh": [_row(one) for one in rows if one.standing is Standing.FRESH],
    }
    return render(request, "pages/staff_lines.html", context)


def _row(one: StaffLine) -> dict[str, Any]:
    line = one.line
    return {
        "name": line.name,
        "country": country_name(line.country),
        "numbers": " · ".join(filter(None, (line.telephone, line.sms and _("Text: %s") % line.sms))),
        "called": _called(one),
        "url": reverse("staff_line", args=[line.id]),
        "tag": _TAGS.get(one.standing, ""),
    }


_TAGS = {Standing.OLD: "Not shown", Standing.UNCHECKED: "Not shown", Standing.SOON: "Call again soon"}


def _called(one: StaffLine) -> str:
    if one.line.checked_on is None:
        return _("Nobody has called it yet, or it did not answer.")
    told = {"day": date_format(one.line.checked_on, "j F Y"), "who": one.by, "n": one.left}
    if one.standing is Standing.OLD:
        return _("Last called on %(day)s by %(who)s.") % told
    return _("Called on %(day)s by %(who)s. Shown for %(n)d more days.") % told


DOES = {
    "answers": (actions.record_answer, "Recorded. Members are shown this line for 180 days."),
    "silent": (actions.record_silence, "Recorded. Nobody is shown this line any more."),
    "remove": (actions.remove, "The line is off the list."),
}


@for_staff(RIGHT)
@require_http_methods(["GET", "POST"])
def staff_line(request: Request, line_id: int) -> HttpResponse:
    """One line: what to say when calling it, and what came of it."""
    one = queries.line(request.viewer, line_id)
    if request.method == "POST":
        act, told = DOES.get(request.POST.get("do", ""), (None, ""))
        if act is None:
            raise NotHere
        act(by=request.viewer, line_id=line_id)
        messages.success(request, _(told))
        return redirect("staff_lines")
    context = {
        "page_title": one.line.name,
        "line": _row(one),
        "ways": ways([queries.as_shown(one.line)]),
        "hours": one.line.hours,
        "languages": one.line.languages,
    }
    return render(request, "pages/staff_line.html", context)


urlpatterns = [
    path("lines/", lines, name="lines"),
    path("settings/country/", country, name="settings_country"),
    path("staff/lines/", staff_lines, name="staff_lines"),
    path("staff/lines/<int:line_id>/", staff_line, name="staff_line"),
]
