"""One thread of a practice, for the team: reading it, and every act on it."""

from datetime import timedelta
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from bedside.areas.messaging.actions import team as verbs
from bedside.areas.messaging.actions.team.answering import Reply
from bedside.areas.messaging.models import CallRequest, Message, Thread
from bedside.areas.messaging.queries.gate import WhyFirst
from bedside.areas.messaging.queries.on_team import TeamThread, is_closed_to, team_thread
from bedside.areas.practice.queries import times_of
from bedside.areas.practice.queries.seat import Seat
from bedside.doors.web.access import confirmed
from bedside.doors.web.forms import team as forms_of
from bedside.doors.web.forms.people import blame_with_way
from bedside.doors.web.forms.pictures import WithPictures
from bedside.doors.web.http import Request
from bedside.doors.web.pages.channel_pictures import shown as pictures_shown
from bedside.doors.web.team_words import opened_by, promise_words, soon_from, state_words
from bedside.kit import ids
from bedside.kit.clock import now
from bedside.kit.errors import NotHere, Refused
from bedside.policy.practice import templates
from bedside.policy.practice.promise import say
from bedside.policy.practice.reasons import REASONS
from bedside.policy.practice.roles import Right
from bedside.policy.practice.sending import OUTCOMES, Outcome
from bedside.policy.practice.threads import State, may_write_back
from bedside.policy.practice.voices import signed

Row = dict[str, Any]


@confirmed
@require_http_methods(["GET", "POST"])
def team_thread_page(request: Request, thread_id: int) -> HttpResponse:
    """One thread. Opening it is written down, and the patient sees it; a sensitive one asks why first."""
    why = forms_of.WhyForm(request.POST if request.method == "POST" else None)
    said = why.cleaned_data["why"] if request.method == "POST" and why.is_valid() else ""
    try:
        verbs.open_thread(by=request.viewer, thread_id=thread_id, why=said)
    except WhyFirst:
        return _ask_why(request, thread_id, why)
    except NotHere:
        raise
    except Refused as refused:
        blame_with_way(why, refused)
        return _ask_why(request, thread_id, why)
    if request.method == "POST":
        return redirect("team_thread", thread_id)
    return _thread_page(request, team_thread(request.viewer, thread_id), {})


def _ask_why(request: Request, thread_id: int, form: forms.Form) -> HttpResponse:
    if not is_closed_to(request.viewer, thread_id):
        raise NotHere
    context = {
        "page_title": _("This thread is sensitive"),
        "form": form,
        "text": _("It opens when you say why. Your reason is kept, and your patient can see that you opened it."),
        "slug": "",
    }
    return render(request, "pages/team_why.html", context, status=422 if form.errors else 200)


def _thread_page(request: Request, shown: TeamThread, sent: dict[str, forms.Form]) -> HttpResponse:
    thread, failed = shown.thread, next(iter(sent.values()), None)
    context = {
        "page_title": thread.subject or _(REASONS[thread.reason].label),
        "slug": shown.seat.practice.space.slug,
        "practice": shown.seat.practice,
        "shown": shown,
        "thread": thread,
        "messages_shown": [_message(one, shown) for one in shown.messages],
        "openings": [opened_by(one) for one in shown.openings],
        "forms": _forms(request, shown) | sent,
        "form": failed,
    }
    context |= _standing(shown) | _may(shown) | _calls(shown)
    return render(request, "pages/team_thread.html", context, status=422 if failed is not None else 200)


def _forms(request: Request, shown: TeamThread) -> dict[str, forms.Form]:
    return {
        "answer": _answer_form(request, shown),
        "comment": forms_of.CommentForm(auto_id="comment_%s"),
        "hand": forms_of.HandOnForm(auto_id="hand_%s", people=_colleagues(shown)),
        "snooze": forms_of.SnoozeForm(auto_id="snooze_%s"),
        "close": forms_of.CloseForm(auto_id="close_%s"),
        "part2": forms_of.WhyForm(auto_id="part2_%s"),
        "call": forms_of.CallForm(auto_id="call_%s"),
    }


def _colleagues(shown: TeamThread) -> list[tuple[int, str]]:
    me = shown.seat.persona_id
    return [(one.persona.id, one.persona.name) for one in shown.colleagues if one.persona.id != me]


def _standing(shown: TeamThread) -> Row:
    """Return where the thread stands: whose it is, and what is owed."""
    thread = shown.thread
    return {
        "state": state_words(thread.state),
        "reason": _(REASONS[thread.reason].label),
        "owner": _name_of(shown, thread.owner_id),
        "second": _name_of(shown, thread.second_id),
        "due": _due(thread, shown.seat) if thread.due_at else None,
        "closed": thread.state == State.CLOSED,
        "window": _window(thread, shown.seat),
        "asleep": thread.wakes_at is not None and thread.wakes_at > now(),
    }


def _may(shown: TeamThread) -> Row:
    """Return which acts are offered; each act asks again."""
    thread, here = shown.thread, shown.seat
    known = not thread.channel.pre_patient
    return {
        "may_take": thread.owner_id is None and shown.may_answer and thread.state != State.CLOSED,
        "may_tag": here.may(Right.PART2) and here.practice.substance_use,
        "may_write_first": here.may(Right.READ_HEALTH) and shown.may_answer and known,
        "people": bool(_colleagues(shown)),
    }


def _calls(shown: TeamThread) -> Row:
    call = next((one for one in shown.calls if one.called_at is None and one.withdrawn_at is None), None)
    return {
        "call": call,
        "call_number": call.words("number_sealed") if call else "",
        "call_topic": call.words("topic_sealed") if call else "",
        "calls_over": [_call_over(one) for one in shown.calls if one.outcome],
    }


def _call_over(one: CallRequest) -> Row:
    return {"at": one.called_at, "outcome": OUTCOMES[Outcome(one.outcome)], "note": one.words("note_sealed")}


def _due(thread: Thread, here: Seat) -> Row:
    times = times_of(here.practice)
    assert thread.due_at is not None
    return promise_words(thread.due_at, times=times, soon=soon_from(times))


def _window(thread: Thread, here: Seat) -> str:
    """Return until when the patient may write back, where an answer bounded it; "" where she may at any time."""
    until, moment = thread.reply_until_at, now()
    if until is None or thread.state == State.CLOSED:
        return ""
    if not may_write_back(until, at=moment):
        return _("Not here any more: the time is over, or they did. They can begin something new.")
    return _("Once, until %(time)s") % {"time": say(until, times=times_of(here.practice), at=moment)}


def _answer_form(request: Request, shown: TeamThread) -> forms_of.AnswerForm:
    """Return an empty answer, or one of the practice's texts with what is known filled in."""
    asked = ids.read(request.GET.get("text", ""))
    chosen = next((one for one in shown.templates if one.id == asked), None)
    known = {
        "practice": shown.seat.practice.space.name,
        "telephone": shown.seat.practice.telephone,
        "my name": request.me.name if request.me else "",
        "patient": shown.patient,
    }
    newest = shown.messages[-1].id if shown.messages else 0
    words = templates.filled(chosen.words, known=known) if chosen else ""
    start = {"words": words, "key": ids.new_id(), "seen": newest}
    return forms_of.AnswerForm(initial=start, auto_id="answer_%s", others=_others(shown), urgent=shown.thread.urgent)


def _others(shown: TeamThread) -> list[tuple[int, str]]:
    return [(one.id, one.name) for one in shown.may_speak_for]


def _name_of(shown: TeamThread, persona_id: int | None) -> str:
    if persona_id is None:
        return ""
    if persona_id == shown.seat.persona_id:
        return _("You")
    names = {one.persona.id: one.persona.name for one in shown.colleagues}
    return names.get(persona_id, _("Somebody who has left"))


def _message(one: Message, shown: TeamThread) -> Row:
    theirs = one.kind == "message" and one.by_patient and one.author_id is not None and not shown.thread.part2
    pictures = shown.pictures.get(one.id, ())
    return {
        "id": one.id,
        "kind": one.kind,
        "by_patient": one.by_patient,
        "who": signed(one.name, for_name=one.for_name),
        "at": one.sent_at,
        "words": one.words,
        "report_url": reverse("message_report", args=[one.id]) if theirs else "",
        "images": pictures_shown(pictures, route="team_picture", thread_id=shown.thread.id, who=one.name),
    }


@confirmed
@require_POST
def team_act(request: Request, thread_id: int, verb: str) -> HttpResponse:
    """One act on a thread; then back to it, or to the list where it was pressed there."""
    act = ACTS.get(verb)
    if act is None:
        raise NotHere
    name, form, run, done = act(request, thread_id)
    if form is not None and not form.is_valid():
        return _again(request, thread_id, name, form)
    try:
        run()
    except WhyFirst:
        return redirect("team_thread", thread_id)
    except NotHere:
        raise
    except Refused as refused:
        if form is None:
            messages.error(request, f"{refused.what} {refused.do}")
            return redirect("team_thread", thread_id)
        blame_with_way(form, refused)
        return _again(request, thread_id, name, form)
    messages.success(request, done)
    return _onward(request, thread_id)


def _again(request: Request, thread_id: int, name: str, form: forms.Form) -> HttpResponse:
    """Show the thread with what was typed, once more. What others wrote meanwhile stands above it."""
    if is_closed_to(request.viewer, thread_id):
        return redirect("team_thread", thread_id)
    shown = team_thread(request.viewer, thread_id)
    if name == "answer" and shown.messages:  # what she has read by now
        form.data = form.data.copy()  # type: ignore[attr-defined]
        form.data["seen"] = str(shown.messages[-1].id)
    if isinstance(form, WithPictures):
        form.ask_again()
    return _thread_page(request, shown, {name: form})


def _onward(request: Request, thread_id: int) -> HttpResponse:
    back = request.POST.get("back", "")
    if back.startswith("/team/") and "//" not in back and "\\" not in back:
        return redirect(back)
    return redirect("team_thread", thread_id)


def _answer(request: Request, thread_id: int) -> Any:
    shown = team_thread(request.viewer, thread_id) if not is_closed_to(request.viewer, thread_id) else None
    others, urgent = (_others(shown), shown.thread.urgent) if shown else ((), False)
    form = forms_of.AnswerForm(request.POST, request.FILES, auto_id="answer_%s", others=others, urgent=urgent)

    def run() -> None:
        said = form.cleaned_data
        more = {name: said.get(name, 0) for name in ("speaks_for", "window")}
        reply = Reply(said["words"], said["key"], said["seen"], files=said["pictures"], **more)
        verbs.answer(by=request.viewer, thread_id=thread_id, reply=reply)

    return "answer", form, run, _("Your answer is sent.")


def _comment(request: Request, thread_id: int) -> Any:
    form = forms_of.CommentForm(request.POST, request.FILES, auto_id="comment_%s")

    def run() -> None:
        said = form.cleaned_data
        verbs.comment(by=request.viewer, thread_id=thread_id, words=said["words"], files=said["pictures"])

    return "comment", form, run, _("Only the team sees your comment.")


def _hand(request: Request, thread_id: int) -> Any:
    closed = is_closed_to(request.viewer, thread_id)
    team_of = [] if closed else team_thread(request.viewer, thread_id).colleagues
    people = [(one.persona.id, one.persona.name) for one in team_of]
    form = forms_of.HandOnForm(request.POST, auto_id="hand_%s", people=people)

    def run() -> None:
        said = form.cleaned_data
        if said["words"] and not said["second"]:
            verbs.hand_on(by=request.viewer, thread_id=thread_id, to=said["to"], words=said["words"])
        else:
            verbs.assign(by=request.viewer, thread_id=thread_id, to=said["to"], second=said["second"])

    return "hand", form, run, _("It is handed on.")


def _snooze(request: Request, thread_id: int) -> Any:
    form = forms_of.SnoozeForm(request.POST, auto_id="snooze_%s")

    def run() -> None:
        until = now() + timedelta(hours=form.cleaned_data["hours"])
        verbs.snooze(by=request.viewer, thread_id=thread_id, until=until)

    return "snooze", form, run, _("It comes back then, or when your patient writes.")


def _close(request: Request, thread_id: int) -> Any:
    form = forms_of.CloseForm(request.POST, auto_id="close_%s")

    def run() -> None:
        verbs.close(by=request.viewer, thread_id=thread_id, summary=form.cleaned_data["summary"])

    return "close", form, run, _("It is closed. Your patient has the summary.")


def _call(request: Request, thread_id: int) -> Any:
    form = forms_of.CallForm(request.POST, auto_id="call_%s")

    def run() -> None:
        waiting = [
            one
            for one in team_thread(request.viewer, thread_id).calls
            if one.called_at is None and one.withdrawn_at is None
        ]
        if not waiting:
            raise NotHere
        said = form.cleaned_data
        verbs.record_call(by=request.viewer, call_id=waiting[0].id, outcome=said["outcome"], note=said["note"])

    return "call", form, run, _("It is written down.")


def _untag(request: Request, thread_id: int) -> Any:
    form = forms_of.WhyForm(request.POST, auto_id="part2_%s")

    def run() -> None:
        verbs.tag_part2(by=request.viewer, thread_id=thread_id, on=False, why=form.cleaned_data["why"])

    return "part2", form, run, _("The tag is taken off.")


def _plain(verb: Any, done: Any, **fixed: Any) -> Any:
    """Return an act without a form."""
    return lambda request, thread_id: ("", None, lambda: verb(by=request.viewer, thread_id=thread_id, **fixed), done)


ACTS: Final[dict[str, Any]] = {
    "answer": _answer,
    "comment": _comment,
    "hand": _hand,
    "snooze": _snooze,
    "close": _close,
    "call": _call,
    "untag": _untag,
    "take": _plain(verbs.take, gettext_lazy("You have it now.")),
    "back": _plain(verbs.put_back, gettext_lazy("Everybody can take it now.")),
    "wake": _plain(verbs.snooze, gettext_lazy("It is back on the list."), until=None),
    "anytime": _plain(verbs.lift_window, gettext_lazy("They may write back at any time.")),
    "reopen": _plain(verbs.reopen, gettext_lazy("It is open again, and you have it.")),
    "sensitive": _plain(verbs.mark_sensitive, gettext_lazy("It opens with a reason only."), on=True),
    "ordinary": _plain(verbs.mark_sensitive, gettext_lazy("It opens without a reason."), on=False),
    "tag": _plain(verbs.tag_part2, gettext_lazy("It is tagged. Your patient is told."), on=True),
}


@confirmed
@require_http_methods(["GET", "POST"])
def team_write(request: Request, thread_id: int) -> HttpResponse:
    """Begin something new with the patient of a thread: the practice writes first."""
    if is_closed_to(request.viewer, thread_id):
        return redirect("team_thread", thread_id)
    shown = team_thread(request.viewer, thread_id)
    form = forms_of.WriteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = verbs.write_first(by=request.viewer, channel_id=shown.thread.channel_id, **form.cleaned_data)
        except NotHere:
            raise
        except Refused as refused:
            blame_with_way(form, refused)
        else:
            messages.success(request, _("Your message is sent."))
            return redirect("team_thread", made.id)
    context = {
        "page_title": _("Write to %(name)s") % {"name": shown.patient},
        "text": _("Outside this site they are told only that there is a message."),
        "form": form,
        "button": _("Send"),
        "slug": shown.seat.practice.space.slug,
    }
    return render(request, "pages/team_why.html", context, status=422 if form.errors else 200)


urlpatterns = [
    path("team/threads/<int:thread_id>/", team_thread_page, name="team_thread"),
    path("team/threads/<int:thread_id>/do/<slug:verb>/", team_act, name="team_act"),
    path("team/threads/<int:thread_id>/write/", team_write, name="team_write"),
]
