"""A practice's inbox and its threads, for the team. For everybody else, and for who has left, they do not exist."""

from datetime import timedelta
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bedside.areas.messaging.actions import team as verbs
from bedside.areas.messaging.actions.team.answering import Reply
from bedside.areas.messaging.models import Message, Thread
from bedside.areas.messaging.queries import inbox as inboxes
from bedside.areas.messaging.queries.gate import WhyFirst
from bedside.areas.messaging.queries.inbox import Line
from bedside.areas.messaging.queries.on_team import TeamThread, is_closed_to, team_thread
from bedside.areas.practice.queries import teams_of, times_of
from bedside.areas.practice.queries.seat import Seat, seat
from bedside.areas.practice.queries.working import desk
from bedside.doors.web.access import confirmed
from bedside.doors.web.forms import team as forms_of
from bedside.doors.web.forms.people import blame_with_way
from bedside.doors.web.http import Request
from bedside.doors.web.team_words import opened_by, promise_words, shelf_name, soon_from, state_words
from bedside.kit import ids
from bedside.kit.clock import now
from bedside.kit.errors import NotHere, Refused
from bedside.policy.practice import templates
from bedside.policy.practice.reasons import REASONS
from bedside.policy.practice.roles import Right
from bedside.policy.practice.sending import OUTCOMES, Outcome
from bedside.policy.practice.threads import State
from bedside.policy.practice.triage import Shelf
from bedside.policy.practice.voices import signed

Row = dict[str, Any]
COUNTED: Final = (Shelf.ALL, Shelf.MINE, Shelf.UNASSIGNED, Shelf.URGENT)


@confirmed
@require_GET
def teams(request: Request) -> HttpResponse:
    """The practices on whose team the viewer is; the inbox at once where there is one."""
    found = [practice for one in teams_of(request.viewer.persona_id) if (practice := desk(practice_id=one))]
    if not found:
        raise NotHere
    if len(found) == 1:
        return redirect("team", found[0].space.slug)
    rows = [{"name": one.space.name, "url": reverse("team", args=[one.space.slug])} for one in found]
    return render(request, "pages/teams.html", {"page_title": _("Your practices"), "rows": rows})


@confirmed
@require_GET
def team(request: Request, slug: str) -> HttpResponse:
    """The inbox: what is to be answered, in order. Looking at it opens nothing."""
    here = seat(request.viewer, slug)
    if not here.may(Right.SEE_LIST):
        return redirect("team_people", slug)
    shelf = _shelf(request)
    page, many = inboxes.inbox(here, shelf, after=request.GET.get("after", "")), inboxes.counts(here)
    context = {
        "page_title": here.practice.space.name,
        "slug": slug,
        "shelves": [_tab(one, shelf, slug, many) for one in Shelf],
        "rows": _rows(page.lines, here, shelf=shelf),
        "shelf": shelf.value,
        "shelf_name": shelf_name(shelf),
        "since": _("back") if shelf is Shelf.SNOOZED else _("waits since"),
        "next_url": f"{request.path}?shelf={shelf.value}&after={page.after}" if page.after else "",
        "first_url": f"{request.path}?shelf={shelf.value}" if "after" in request.GET else "",
        "back": request.get_full_path(),
    }
    return render(request, "pages/team.html", context)


def _shelf(request: Request) -> Shelf:
    asked = request.GET.get("shelf", Shelf.ALL.value)
    if asked not in set(Shelf):
        raise NotHere
    return Shelf(asked)


def _tab(one: Shelf, current: Shelf, slug: str, many: dict[Shelf, str]) -> Row:
    url = f"{reverse('team', args=[slug])}?shelf={one.value}"
    return {"name": shelf_name(one), "url": url, "count": many.get(one, ""), "current": one is current}


def _rows(lines: list[Line], here: Seat, *, shelf: Shelf) -> list[Row]:
    """Return the lines of the list, ready to be written down: a practice's first page is opened all day long."""
    times = times_of(here.practice)
    soon = soon_from(times) if any(one.due_at for one in lines) else None
    takes = here.may(Right.ANSWER)
    labels = {key: _(reason.label) for key, reason in REASONS.items()}
    sensitive, part2, you = _("Sensitive"), _("Part 2"), _("You")
    states = {state.value: state_words(state.value) for state in State}

    def row(line: Line) -> Row:
        tags = [word for word, on in ((sensitive, line.sensitive), (part2, line.part2)) if on]
        reason, owner = labels[line.reason.key], you if line.mine else line.owner
        return {
            "url": f"/team/threads/{line.id}/",
            "take": line.state == State.OPEN and takes and not line.sensitive,
            "what": line.subject or reason,
            "about": " · ".join(filter(None, (line.patient, line.subject and reason, owner or states[line.state]))),
            "urgent": line.urgent,
            "tags": tags,
            "at": line.wakes_at if shelf is Shelf.SNOOZED else line.asked_at,
            "due": promise_words(line.due_at, times=times, soon=soon) if line.due_at else None,
        }

    return [row(line) for line in lines]


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
    thread, here = shown.thread, shown.seat
    people = [(one.persona.id, one.persona.name) for one in shown.colleagues if one.persona.id != here.persona_id]
    closed = thread.state == State.CLOSED
    all_forms = {
        "answer": _answer_form(request, shown),
        "comment": forms_of.CommentForm(auto_id="comment_%s"),
        "hand": forms_of.HandOnForm(auto_id="hand_%s", people=people),
        "snooze": forms_of.SnoozeForm(auto_id="snooze_%s"),
        "close": forms_of.CloseForm(auto_id="close_%s"),
        "part2": forms_of.WhyForm(auto_id="part2_%s"),
        "call": forms_of.CallForm(auto_id="call_%s"),
    } | sent
    failed = next(iter(sent.values()), None)
    call = next((one for one in shown.calls if one.called_at is None and one.withdrawn_at is None), None)
    context = {
        "page_title": thread.subject or _(REASONS[thread.reason].label),
        "slug": here.practice.space.slug,
        "practice": here.practice,
        "shown": shown,
        "thread": thread,
        "messages_shown": [_message(one) for one in shown.messages],
        "openings": [opened_by(one) for one in shown.openings],
        "state": state_words(thread.state),
        "owner": _name_of(shown, thread.owner_id),
        "second": _name_of(shown, thread.second_id),
        "due": _due(thread, here) if thread.due_at else None,
        "reason": _(REASONS[thread.reason].label),
        "closed": closed,
        "asleep": thread.wakes_at is not None and thread.wakes_at > now(),
        "may_take": thread.owner_id is None and shown.may_answer and not closed,
        "may_tag": here.may(Right.PART2) and here.practice.substance_use,
        "may_write_first": here.may(Right.READ_HEALTH) and shown.may_answer and not thread.channel.pre_patient,
        "call": call,
        "call_number": call.words("number_sealed") if call else "",
        "call_topic": call.words("topic_sealed") if call else "",
        "calls_over": [(one, OUTCOMES[Outcome(one.outcome)]) for one in shown.calls if one.outcome],
        "forms": all_forms,
        "form": failed,
        "people": bool(people),
    }
    return render(request, "pages/team_thread.html", context, status=422 if failed is not None else 200)


def _due(thread: Thread, here: Seat) -> Row:
    times = times_of(here.practice)
    assert thread.due_at is not None
    return promise_words(thread.due_at, times=times, soon=soon_from(times))


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
    return forms_of.AnswerForm(initial=start, auto_id="answer_%s", others=_others(shown))


def _others(shown: TeamThread) -> list[tuple[int, str]]:
    return [(one.id, one.name) for one in shown.may_speak_for]


def _name_of(shown: TeamThread, persona_id: int | None) -> str:
    if persona_id is None:
        return ""
    if persona_id == shown.seat.persona_id:
        return _("You")
    names = {one.persona.id: one.persona.name for one in shown.colleagues}
    return names.get(persona_id, _("Somebody who has left"))


def _message(one: Message) -> Row:
    return {
        "id": one.id,
        "kind": one.kind,
        "by_patient": one.by_patient,
        "who": signed(one.name, for_name=one.for_name),
        "at": one.sent_at,
        "words": one.words,
        "images": one.images,
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
    return _thread_page(request, shown, {name: form})


def _onward(request: Request, thread_id: int) -> HttpResponse:
    back = request.POST.get("back", "")
    if back.startswith("/team/") and "//" not in back and "\\" not in back:
        return redirect(back)
    return redirect("team_thread", thread_id)


def _answer(request: Request, thread_id: int) -> Any:
    shown = team_thread(request.viewer, thread_id) if not is_closed_to(request.viewer, thread_id) else None
    form = forms_of.AnswerForm(request.POST, auto_id="answer_%s", others=_others(shown) if shown else ())

    def run() -> None:
        said = form.cleaned_data
        speaks_for = said.get("speaks_for", 0)
        reply = Reply(words=said["words"], key=said["key"], seen=said["seen"], speaks_for=speaks_for)
        verbs.answer(by=request.viewer, thread_id=thread_id, reply=reply)

    return "answer", form, run, _("Your answer is sent.")


def _comment(request: Request, thread_id: int) -> Any:
    form = forms_of.CommentForm(request.POST, auto_id="comment_%s")

    def run() -> None:
        verbs.comment(by=request.viewer, thread_id=thread_id, words=form.cleaned_data["words"])

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

    def act(request: Request, thread_id: int) -> Any:
        return "", None, lambda: verb(by=request.viewer, thread_id=thread_id, **fixed), done

    return act


ACTS: Final[dict[str, Any]] = {
    "answer": _answer,
    "comment": _comment,
    "hand": _hand,
    "snooze": _snooze,
    "close": _close,
    "call": _call,
    "untag": _untag,
    "take": _plain(verbs.take, _("You have it now.")),
    "back": _plain(verbs.put_back, _("Everybody can take it now.")),
    "wake": _plain(verbs.snooze, _("It is back on the list."), until=None),
    "reopen": _plain(verbs.reopen, _("It is open again, and you have it.")),
    "sensitive": _plain(verbs.mark_sensitive, _("It opens with a reason only."), on=True),
    "ordinary": _plain(verbs.mark_sensitive, _("It opens without a reason."), on=False),
    "tag": _plain(verbs.tag_part2, _("It is tagged. Your patient is told."), on=True),
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
    path("team/", teams, name="teams"),
    path("team/threads/<int:thread_id>/", team_thread_page, name="team_thread"),
    path("team/threads/<int:thread_id>/do/<slug:verb>/", team_act, name="team_act"),
    path("team/threads/<int:thread_id>/write/", team_write, name="team_write"),
    path("team/<slug:slug>/", team, name="team"),
]
