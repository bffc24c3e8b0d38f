"""Trials of one's own: planned before the first day, a press a day, and what came of it."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bedside.areas.records import queries as records
from bedside.areas.trials import actions, queries
from bedside.areas.trials.queries import OwnTrial
from bedside.doors.web import trial_parts
from bedside.doors.web.access import confirmed
from bedside.doors.web.forms.trials import KeyForm, NoteForm, PlanForm, TrialDayForm, filled
from bedside.doors.web.http import Request
from bedside.kit.errors import Refused
from bedside.kit.ids import new_id
from bedside.policy.trials.protocol import ready


def _today(request: Request) -> date:
    return records.today(request.viewer)


@confirmed
@require_GET
def trials(request: Request) -> HttpResponse:
    """One's own trials, and plans that are ready to be taken."""
    context = {
        "page_title": _("Trials of your own"),
        "trials": [trial_parts.line(one) for one in queries.trials(request.viewer, on=_today(request))],
        "ready": ready(),
    }
    return render(request, "pages/trials.html", context)


@confirmed
@require_http_methods(["GET", "POST"])
def trial_new(request: Request) -> HttpResponse:
    """Write a plan, look at it, and fix it."""
    if request.method == "GET":
        asked = next((one for one in ready() if one.key == request.GET.get("plan")), None)
        tomorrow = _today(request) + timedelta(days=1)
        return _plan_page(request, PlanForm(initial=filled(asked, starts=tomorrow) if asked else {"starts": tomorrow}))
    form = PlanForm(request.POST)
    if not form.is_valid():
        return _plan_page(request, form)
    try:
        if request.POST.get("do") != "begin":
            plan = actions.look(by=request.viewer, wish=form.wish(), today=_today(request))
            return _plan_page(request, form, plan=trial_parts.outlook(plan))
        trial_id = actions.begin(by=request.viewer, wish=form.wish(), today=_today(request), client_key=_key(request))
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, f"{refused.what} {refused.do}")
        return _plan_page(request, form)
    messages.success(request, _("Your plan is fixed. Nobody can change it now, you neither."))
    return redirect("trial", trial_id)


def _key(request: Request) -> int | None:
    form = KeyForm(request.POST)
    key: int | None = form.cleaned_data["key"] if form.is_valid() else None
    return key


def _plan_page(request: Request, form: PlanForm, *, plan: dict[str, Any] | None = None) -> HttpResponse:
    context = {
        "page_title": _("Plan a trial"),
        "form": form,
        "plan": plan,
        "key": _key(request) or new_id(),
    }
    return render(request, "pages/trial_new.html", context, status=422 if form.errors else 200)


@confirmed
@require_GET
def trial(request: Request, trial_id: int) -> HttpResponse:
    """One trial: what holds today, a press for the day; and when it is over, what came of it."""
    return _page(request, queries.trial(request.viewer, trial_id, on=_today(request)))


def _page(request: Request, own: OwnTrial, *, note: NoteForm | None = None, error: str = "") -> HttpResponse:
    context = {
        "page_title": own.plan.question,
        "trial": trial_parts.whole(own, today=_today(request), many=queries.many(request.viewer, own)),
        "note": note or NoteForm(),
        "errors": [{"text": error, "href": ""}] if error else [],
    }
    return render(request, "pages/trial.html", context, status=422 if error or (note and note.errors) else 200)


@confirmed
@require_POST
def trial_day(request: Request, trial_id: int) -> HttpResponse:
    """Keep a day's number with one press, or that it was a crash."""
    own = queries.trial(request.viewer, trial_id, on=_today(request))
    form = TrialDayForm(request.POST)
    if not form.is_valid():
        return _page(request, own, error=_("That press could not be read. Press a number again."))
    told = form.cleaned_data
    which = {"by": request.viewer, "trial_id": trial_id, "day": told["day"], "today": _today(request)}
    try:
        if told["crash"]:
            actions.say_crash(**which, crash=told["crash"] == "yes")
        else:
            actions.say(**which, value=told["value"])
    except Refused as refused:
        return _page(request, own, error=f"{refused.what} {refused.do}")
    messages.success(request, _("Kept: %(day)s.") % {"day": date_format(told["day"], "l j F")})
    return redirect("trial", trial_id)


@confirmed
@require_POST
def trial_note(request: Request, trial_id: int) -> HttpResponse:
    """Write down what went otherwise than planned."""
    own = queries.trial(request.viewer, trial_id, on=_today(request))
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _page(request, own, note=form)
    try:
        actions.note(by=request.viewer, trial_id=trial_id, words=form.cleaned_data["words"], today=_today(request))
    except Refused as refused:
        form.add_error("words", f"{refused.what} {refused.do}")
        return _page(request, own, note=form)
    messages.success(request, _("Kept beside your plan."))
    return redirect("trial", trial_id)


@confirmed
@require_POST
def trial_stop(request: Request, trial_id: int) -> HttpResponse:
    """End it before its time."""
    actions.stop_trial(by=request.viewer, trial_id=trial_id, today=_today(request))
    messages.success(request, _("It is over. What your days say stands here."))
    return redirect("trial", trial_id)


@confirmed
@require_POST
def trial_delete(request: Request, trial_id: int) -> HttpResponse:
    """Delete it with all that was said in it."""
    actions.delete_trial(by=request.viewer, trial_id=trial_id)
    messages.success(request, _("Deleted."))
    return redirect("trials")


@confirmed
@require_POST
def trial_count(request: Request, trial_id: int) -> HttpResponse:
    """Let it count beside others', or no longer."""
    if request.POST.get("do") == "take_out":
        actions.take_out(by=request.viewer, trial_id=trial_id)
        messages.success(request, _("It counts no longer. Figures follow in the night."))
        return redirect("trial", trial_id)
    own = queries.trial(request.viewer, trial_id, on=_today(request))
    try:
        actions.give(by=request.viewer, trial_id=trial_id, today=_today(request))
    except Refused as refused:
        return _page(request, own, error=f"{refused.what} {refused.do}")
    messages.success(request, _("It counts from the next night on. You can take it out at any time."))
    return redirect(f"{reverse('trial', args=[trial_id])}#many")


urlpatterns = [
    path("record/trials/", trials, name="trials"),
    path("record/trials/new/", trial_new, name="trial_new"),
    path("record/trials/<int:trial_id>/", trial, name="trial"),
    path("record/trials/<int:trial_id>/day/", trial_day, name="trial_day"),
    path("record/trials/<int:trial_id>/note/", trial_note, name="trial_note"),
    path("record/trials/<int:trial_id>/stop/", trial_stop, name="trial_stop"),
    path("record/trials/<int:trial_id>/delete/", trial_delete, name="trial_delete"),
    path("record/trials/<int:trial_id>/count/", trial_count, name="trial_count"),
]
