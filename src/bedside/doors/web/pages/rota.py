"""The rota: who is on duty when, where nobody is, swaps and absences; planning it and publishing it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bedside.areas.escalations import actions, queries
from bedside.areas.escalations.queries import ShiftLine
from bedside.doors.web.access import signed_in
from bedside.doors.web.forms.board import ROLES, AwayForm, PublishForm, ShiftForm, WeekForm
from bedside.doors.web.http import Request
from bedside.doors.web.pages.staff import Panel
from bedside.kit import ids
from bedside.kit.clock import now
from bedside.kit.errors import NotHere, Refused

DAYS = 14
PLACES = {1: "First", 2: "Second", 3: "Third"}


@signed_in
@require_http_methods(["GET", "POST"])
def rota(request: Request) -> HttpResponse:
    """Two weeks of the rota, and what one may do with it."""
    begins = timezone.localtime(now()).replace(hour=0, minute=0, second=0, microsecond=0)
    found = queries.rota(request.viewer, begins, begins + timedelta(days=DAYS))
    panels = _panels(request, begins, plans=found.may_plan)
    status = 200
    if request.method == "POST":
        pressed = _pressed(request)
        if pressed is not None:
            return pressed
        panel = next((one for one in panels if one.do == request.GET.get("do")), None)
        if panel is None:
            raise NotHere
        if panel.try_it(request):
            messages.success(request, panel.done)
            return redirect("rota")
        status = 422
    context = {
        "page_title": _("Rota"),
        "lead": _now_in_words(),
        "days": _days(found.shifts),
        "gaps": [f"{moment(one.begins)} to {moment(one.ends)}" for one in found.gaps],
        "gaps_told": found.gaps_told,
        "away": [{"one": one, "when": f"{moment(one.begins_at)} to {moment(one.ends_at)}"} for one in found.absences],
        "panels": [one.section(request) | {"open": one.form.is_bound, "do": one.do} for one in panels],
        "form": next((one.form for one in panels if one.form.is_bound), None),
        "may_plan": found.may_plan,
        "duty": queries.on_duty(request.viewer),
    }
    return render(request, "pages/rota.html", context, status=status)


def _now_in_words() -> str:
    until = queries.nobody_until()
    if until is None:
        return _("Somebody is on duty now.")
    return _("Nobody is on duty now. Members are told to call.")


def moment(at: datetime) -> str:
    """Return a moment by the clock of the site."""
    local = timezone.localtime(at)
    return f"{date_format(local, 'D j M')} {time_format(local, 'H:i')}"


def _days(shifts: tuple[ShiftLine, ...]) -> list[dict[str, Any]]:
    """Return the shifts under the day on which they begin."""
    days: dict[str, list[dict[str, Any]]] = {}
    for one in shifts:
        day = date_format(timezone.localtime(one.begins_at), "l j F")
        days.setdefault(day, []).append(_shift(one))
    return [{"day": day, "shifts": found} for day, found in days.items()]


def _shift(one: ShiftLine) -> dict[str, Any]:
    return {
        "one": one,
        "when": f"{time_format(timezone.localtime(one.begins_at), 'H:i')} to {moment(one.ends_at)}",
        "role": dict(ROLES)[one.role],
        "place": _(PLACES[one.place]),
        "over": one.ends_at <= now(),
    }


def _pressed(request: Request) -> HttpResponse | None:
    """Do what a button beside a shift or an absence asks for; None where a form was sent."""
    do, which = request.POST.get("do", ""), ids.read(request.POST.get("id", ""))
    if do not in ("offer", "take", "drop", "back"):
        return None
    if which is None:
        raise NotHere
    who = request.viewer
    acts: dict[str, Callable[[], object]] = {
        "offer": lambda: actions.offer(by=who, shift_id=which, handle=request.POST.get("handle", "")),
        "take": lambda: actions.take(by=who, shift_id=which),
        "drop": lambda: actions.drop_shift(by=who, shift_id=which),
        "back": lambda: actions.back(by=who, absence_id=which),
    }
    told = {
        "offer": _("Your colleague is asked. The shift is yours until they take it."),
        "take": _("The shift is yours now. Thank you."),
        "drop": _("The shift is off the rota."),
        "back": _("You are back on the rota."),
    }
    try:
        acts[do]()
    except NotHere:
        raise
    except Refused as refused:
        messages.error(request, f"{refused.what} {refused.do}")
    else:
        messages.success(request, told[do])
    return redirect("rota")


def _panels(request: Request, begins: datetime, *, plans: bool) -> list[Panel]:
    own = Panel(
        do="away",
        title=_("Say when you are away"),
        text=_("Your shifts then count as empty. Ask somebody to take them over."),
        form_class=AwayForm,
        act=lambda form: actions.away(by=request.viewer, **form.times),
        button=_("I am away then"),
        done=_("Noted."),
    )
    return [own, *(_planning(request, begins) if plans else [])]


def _planning(request: Request, begins: datetime) -> list[Panel]:
    fortnight: dict[str, Any] = {"begins": begins, "ends": begins + timedelta(days=DAYS)}

    def publish(form: Any) -> None:
        actions.publish_rota(by=request.viewer, gaps_told=form.cleaned_data["gaps_told"], **form.times)

    def shift(form: forms.Form) -> None:
        actions.add_shift(by=request.viewer, **form.cleaned_data)

    def week(form: forms.Form) -> None:
        said = form.cleaned_data
        actions.add_week(by=request.viewer, **(said | {"weekdays": tuple(said["weekdays"])}))

    planned = _("Planned. It counts once it is published.")
    zone = {"zone": timezone.get_current_timezone_name(), "first": begins.date(), "last": begins.date()}
    return [
        Panel("week", _("Plan shifts of every week"), WeekForm, week, _("Plan them"), planned, initial=zone),
        Panel("shift", _("Plan one shift"), ShiftForm, shift, _("Plan it"), planned),
        Panel(
            do="publish",
            title=_("Publish"),
            text=_("Where nobody is on duty in an emergency, nothing is published, unless members are told."),
            form_class=PublishForm,
            act=publish,
            button=_("Publish these days"),
            done=_("Published. It counts from now on."),
            initial=fortnight,
        ),
    ]


urlpatterns = [path("rota/", rota, name="rota")]
