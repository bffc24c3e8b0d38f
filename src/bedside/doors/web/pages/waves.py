"""How it goes: the questions that a member lets us ask about her treatments, and her answers."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bedside.areas.people.viewer import Viewer
from bedside.areas.records import actions, queries
from bedside.areas.records.errors import Closed
from bedside.areas.records.queries import OwnQuestion
from bedside.doors.web.access import confirmed
from bedside.doors.web.entered import entered_words
from bedside.doors.web.forms.evaluations import EvaluationForm, filled
from bedside.doors.web.forms.people import blame
from bedside.doors.web.http import Request
from bedside.kit.errors import Refused
from bedside.policy.courses import Taking
from bedside.policy.waves import State

WAVES = {
    "w2": gettext_lazy("after 2 weeks"),
    "m3": gettext_lazy("after 3 months"),
    "m6": gettext_lazy("after 6 months"),
    "m12": gettext_lazy("after 12 months"),
}


def row(one: OwnQuestion, viewer: Viewer) -> dict[str, Any]:
    """Return one line of a list of questions: silence is told as silence, and a carer's answer as hers."""
    day = date_format(one.opens, "j F Y")
    last = date_format(one.closes, "j F Y")
    texts = {
        State.AHEAD: _("We ask you on %(day)s") % {"day": day},
        State.OPEN: _("Open until %(day)s") % {"day": last},
        State.ANSWERED: _("Answered"),
        State.NO_ANSWER: _("Asked, no answer"),
        State.CRASH: _("Not asked: you were in a crash"),
    }
    link = one.state in (State.OPEN, State.ANSWERED)
    return {
        "url": reverse("record_question", args=[one.id]) if link else "",
        "name": f"{one.course.text}, {WAVES[one.wave]}",
        "when": WAVES[one.wave],
        "text": " · ".join(part for part in (texts[one.state], _by_carer(viewer, one)) if part),
    }


def _by_carer(viewer: Viewer, one: OwnQuestion) -> str:
    return _("answered too, for you: %(who)s") % {"who": entered_words(viewer, one.proxy_id)} if one.by_carer else ""


@confirmed
@require_GET
def record_questions(request: Request) -> HttpResponse:
    """What can be answered today, and what comes."""
    mine = queries.own_questions(request.viewer)
    context = {
        "page_title": _("How it goes"),
        "open": [row(one, request.viewer) for one in mine if one.state is State.OPEN],
        "others": [row(one, request.viewer) for one in mine if one.state is not State.OPEN],
    }
    return render(request, "pages/record_questions.html", context)


@confirmed
@require_http_methods(["GET", "POST"])
def record_question(request: Request, question_id: int) -> HttpResponse:
    """Answer one question, or put the answer right."""
    one = queries.own_question(request.viewer, question_id)
    if one.state not in (State.OPEN, State.ANSWERED):
        raise Closed
    form = EvaluationForm(request.POST or None, initial=filled(one.answer))
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer_question(by=request.viewer, question_id=question_id, said=form.said())
        except Refused as refused:
            blame(form, refused)
        else:
            messages.success(request, _("Thank you. Your answer is kept."))
            return redirect("record_course", one.course_id)
    stopped = one.course.taking is Taking.NO
    lead = _("You stopped it, and how it was still matters: who stops is asked like who goes on.")
    title = _("%(name)s: how did it go?") if stopped else _("%(name)s: how does it go?")
    more = [field for field in form if field.name not in form.main]
    context = {
        "page_title": title % {"name": one.course.text},
        "notes": [lead if stopped else "", _("It is for: %(purpose)s.") % {"purpose": one.course.purpose}],
        "form": form,
        "first": [form[name] for name in form.main],
        "more": more,
        "more_title": _("Which unwanted effects, trouble, cost, your own words"),
        "more_open": any(field.errors or field.value() for field in more),
        "button": _("Keep my answer"),
        "cancel_url": reverse("record_course", args=[one.course_id]),
    }
    return render(request, "pages/record_form.html", context, status=422 if form.errors else 200)


@confirmed
@require_POST
def record_course_asks(request: Request, course_id: int) -> HttpResponse:
    """Let us ask how a course goes, or no longer."""
    asks = request.POST.get("asks") == "yes"
    actions.let_ask(by=request.viewer, course_id=course_id, asks=asks)
    messages.success(request, _("We will ask you.") if asks else _("We will not ask you any more."))
    return redirect("record_course", course_id)


urlpatterns = [
    path("record/questions/", record_questions, name="record_questions"),
    path("record/questions/<int:question_id>/", record_question, name="record_question"),
    path("record/treatments/<int:course_id>/asks/", record_course_asks, name="record_course_asks"),
]
