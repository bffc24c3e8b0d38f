"""Writing something new to a practice: by a patient at its door, by a carer for a patient who let her."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from bedside.areas.messaging import actions, shown
from bedside.areas.messaging.queries import mine
from bedside.areas.practice.queries import Door
from bedside.doors.web import practice_parts as parts
from bedside.doors.web.forms.people import blame_with_way
from bedside.doors.web.forms.practice import BeginForm, ReasonForm
from bedside.doors.web.http import Request
from bedside.kit.errors import NotHere, Refused
from bedside.policy.practice.reasons import Reason


@dataclass(frozen=True)
class Desk:
    """Where is written, and for whom: `patient_id` 0 and `patient` "" for oneself. `own_url` is this page's."""

    here: Door
    back_url: str
    own_url: str
    patient_id: int = 0
    patient: str = ""

    @property
    def practice(self) -> str:
        """The practice's name."""
        return self.here.space.name


def answer(request: Request, desk: Desk) -> HttpResponse:
    """First what it is about, then the promise, then the box: sent only with the token of what was shown."""
    picked = (request.POST or request.GET).get("reason", "")
    reasons = mine.reasons_for(request.viewer, desk.here, patient_id=desk.patient_id)
    if not picked:
        return _pick(request, desk, ReasonForm(None, reasons=reasons))
    try:
        reason = mine.before_typing(request.viewer, desk.here, picked, patient_id=desk.patient_id)
    except NotHere:
        raise
    except Refused as refused:
        form = ReasonForm({"reason": picked}, reasons=reasons)
        form.add_error(None, f"{refused.what} {refused.do}")
        return _pick(request, desk, form)
    if request.method == "GET":
        return _box(request, desk, reason, BeginForm(None))
    return _sent(request, desk, reason)


def _pick(request: Request, desk: Desk, form: ReasonForm) -> HttpResponse:
    names = {"practice": desk.practice, "name": desk.patient}
    context = {
        "page_title": _("Write to %(practice)s for %(name)s") % names
        if desk.patient
        else _("Write to %(practice)s") % names,
        "band": parts.emergency_band(desk.here),
        "form": form,
        "rows": [],
        "back_url": desk.back_url,
    }
    return render(request, "pages/door_pick.html", context, status=422 if form.is_bound else 200)


def _box(
    request: Request, desk: Desk, reason: Reason, form: BeginForm, *, care: dict[str, Any] | None = None
) -> HttpResponse:
    context = {
        "page_title": _(reason.label),
        "practice": desk.practice,
        "patient": desk.patient,
        "band": parts.emergency_band(desk.here),
        "rows": parts.promise_rows(desk.here, reason=reason),
        "form": form,
        "reason": reason.key,
        "token": mine.token_for(request.viewer, desk.here, reason, patient_id=desk.patient_id),
        "care": care,
        "back_url": desk.own_url,
    }
    return render(request, "pages/door_write.html", context, status=422 if form.errors else 200)


def _sent(request: Request, desk: Desk, reason: Reason) -> HttpResponse:
    """Send what was typed; what can't be sent is shown again with every word still in the box."""
    form, care = BeginForm(request.POST, request.FILES, told_to_call="anyway" in request.POST), None
    if form.is_valid():
        said = form.cleaned_data
        anyway, files = said.get("anyway", False), said["pictures"]
        begun = actions.Begun(reason.key, said["subject"], said["words"], anyway=anyway, files=files)
        try:
            thread = actions.begin_thread(
                by=request.viewer,
                practice_id=desk.here.practice.space_id,
                begun=begun,
                token=request.POST.get("token", ""),
                patient_id=desk.patient_id,
            )
        except (actions.CallInstead, shown.NotShown) as refused:
            form = BeginForm(request.POST, request.FILES, told_to_call=isinstance(refused, actions.CallInstead))
            form.add_error(None, f"{refused.what} {refused.do}")
            care = parts.card_for(said["words"], here=desk.here)
        except Refused as refused:
            if isinstance(refused, NotHere):
                raise
            blame_with_way(form, refused)
        else:
            return redirect("channel_thread", thread.id)
    form.ask_again()
    return _box(request, desk, reason, form, care=care)
