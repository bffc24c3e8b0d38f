"""The desk of moderators and stewards: what waits, one case, floods of look-alikes, second looks.

For who has no desk none of it exists; a steward sees the own space alone.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.formats import date_format, time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from bedside.areas.moderation import actions, queries
from bedside.areas.moderation.queries import Line, View, Wave
from bedside.doors.web.access import desks
from bedside.doors.web.forms.people import blame_with_way
from bedside.doors.web.forms.reports import DecideForm, SecondLookForm
from bedside.doors.web.http import Request
from bedside.doors.web.report_words import act, reason, shown, what
from bedside.kit.errors import NotHere, Refused
from bedside.policy.moderation import likeness
from bedside.policy.moderation.acts import reason_fits

FARTHEST = 100_000


@desks
@require_GET
def queue(request: Request) -> HttpResponse:
    """What waits at the viewer's desks, the most pressing first."""
    asked = request.GET.get("from", "0")
    start = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 0
    found = queries.queue(request.viewer, start=start)
    waves = queries.waves(request.viewer)
    context = {
        "page_title": _("Reports"),
        "load": ngettext("%(n)s report waits.", "%(n)s reports wait.", found.waiting) % {"n": found.waiting},
        "lines": [_line(line) for line in found.lines],
        "alike": sum(len(wave.case_ids) for wave in waves),
        "appeals": len(queries.appeals(request.viewer)),
        "more_url": f"{reverse('queue')}?from={found.more}" if found.more and found.more < FARTHEST else "",
    }
    return render(request, "pages/queue.html", context)


def _line(line: Line) -> dict[str, Any]:
    case = line.case
    times = ngettext("%(n)s report", "%(n)s reports", line.reports) % {"n": line.reports}
    return {
        "url": reverse("queue_case", args=[case.id]),
        "what": reason(case.reason),
        "where": " · ".join(
            filter(None, (what(case.kind), line.place, times if line.reports else _("Found by the site")))
        ),
        "due": _moment(line.due_at),
        "overdue": line.overdue,
        "mine": line.mine,
        "taken": line.claimed and not line.mine,
        "at": case.opened_at,
    }


def _moment(at: Any) -> str:
    local = localtime(at)
    return f"{date_format(local, 'j F')}, {time_format(local, 'H:i')}"


@desks
@require_http_methods(["GET", "POST"])
def case(request: Request, case_id: int) -> HttpResponse:
    """One case: take it, give it back, or decide; then the next one."""
    view = queries.view(request.viewer, case_id)
    if request.method == "POST" and request.POST.get("do") in STEPS:
        return STEPS[request.POST["do"]](request, view)
    sent = request.POST if request.method == "POST" else None
    form = DecideForm(sent, can=view.can, initial=_first(view.case.reason))
    if form.is_valid():
        try:
            if form.nothing:
                actions.dismiss(by=request.viewer, case_id=case_id)
            else:
                actions.act(by=request.viewer, case_id=case_id, choice=form.choice)
        except (NotHere, actions.Taken):
            raise
        except Refused as refused:
            blame_with_way(form, refused)
        else:
            messages.success(request, _("Decided. The author is told, and so is who reported it."))
            return _next(request)
    return _case_page(request, view, form)


def _first(code: str) -> dict[str, str]:
    """Return what a form begins with: the reason of the reports, where an act can have it."""
    return {"reason": code} if reason_fits(code) else {}


def _claim(request: Request, view: View) -> HttpResponse:
    actions.claim(by=request.viewer, case_id=view.case.id)
    return redirect("queue_case", view.case.id)


def _release(request: Request, view: View) -> HttpResponse:
    actions.release(by=request.viewer, case_id=view.case.id)
    return redirect("queue")


def _lift(request: Request, view: View) -> HttpResponse:
    for one in view.acts:
        actions.lift(by=request.viewer, act_id=one.id)
    messages.success(request, _("Taken back. The author is told."))
    return redirect("queue")


STEPS = {"claim": _claim, "release": _release, "lift": _lift}


def _next(request: Request) -> HttpResponse:
    """Go on to what is most pressing and free, or to the list."""
    free = (line for line in queries.queue(request.viewer).lines if line.mine or not line.claimed)
    line = next(free, None)
    return redirect("queue_case", line.case.id) if line is not None else redirect("queue")


def _case_page(request: Request, view: View, form: DecideForm) -> HttpResponse:
    one = view.case
    context = {
        "page_title": reason(one.reason),
        "where": " · ".join(filter(None, (what(one.kind), view.place))),
        "due": _moment(view.due_at),
        "mine": view.mine,
        "taken": view.taken,
        "waits": one.state in ("open", "claimed"),
        "acts": [act(done.act) for done in view.acts],
        "alone": one.alone,
        "reasons": [{"words": reason(code), "times": times} for code, times in view.reasons],
        "words": view.words,
        "thing": shown(view.snapshot),
        "author": {"name": view.author.name, "url": reverse("persona", args=[view.author.handle])}
        if view.author
        else None,
        "earlier": view.earlier,
        "remove_url": reverse("post_remove", args=[one.subject_id]) if one.kind == "post" and view.author else "",
        "form": form if view.mine else None,
    }
    return render(request, "pages/queue_case.html", context, status=422 if form.errors else 200)


@desks
@require_GET
def alike(request: Request) -> HttpResponse:
    """Groups of look-alikes, the largest first."""
    waves = [_wave(wave) | {"url": reverse("queue_wave", args=[wave.id])} for wave in queries.waves(request.viewer)]
    return render(request, "pages/queue_alike.html", {"page_title": _("Look-alikes"), "waves": waves})


def _wave(wave: Wave) -> dict[str, Any]:
    people = ngettext("%(n)s person", "%(n)s people", wave.people) % {"n": wave.people}
    return {
        "what": _("%(n)s posts: %(reason)s") % {"n": len(wave.case_ids), "reason": reason(wave.reason)},
        "where": _("By %(people)s") % {"people": people},
        "signs": ", ".join(_(likeness.WORDS[sign]) for sign in wave.signs),
    }


@desks
@require_http_methods(["GET", "POST"])
def wave(request: Request, wave_id: int) -> HttpResponse:
    """One group: some of it to look at, and one press for all."""
    found = queries.wave(request.viewer, wave_id)
    can = queries.can(request.viewer, found)
    sent = request.POST if request.method == "POST" else None
    form = DecideForm(sent, can=can, many=True, initial=_first(found.reason))
    if form.is_valid():
        try:
            return _acted(request, found, form)
        except NotHere:
            raise
        except Refused as refused:
            blame_with_way(form, refused)
            found = queries.wave(request.viewer, wave_id)
    context = _wave(found) | {
        "page_title": _("%(n)s look-alikes") % {"n": len(found.case_ids)},
        "samples": queries.samples(request.viewer, found),
        "seen": len(found.case_ids),
        "form": form,
        "button": _("Do this to all %(n)s") % {"n": len(found.case_ids)},
    }
    return render(request, "pages/queue_wave.html", context, status=422 if form.errors else 200)


def _acted(request: Request, found: Wave, form: DecideForm) -> HttpResponse:
    asked = request.POST.get("seen", "")
    seen = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 0
    if form.nothing:
        actions.dismiss_wave(by=request.viewer, wave_id=found.id, seen=seen)
        messages.success(request, _("They stay as they are."))
        return redirect("queue_alike")
    batch = actions.act_on_wave(
        by=request.viewer,
        wave_id=found.id,
        seen=seen,
        choice=form.choice,
        limit_authors=form.cleaned_data.get("limit", False),
    )
    return redirect("queue_undo", batch)


@desks
@require_http_methods(["GET", "POST"])
def undo(request: Request, batch_id: int) -> HttpResponse:
    """What a press just did, and taking it back."""
    count = queries.undoable(request.viewer, batch_id)
    if request.method == "POST":
        actions.undo(by=request.viewer, batch_id=batch_id)
        messages.success(request, _("Taken back. All is as it was before, and the reports wait again."))
        return redirect("queue")
    context = {
        "page_title": _("Done"),
        "text": ngettext("%(n)s act in one press.", "%(n)s acts in one press.", count) % {"n": count},
        "paragraphs": [
            _("The authors are told why, and how to ask for a second look. You can take it back for a day.")
        ],
        "post_here": True,
        "button": _("Take it all back"),
        "cancel_url": reverse("queue"),
        "cancel": _("To the reports"),
    }
    return render(request, "pages/message.html", context)


@desks
@require_GET
def appeals(request: Request) -> HttpResponse:
    """Second looks that the viewer can take."""
    rows = [
        {
            "url": reverse("queue_appeal", args=[one.act.id]),
            "what": act(one.act.act),
            "where": reason(one.act.reason),
            "due": _moment(one.due_at),
            "overdue": one.overdue,
        }
        for one in queries.appeals(request.viewer)
    ]
    return render(request, "pages/queue_appeals.html", {"page_title": _("Second looks"), "lines": rows})


@desks
@require_http_methods(["GET", "POST"])
def appeal(request: Request, act_id: int) -> HttpResponse:
    """One appeal: what was decided, the thing as it was, what its author says, and the answer."""
    found = queries.second_look(request.viewer, act_id)
    form = SecondLookForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        told = form.cleaned_data
        try:
            actions.decide(by=request.viewer, act_id=act_id, upheld=told["answer"] == "uphold", words=told["words"])
        except NotHere:
            raise
        except Refused as refused:
            blame_with_way(form, refused)
        else:
            messages.success(request, _("Your answer is sent. It is the last one."))
            return redirect("queue_appeals")
    context = {
        "page_title": _("A second look"),
        "due": _moment(found.due_at),
        "act": act(found.act.act),
        "reason": reason(found.act.reason),
        "words": found.words,
        "moderator": found.act.words,
        "thing": shown(found.snapshot),
        "form": form,
    }
    return render(request, "pages/queue_appeal.html", context, status=422 if form.errors else 200)


urlpatterns = [
    path("queue/", queue, name="queue"),
    path("queue/<int:case_id>/", case, name="queue_case"),
    path("queue/alike/", alike, name="queue_alike"),
    path("queue/alike/<int:wave_id>/", wave, name="queue_wave"),
    path("queue/undo/<int:batch_id>/", undo, name="queue_undo"),
    path("queue/second/", appeals, name="queue_appeals"),
    path("queue/second/<int:act_id>/", appeal, name="queue_appeal"),
]
