"""One's own record: how are you today, said with one press, and the last days."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from bedside.areas.records import actions, queries
from bedside.areas.records.errors import Unclear
from bedside.areas.records.queries import OwnDay
from bedside.doors.web.access import confirmed
from bedside.doors.web.entered import entered_words
from bedside.doors.web.entry_parts import WORDS as KEPT
from bedside.doors.web.forms.record import DayForm, MoreForm
from bedside.doors.web.forms.zone import zone_name
from bedside.doors.web.http import Request
from bedside.doors.web.offline_parts import device_words
from bedside.kit.clock import now
from bedside.kit.errors import Refused
from bedside.kit.ids import new_id
from bedside.policy.crash import covers
from bedside.policy.days import can_be_told, latest

SHOWN = 7
FACES = (
    (1, "frown", gettext_lazy("Very bad")),
    (2, "annoyed", gettext_lazy("Bad")),
    (3, "meh", gettext_lazy("So-so")),
    (4, "smile", gettext_lazy("Good")),
    (5, "laugh", gettext_lazy("Very good")),
)
WORDS = {face: word for face, _icon, word in FACES}


@confirmed
@require_GET
def record(request: Request) -> HttpResponse:
    """How are you today, or how were you on another day; and the last days."""
    return _page(request, _asked_day(request))


def _asked_day(request: Request) -> date:
    """Return the day that is asked for; today for none, and for one that cannot be told."""
    form = DayForm({"day": request.GET.get("day", "")})
    asked: date | None = form.cleaned_data.get("day") if form.is_valid() else None
    return asked if asked and can_be_told(asked, at=now()) else queries.today(request.viewer)


def _page(request: Request, day: date, *, form: MoreForm | None = None, error: str = "") -> HttpResponse:
    said = queries.own_day(request.viewer, day)
    today = queries.today(request.viewer)
    context = {
        "page_title": _("Your record"),
        "day": day,
        "is_today": day == today,
        "zone": queries.zone_of(request.viewer),
        "zone_words": zone_name(queries.zone_of(request.viewer)),
        "latest": latest(now()),
        "faces": [
            {"value": face, "icon": icon, "word": word, "pressed": bool(said and said.face == face)}
            for face, icon, word in FACES
        ],
        "said": said,
        "key": new_id(),
        "form": form or MoreForm(initial=_initial(said)),
        "entered": entered_words(request.viewer, said.proxy_id) if said else "",
        "earlier": [_version(request, one) for one in queries.earlier_words(request.viewer, day)],
        "days": _days(request, today),
        "crash": queries.own_crash(request.viewer),
        "device": device_words(request),
        "kept_kinds": [(kind, words.title) for kind, words in KEPT.items()],
        "errors": [{"text": error, "href": ""}] if error else [],
    }
    return render(request, "pages/record.html", context, status=422 if error or (form and form.errors) else 200)


def _initial(said: OwnDay | None) -> dict[str, Any]:
    return {"energy": "" if said is None or said.energy is None else said.energy, "line": said.line if said else ""}


def _version(request: Request, one: OwnDay) -> dict[str, Any]:
    entered = entered_words(request.viewer, one.proxy_id)
    return {"text": " · ".join(part for part in (_text(one), entered) if part), "at": one.kept_at}


def _days(request: Request, today: date) -> list[dict[str, Any]]:
    """Return the last days; silence in a crash says so, and is never a good day."""
    spans, zone = queries.crash_spans(request.viewer), queries.zone_of(request.viewer)
    days = queries.own_days(request.viewer, last=today, count=SHOWN)
    return [_line(day, own, in_crash=covers(spans, day, zone=zone, at=now())) for day, own in days]


def _line(day: date, own: OwnDay | None, *, in_crash: bool) -> dict[str, Any]:
    silent = _("Not asked (crash)") if in_crash else _("Not asked")
    return {
        "url": f"{reverse('record')}?day={day.isoformat()}",
        "name": date_format(day, "l j F"),
        "text": _text(own) if own else silent,
        "late": bool(own and own.backfilled),
    }


def _text(own: OwnDay) -> str:
    said = [str(WORDS[own.face])]
    if own.energy is not None:
        said.append(_("energy %(n)d of 10") % {"n": own.energy})
    if own.line:
        said.append(own.line)
    if own.elsewhere:
        said.append(_("by the clock of %(zone)s") % {"zone": zone_name(own.zone)})
        said += [_text(other) for other in own.elsewhere]
    return " · ".join(said)


@confirmed
@require_POST
def record_day(request: Request) -> HttpResponse:
    """Keep a day with one press."""
    form = DayForm(request.POST)
    if not form.is_valid():
        return _page(
            request, queries.today(request.viewer), error=_("That press could not be read. Press a face again.")
        )
    said = form.cleaned_data
    day = said["day"] or queries.today(request.viewer)
    try:
        kept = actions.say_day(by=request.viewer, day=day, face=said["face"] or 0, client_key=said["key"])
    except Refused as refused:
        return _page(request, day, error=f"{refused.what} {refused.do}")
    messages.success(
        request,
        _("Kept. You can stop here, or undo it for 30 seconds."),
        extra_tags=f"undo:{reverse('record_undo', args=[kept])}",
    )
    return _to(request, day)


@confirmed
@require_POST
def record_more(request: Request) -> HttpResponse:
    """Add energy and one line to a day that has a face."""
    day = _posted_day(request)
    said = queries.own_day(request.viewer, day)
    if said is None:
        return _page(request, day, error=_("Press a face first."))
    form = MoreForm(request.POST)
    if not form.is_valid():
        return _page(request, day, form=form)
    more = form.cleaned_data
    try:
        actions.say_day(by=request.viewer, day=day, face=said.face, energy=more["energy"], line=more["line"])
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, refused.what)
        return _page(request, day, form=form)
    messages.success(request, _("Kept."))
    return _to(request, day)


@confirmed
@require_POST
def record_undo(request: Request, check_id: int) -> HttpResponse:
    """Take back a slip of the finger."""
    day = actions.undo_day(by=request.viewer, check_id=check_id)
    messages.success(request, _("Undone."))
    return _to(request, day)


@confirmed
@require_POST
def record_delete(request: Request) -> HttpResponse:
    """Delete all that was said of a day."""
    actions.delete_day(by=request.viewer, day=_posted_day(request))
    messages.success(request, _("Deleted. That day counts as not asked."))
    return redirect("record")


def _posted_day(request: Request) -> date:
    form = DayForm(request.POST)
    day: date | None = form.cleaned_data["day"] if form.is_valid() else None
    if day is None:
        raise Unclear("The day is missing.", do="Go back to the day and send it again.", field="day")
    return day


def _to(request: Request, day: date) -> HttpResponse:
    if day == queries.today(request.viewer):
        return redirect("record")
    return redirect(f"{reverse('record')}?day={day.isoformat()}")


urlpatterns = [
    path("record/", record, name="record"),
    path("record/day/", record_day, name="record_day"),
    path("record/day/more/", record_more, name="record_more"),
    path("record/day/delete/", record_delete, name="record_delete"),
    path("record/day/<int:check_id>/undo/", record_undo, name="record_undo"),
]
