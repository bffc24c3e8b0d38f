"""Who is told when one's crash begins: naming them, their yes or no, the switches; and who told one the same."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from bedside.areas.notify.models import NoticeKind
from bedside.areas.notify.words import sentence
from bedside.areas.people import queries as people
from bedside.areas.records import actions
from bedside.areas.records.queries import telling
from bedside.doors.web.access import confirmed
from bedside.doors.web.http import Request
from bedside.kit.errors import NotHere, Refused
from bedside.kit.ids import read

SWITCHES: dict[str, tuple[actions.Switch, bool]] = {
    "on": ("is_on", True),
    "off": ("is_on", False),
    "end_on": ("tells_end", True),
    "end_off": ("tells_end", False),
}
TOLD = {
    "ask": gettext_lazy("Asked. They are told nothing before they said yes and you turned it on."),
    "on": gettext_lazy("Turned on."),
    "off": gettext_lazy("Turned off."),
    "end_on": gettext_lazy("They are told of the end, too."),
    "end_off": gettext_lazy("They are not told of the end."),
    "drop": gettext_lazy("Taken out. They are not told of that."),
    "yes": gettext_lazy("You said yes. You can stop it here at any time."),
    "no": gettext_lazy("Done. They are not told why."),
}


@confirmed
@require_http_methods(["GET", "POST"])
def crash_people(request: Request) -> HttpResponse:
    """Whom one tells, and who tells one."""
    error = ""
    if request.method == "POST":
        do = request.POST.get("do", "")
        try:
            _pressed(request, do)
        except NotHere:
            raise
        except Refused as refused:
            error = f"{refused.what} {refused.do}"
        else:
            messages.success(request, str(TOLD[do]))
            return redirect("crash_people")
    return _page(request, error)


def _pressed(request: Request, do: str) -> None:
    number = read(request.POST.get("id", ""))
    if number is None or do not in TOLD:
        raise NotHere
    by = request.viewer
    if do == "ask":
        actions.ask_to_tell(by=by, person_id=number)
    elif do in SWITCHES:
        switch, on = SWITCHES[do]
        actions.switch_telling(by=by, told_id=number, switch=switch, on=on)
    elif do == "drop":
        actions.drop_telling(by=by, told_id=number)
    else:
        actions.answer_telling(by=by, told_id=number, yes=do == "yes")


def _page(request: Request, error: str) -> HttpResponse:
    viewer = request.viewer
    mine = next(iter(people.personas(viewer, [viewer.persona_id])), None)
    names = [mine.name] if mine else []
    context: dict[str, Any] = {
        "page_title": _("Who is told"),
        "began": sentence(NoticeKind.HARD_TIME, names=names),
        "over": sentence(NoticeKind.HARD_OVER, names=names),
        "named": telling.named(viewer),
        "could": telling.could_be_named(viewer),
        "asked": telling.asked_by(viewer),
        "errors": [{"text": error, "href": ""}] if error else [],
    }
    return render(request, "pages/crash_people.html", context, status=422 if error else 200)


urlpatterns = [path("record/crash/people/", crash_people, name="crash_people")]
