"""Crash mode: one press from any page, a dark and quiet page, three large buttons, and one that ends it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from bedside.areas.people import queries as people
from bedside.areas.records import actions, queries
from bedside.areas.records.queries import OwnCrash
from bedside.doors.web.access import confirmed
from bedside.doors.web.http import Request
from bedside.kit.errors import NotHere, Refused
from bedside.kit.ids import new_id, read
from bedside.policy.crash import FACES
from bedside.policy.zones import day_in

WORDS = {"worst": gettext_lazy("Worst"), "bad": gettext_lazy("Bad"), "better": gettext_lazy("A bit better")}


@confirmed
@require_http_methods(["GET", "POST"])
def crash(request: Request) -> HttpResponse:
    """Be in a crash. A press is answered with the page itself, so that one press is one request."""
    told = {"kept": "", "error": ""}
    if request.method == "POST":
        try:
            gone = _pressed(request, told)
        except NotHere:
            raise
        except Refused as refused:
            told["error"], gone = f"{refused.what} {refused.do}", None
        if gone is not None:
            return gone
    now_in = queries.own_crash(request.viewer)
    if now_in is None:
        return _over(request, error=told["error"])
    context = {"crash": now_in, "began": _day(request, now_in), "buttons": _buttons(request), "key": new_id(), **told}
    context["begun_by"] = _begun_by(request, now_in)
    return render(request, "pages/crash.html", context, status=422 if told["error"] else 200)


def _pressed(request: Request, told: dict[str, str]) -> HttpResponse | None:
    """Do what was pressed; say in `told` what was kept. Returns where to go, or None to stay."""
    by, do = request.viewer, request.POST.get("do", "")
    if do == "over":
        actions.end_crash(by=by)
        messages.success(request, _("It is over. Days without a word in it count as not asked."))
        return redirect("record")
    if do == "delete":
        actions.delete_crash(by=by, crash_id=_id(request))
        messages.success(request, _("Deleted."))
        return redirect("crash")
    if do == "still":
        actions.stay_in_crash(by=by)
    elif do in FACES:
        actions.begin_crash(by=by)
        actions.say_in_crash(by=by, how=do, client_key=read(request.POST.get("key", "")))
        told["kept"] = _("Kept: %(how)s.") % {"how": WORDS[do]}
    else:
        actions.begin_crash(by=by)
    return None


def _begun_by(request: Request, one: OwnCrash) -> str:
    """Who pressed it, where it was not its owner."""
    if not one.proxy_id:
        return ""
    name, _handle = people.names(request.viewer, [one.proxy_id]).get(one.proxy_id, ("", ""))
    return _("%(name)s began it for you.") % {"name": name or _("A carer")}


def _id(request: Request) -> int:
    found = read(request.POST.get("id", ""))
    if found is None:
        raise NotHere
    return found


def _buttons(request: Request) -> list[dict[str, Any]]:
    said = queries.own_day(request.viewer, queries.today(request.viewer))
    return [
        {"value": how, "word": WORDS[how], "pressed": bool(said and said.in_crash and said.face == face)}
        for how, face in FACES.items()
    ]


def _over(request: Request, *, error: str) -> HttpResponse:
    rows = [{"id": one.id, "text": _text(request, one)} for one in queries.own_crashes(request.viewer)]
    errors = [{"text": error, "href": ""}] if error else []
    context = {"page_title": _("When you are in a crash"), "rows": rows, "errors": errors}
    return render(request, "pages/crashes.html", context, status=422 if error else 200)


def _day(request: Request, one: OwnCrash) -> str:
    return date_format(day_in(queries.zone_of(request.viewer), at=one.began), "j F Y")


def _text(request: Request, one: OwnCrash) -> str:
    assert one.ended is not None
    ended = date_format(day_in(queries.zone_of(request.viewer), at=one.ended), "j F Y")
    began = _day(request, one)
    return began if began == ended else _("%(began)s to %(ended)s") % {"began": began, "ended": ended}


urlpatterns = [path("record/crash/", crash, name="crash")]
