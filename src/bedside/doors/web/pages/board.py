"""The board of who is on duty: what is due first, one case, its private thread; and the glass that two people break.

For everybody else none of this exists. Nothing here tells, asks or depends on whether anybody is in anybody's care.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from bedside.areas.escalations import actions, queries
from bedside.areas.escalations.actions import OpenedPost
from bedside.areas.escalations.queries import BoardLine, Case, GlassLine, StepLine
from bedside.doors.web.access import signed_in
from bedside.doors.web.cards import stored_html
from bedside.doors.web.care_parts import day_and_time
from bedside.doors.web.care_words import CHOICES, CLASSES, OUTCOMES, REASONS, STEPS, TRIGGERS, span
from bedside.doors.web.forms.board import GlassForm, WhyForm
from bedside.doors.web.forms.people import blame
from bedside.doors.web.http import Request
from bedside.kit.clock import now
from bedside.kit.errors import NotHere, Refused
from bedside.policy.escalation import Klass, State
from bedside.policy.escalation.triaging import WORDS as WHYS
from bedside.policy.escalation.triaging import Why
from bedside.policy.escalation.words import PUBLIC_LINE, first_message

GRAVE = {"C1": "emergency", "C2": "emergency", "C3": "today"}
ENDINGS = ("author_safe", "in_care", "lines_given_no_reply", "moved_private", "withdrew", "false_alarm")


@signed_in
@require_GET
def board(request: Request) -> HttpResponse:
    """What waits for people, the gravest and oldest first; for who is asked to agree, that alone."""
    glasses = queries.glasses(request.viewer)
    if not (glasses or queries.on_duty(request.viewer)):
        raise NotHere
    lines = [_line(one) for one in queries.board(request.viewer)]
    context = {
        "page_title": _("Board"),
        "lead": _lead(len(lines), sum(line["late"] for line in lines)),
        "lines": lines,
        "glasses": [_glass(one) for one in glasses if one.stands],
        "reviews": len(queries.reviews(request.viewer)),
    }
    return render(request, "pages/board.html", context)


def _lead(n: int, late: int) -> str:
    if not n:
        return _("Nothing waits. We write to you when something does.")
    if late:
        return _("%(n)d wait. %(late)d are late: begin with those.") % {"n": n, "late": late}
    return _("%(n)d wait. The first is due first.") % {"n": n}


def _line(one: BoardLine) -> dict[str, Any]:
    return {
        "id": one.id,
        "url": reverse("board_case", args=[one.id]),
        "klass": CLASSES[one.klass],
        "code": one.klass,
        "care": GRAVE.get(one.klass, ""),
        "trigger": TRIGGERS[one.trigger],
        "reason": REASONS.get(one.rule, ""),
        "begun_at": one.begun_at,
        "due": due_in_words(one.late_at),
        "late": one.late,
        "next": _next(one),
        "asked": one.asked,
        "unread": one.unread,
        "minor": one.minor,
        "post_gone": one.post_gone,
    }


def _next(one: BoardLine) -> str:
    if one.unread:
        return _("The author answered: read it")
    if one.state == State.TRIAGED:
        return _("Write to the author") if one.triaged else _("Look, and say how grave it is")
    return _("Talk with the author") if one.state == State.CONTACTED else _("Open")


def due_in_words(at: datetime | None) -> str:
    """Return when a clock runs out, as words and as time: "in 4 minutes, 14:30"."""
    if at is None:
        return ""
    left = at - now()
    if left.total_seconds() < 0:
        return _("%(span)s late, since %(when)s") % {"span": span(-left), "when": day_and_time(at)}
    return _("in %(span)s, by %(when)s") % {"span": span(left), "when": day_and_time(at)}


def _glass(one: GlassLine) -> dict[str, Any]:
    return {"one": one, "klass": CLASSES[one.klass], "until": day_and_time(one.until)}


@signed_in
@require_http_methods(["GET", "POST"])
def board_case(request: Request, escalation_id: int) -> HttpResponse:
    """One case: the post when it is opened, what can be said of it, the thread, the steps."""
    case = queries.one(request.viewer, escalation_id)
    if request.method != "POST":
        return _case_page(request, case)
    do = request.POST.get("do", "")
    if do == "open":
        return _case_page(request, case, post=actions.open_post(by=request.viewer, escalation_id=escalation_id))
    if do == "read":
        actions.read_thread(by=request.viewer, escalation_id=escalation_id)
        return _case_page(request, queries.one(request.viewer, escalation_id), with_thread=True)
    return _done(request, case, do)


def _done(request: Request, case: Case, do: str) -> HttpResponse:
    act = _acts(request, case.line.id).get(do)
    if act is None:
        raise NotHere
    try:
        told = act()
    except NotHere:
        raise
    except Refused as refused:
        here = queries.one(request.viewer, case.line.id)
        return _case_page(request, here, error=f"{refused.what} {refused.do}", with_thread=do == "write")
    messages.success(request, told)
    return redirect("board") if do in ("pass", "resolve") else redirect("board_case", case.line.id)


def _acts(request: Request, escalation_id: int) -> dict[str, Callable[[], str]]:
    """Return what can be done by its name; each says in words what was done."""
    who, form = request.viewer, request.POST

    def triage() -> str:
        choice, _colon, to = form.get("choice", "").partition(":")
        actions.triage(by=who, escalation_id=escalation_id, choice=choice, why=form.get("why", ""), to=to)
        return _("Noted. Now write to the author.") if choice != "false_alarm" else _("Closed: no cause for worry.")

    def contact() -> str:
        actions.contact(by=who, escalation_id=escalation_id)
        return _("The author has the message, and the line stands under the post.")

    def write() -> str:
        actions.write(by=who, escalation_id=escalation_id, words=form.get("words", ""))
        return _("Sent, for the site.")

    def pass_on() -> str:
        actions.pass_on(by=who, escalation_id=escalation_id)
        return _("The next on the rota was asked. Nobody is told why.")

    def resolve() -> str:
        actions.resolve(by=who, escalation_id=escalation_id, outcome=form.get("outcome", ""))
        return _("Closed. The author can still write.")

    return {"triage": triage, "contact": contact, "write": write, "pass": pass_on, "resolve": resolve}


def _case_page(
    request: Request, case: Case, *, post: OpenedPost | None = None, with_thread: bool = False, error: str = ""
) -> HttpResponse:
    line, klass = case.line, Klass(case.line.klass)
    thread = queries.thread(request.viewer, line.id) if with_thread else None
    context = {
        "page_title": str(CLASSES[line.klass]),
        "line": _line(line),
        "case": case,
        "post": post,
        "post_html": stored_html(post.html) if post is not None else "",
        "thread": thread,
        "looks": line.state == State.TRIAGED and not line.triaged,
        "writes": line.state == State.TRIAGED and line.triaged,
        "talks": line.state in (State.CONTACTED, State.HANDED, State.GLASS),
        "choices": _choices(klass),
        "why": WhyForm({"why": request.POST["why"]} if "why" in request.POST else None),
        "script": first_message(klass, number=_("their emergency number"), minor=line.minor),
        "public_line": PUBLIC_LINE,
        "endings": [{"value": code, "words": OUTCOMES[code]} for code in ENDINGS],
        "outcome": OUTCOMES.get(case.outcome, ""),
        "steps": [step_line(one) for one in case.steps],
        "errors": [{"text": error, "href": ""}] if error else [],
    }
    return render(request, "pages/board_case.html", context, status=422 if error else 200)


def _choices(klass: Klass) -> list[dict[str, str]]:
    """Return what may be said of a case of this class: as it is, graver, less grave, or nothing at all."""
    others = [one for one in Klass if one not in (klass, Klass.ROUTINE)]
    graver = [one for one in others if one < klass]
    less = [one for one in others if one > klass]
    same = {"value": "confirm", "words": _("It is that: %(klass)s") % {"klass": CLASSES[klass.value]}}
    return [
        same,
        *({"value": f"raise:{one}", "words": _("Graver: %(k)s") % {"k": CLASSES[one.value]}} for one in graver),
        *({"value": f"lower:{one}", "words": _("Less grave: %(k)s") % {"k": CLASSES[one.value]}} for one in less),
        {"value": "false_alarm", "words": _("No cause for worry: close it")},
    ]


def step_line(one: StepLine) -> dict[str, Any]:
    """Return one thing that happened in words, without who did it."""
    words = STEPS.get(one.kind, "")
    reason = CHOICES.get(one.reason) or OUTCOMES.get(one.reason) or REASONS.get(one.reason) or ""
    why = _(WHYS[Why(one.code)]) if one.code else ""
    return {"at": one.at, "words": words or one.kind, "reason": reason, "why": why, "klass": CLASSES.get(one.klass, "")}


@signed_in
@require_http_methods(["GET", "POST"])
def board_glass(request: Request, escalation_id: int) -> HttpResponse:
    """Ask a second trained person whether somebody may be told the fewest words that can save a life."""
    case = queries.one(request.viewer, escalation_id)
    if not case.may_break:
        raise NotHere
    form = GlassForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.break_glass(by=request.viewer, escalation_id=escalation_id, **form.cleaned_data)
        except NotHere:
            raise
        except Refused as refused:
            blame(form, refused)
        else:
            messages.success(request, _("A second person has ten minutes to agree. Tell one now, by voice."))
            return redirect("board_case", escalation_id)
    context = {
        "page_title": _("Tell somebody outside"),
        "lead": _("Only when a life is in danger and the author does not answer. The site calls nobody: you do."),
        "form": form,
        "button": _("Ask a second person"),
        "danger": True,
        "back_url": reverse("board_case", args=[escalation_id]),
    }
    return render(request, "pages/question.html", context, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def board_second(request: Request, glass_id: int) -> HttpResponse:
    """Say yes or no, as the second person."""
    one = next((glass for glass in queries.glasses(request.viewer) if glass.id == glass_id), None)
    if one is None:
        raise NotHere
    if request.method == "POST":
        if request.POST.get("do") == "agree":
            return _agree(request, one)
        actions.decline_glass(by=request.viewer, glass_id=glass_id)
        messages.success(request, _("You said no. Nobody is told anything."))
        return redirect("board" if queries.on_duty(request.viewer) else "home")
    return _second_page(request, one)


def _second_page(request: Request, one: GlassLine, *, status: int = 200) -> HttpResponse:
    context = {"page_title": _("May this be passed on?"), "may_look": queries.on_duty(request.viewer), **_glass(one)}
    return render(request, "pages/board_second.html", context, status=status)


def _agree(request: Request, one: GlassLine) -> HttpResponse:
    """Agree; where the author answered meanwhile, the same page says that it can't be agreed to any more."""
    try:
        actions.agree_glass(by=request.viewer, glass_id=one.id)
    except actions.MovedOn:
        return _second_page(request, replace(one, stands=False), status=422)
    return _agreed(request, one)


def _agreed(request: Request, one: GlassLine) -> HttpResponse:
    """Send who is on duty back to the case. A second person who is not has no case to go to: her colleague calls."""
    if queries.on_duty(request.viewer):
        messages.success(request, _("Call now. Say these words and no more."))
        return redirect("board_case", one.escalation_id)
    messages.success(request, _("You agreed. Your colleague calls now. Tell them by voice."))
    return redirect("home")


urlpatterns = [
    path("board/", board, name="board"),
    path("board/<int:escalation_id>/", board_case, name="board_case"),
    path("board/<int:escalation_id>/tell/", board_glass, name="board_glass"),
    path("board/agree/<int:glass_id>/", board_second, name="board_second"),
]
