"""One's own symptoms: those of late with one press, another by its name; each can be added to, undone and deleted."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from bedside.areas.records import actions, queries
from bedside.areas.records.queries import OwnSymptom, Recent
from bedside.doors.web.access import confirmed
from bedside.doors.web.entered import entered_words
from bedside.doors.web.forms.people import blame
from bedside.doors.web.forms.symptoms import SymptomForm, SymptomMoreForm, WhenForm, filled_from
from bedside.doors.web.forms.words import answered
from bedside.doors.web.http import Request
from bedside.doors.web.symptom_words import entry_text, on_scale, short_word
from bedside.kit.clock import now
from bedside.kit.errors import NotHere, Refused
from bedside.kit.ids import new_id
from bedside.policy.days import can_be_told, latest
from bedside.policy.symptoms import sent_as


@confirmed
@require_http_methods(["GET", "POST"])
def symptoms(request: Request) -> HttpResponse:
    """Say what one felt today, or on another day."""
    day, key = _when(request)
    helped = answered(request, SymptomForm)
    if helped or request.method == "GET":
        return _page(request, day, helped or SymptomForm())
    form = SymptomForm(request.POST)
    if not form.is_valid():
        return _page(request, day, form)
    try:
        kept = actions.log_symptom(by=request.viewer, day=day, felt=form.felt(), client_key=key)
    except Refused as refused:
        blame(form, refused)
        return _page(request, day, form)
    undo = f"undo:{reverse('symptom_undo', args=[kept])}"
    messages.success(request, _("Kept. You can stop here, or undo it for 30 seconds."), extra_tags=undo)
    return _to(request, day)


def _when(request: Request) -> tuple[date, int | None]:
    """Return the day that is asked for, today for none or for one that cannot be told; and the page's key."""
    form = WhenForm(request.POST if request.method == "POST" else {"day": request.GET.get("day", "")})
    form.is_valid()
    asked: date | None = form.cleaned_data.get("day")
    day = asked if asked and can_be_told(asked, at=now()) else queries.today(request.viewer)
    return day, form.cleaned_data.get("key")


def _page(request: Request, day: date, form: SymptomForm) -> HttpResponse:
    entries = queries.own_symptoms(request.viewer, first=day, last=day)
    context = {
        "page_title": _("What you feel"),
        "day": day,
        "is_today": day == queries.today(request.viewer),
        "latest": latest(now()),
        "recent": [_row(one) for one in queries.recent_symptoms(request.viewer)],
        "entries": [_entry(request, one) for one in entries],
        "form": form,
        "key": new_id(),
    }
    return render(request, "pages/symptoms.html", context, status=422 if form.errors else 200)


def _row(one: Recent) -> dict[str, Any]:
    buttons = [{"value": sent_as(strength), "word": short_word(strength)} for strength in on_scale(one.scale)]
    return {"symptom": one.symptom, "buttons": buttons, "key": new_id()}


def _entry(request: Request, one: OwnSymptom) -> dict[str, Any]:
    url = reverse("symptom", args=[one.id])
    text = " · ".join(part for part in (entry_text(one), entered_words(request.viewer, one.proxy_id)) if part)
    return {"url": url, "symptom": one.symptom, "text": text, "note": one.note, "late": one.backfilled}


@confirmed
@require_http_methods(["GET", "POST"])
def symptom(request: Request, log_id: int) -> HttpResponse:
    """Add to an entry, correct it, or delete it."""
    own = queries.own_symptom(request.viewer, log_id)
    if request.POST.get("do") == "delete":
        actions.delete_symptom(by=request.viewer, log_id=log_id)
        messages.success(request, _("Deleted."))
        return _to(request, own.day)
    form = answered(request, SymptomMoreForm)
    if form is None:
        form = SymptomMoreForm(request.POST) if request.method == "POST" else SymptomMoreForm(initial=filled_from(own))
        if request.method == "POST" and form.is_valid():
            try:
                actions.correct_symptom(by=request.viewer, log_id=log_id, felt=form.felt())
            except NotHere:
                raise
            except Refused as refused:
                blame(form, refused)
            else:
                messages.success(request, _("Kept."))
                return _to(request, own.day)
    context = {
        "page_title": own.symptom,
        "own": own,
        "form": form,
        "button": _("Keep it"),
        "cancel_url": _url(request, own.day),
        "earlier": [
            {"text": f"{one.symptom} · {entry_text(one)}", "note": one.note, "at": one.kept_at}
            for one in queries.earlier_versions(request.viewer, log_id)
        ],
    }
    return render(request, "pages/symptom.html", context, status=422 if form.errors else 200)


@confirmed
@require_POST
def symptom_undo(request: Request, log_id: int) -> HttpResponse:
    """Take back a slip of the finger."""
    day = actions.undo_symptom(by=request.viewer, log_id=log_id)
    messages.success(request, _("Undone."))
    return _to(request, day)


def _url(request: Request, day: date) -> str:
    page = reverse("symptoms")
    return page if day == queries.today(request.viewer) else f"{page}?day={day.isoformat()}"


def _to(request: Request, day: date) -> HttpResponse:
    return redirect(_url(request, day))


urlpatterns = [
    path("record/symptoms/", symptoms, name="symptoms"),
    path("record/symptoms/<int:log_id>/", symptom, name="symptom"),
    path("record/symptoms/<int:log_id>/undo/", symptom_undo, name="symptom_undo"),
]
