"""A patient's messages: all her practices, one conversation, and what she can do with it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bedside.areas.messaging import actions, shown
from bedside.areas.messaging.models import Message
from bedside.areas.messaging.queries import care_teams, mine
from bedside.areas.messaging.queries.mine import MyThread, ThreadLine
from bedside.doors.web import practice_parts as parts
from bedside.doors.web.access import View, confirmed, signed_in
from bedside.doors.web.forms.people import blame_with_way
from bedside.doors.web.forms.practice import WriteForm
from bedside.doors.web.http import Request
from bedside.doors.web.pages.channel_pictures import shown as pictures_shown
from bedside.doors.web.paging import before, pager
from bedside.kit.clock import now
from bedside.kit.errors import NotHere, Refused
from bedside.policy.practice.keeping import Rule
from bedside.policy.practice.keeping import said as kept_words
from bedside.policy.practice.promise import say
from bedside.policy.practice.threads import AUTO_REPLY_EVERY, State
from bedside.policy.practice.voices import signed

STATES = {
    State.OPEN: gettext_lazy("Sent. Waits for the practice."),
    State.ASSIGNED: gettext_lazy("Somebody has it."),
    State.WAITING_PATIENT: gettext_lazy("Answered. Your turn, if you like."),
    State.CLOSED: gettext_lazy("Closed."),
}
QUICK = (
    gettext_lazy("Thank you, that helps."),
    gettext_lazy("I still have a question."),
    gettext_lazy("Please call me."),
)


@signed_in
@require_GET
def channel(request: Request) -> HttpResponse:
    """Every conversation with every practice, what moved last first."""
    found = mine.my_threads(request.viewer, before=before(request))
    lines = found[: mine.PAGE]
    context = {
        "page_title": _("Messages"),
        "care_new": care_teams.is_new(request.viewer),
        "may_have": mine.speaks_as_patient(request.viewer),
        "threads": [_line(one) for one in lines],
        "practices": [
            {"name": one.practice.space.name, "url": reverse("door", args=[one.practice.space.slug])}
            for one in mine.my_channels(request.viewer)
        ],
        "pager": pager(request, lines[-1].mark if len(found) > mine.PAGE else None),
    }
    return render(request, "pages/channel.html", context)


def _line(one: ThreadLine) -> dict[str, Any]:
    return {
        "url": reverse("channel_thread", args=[one.id]),
        "title": one.subject or _(one.reason.label),
        "practice": _("%(practice)s, for %(name)s") % {"practice": one.practice, "name": one.patient}
        if one.patient
        else one.practice,
        "state": STATES[one.state],
        "at": one.at,
        "new": one.new,
    }


@confirmed
@require_http_methods(["GET", "POST"])
def channel_thread(request: Request, thread_id: int) -> HttpResponse:
    """One conversation; that it was opened is noted for the practice, as its openings are told here."""
    found = mine.my_thread(request.viewer, thread_id)
    form, care = WriteForm(None), None
    if request.method == "POST":
        form = WriteForm(_typed(request), request.FILES)
        if _written(request, found, form):
            return redirect(reverse("channel_thread", args=[thread_id]) + "#last")
        care = parts.card_for(_words_of(form), here=found.door)  # what was not sent may be the gravest of all
    else:
        actions.note_seen(by=request.viewer, thread_id=thread_id)
        care = _care(found)
    return _page(request, found, form, care=care)


def _typed(request: Request) -> dict[str, str]:
    """Return what was typed, or the ready answer that was pressed."""
    quick = request.POST.get("quick", "")
    ready = {str(number): str(words) for number, words in enumerate(QUICK)}
    return {"words": ready.get(quick) or request.POST.get("words", "")}


def _words_of(form: WriteForm) -> str:
    """Return what stands in the form, "" where nothing was sent."""
    return str(form["words"].value() or "")


def _written(request: Request, found: MyThread, form: WriteForm) -> bool:
    if not form.is_valid():
        return False
    token, said = request.POST.get("token", ""), form.cleaned_data
    try:
        actions.write(
            by=request.viewer, thread_id=found.thread.id, words=said["words"], token=token, files=said["pictures"]
        )
    except NotHere:
        raise
    except shown.NotShown as refused:
        form.add_error(None, f"{refused.what} {refused.do}")
        return False
    except Refused as refused:
        blame_with_way(form, refused)
        return False
    return True


def _care(found: MyThread) -> dict[str, Any] | None:
    """Return the card for what the patient wrote last, while it is fresh: shown at once, and the message is sent."""
    hers = [one for one in found.messages if one.by_patient]
    if not hers or now() - hers[-1].sent_at > AUTO_REPLY_EVERY:
        return None
    return parts.card_for(hers[-1].words, here=found.door)


def _page(request: Request, found: MyThread, form: WriteForm, *, care: dict[str, Any] | None) -> HttpResponse:
    thread, here = found.thread, found.door
    form.ask_again()
    answered = found.messages and not found.messages[-1].by_patient and thread.state == State.WAITING_PATIENT
    context = {
        "page_title": thread.subject or _(found.reason.label),
        "practice": {"name": here.space.name, "url": parts.door_url(here)},
        "band": parts.emergency_band(here),
        "care": care,
        "rows": parts.promise_rows(here, reason=found.reason),
        "state": STATES[State(thread.state)],
        "messages_": [_message(one, found, me=request.viewer.persona_id) for one in found.messages],
        "form": form if found.may_write else None,
        "errors_form": form,
        "unsent": "" if found.may_write else _words_of(form),
        "token": mine.token_in(request.viewer, thread),
        "quick": list(enumerate(QUICK)) if answered and found.may_write else [],
        "why_not": _why_not(found),
        "once": _once(found),
        "reopen_url": reverse("channel_reopen", args=[thread.id]) if found.may_reopen else "",
        "herself": found.herself,
        "close_url": reverse("channel_close", args=[thread.id]) if thread.state != State.CLOSED else "",
        "thread_id": thread.id,
        "delete_url": reverse("channel_delete", args=[thread.id]),
        "new_url": reverse("door_write", args=[here.space.slug]) if found.herself else reverse("carers"),
    }
    return render(request, "pages/channel_thread.html", context, status=422 if form.errors else 200)


def _why_not(found: MyThread) -> str:
    if found.may_write:
        return ""
    if found.channel.closed_at is not None:
        return _("You ended your messages with this practice. You can open them again on its door.")
    if found.may_reopen:
        return _("This conversation is closed. You can open it again for 14 days.")
    return _("Nothing more can be written here. You can begin something new.")


def _once(found: MyThread) -> str:
    """Return what is told above the box where the practice takes one reply within a time; "" without a bound."""
    if found.reply_until is None:
        return ""
    when = say(found.reply_until, times=found.door.times, at=now())
    return _("You can write back here once, until %(time)s. After that, begin something new.") % {"time": when}


def _message(one: Message, found: MyThread, *, me: int) -> dict[str, Any]:
    seen = [opened for opened in found.openings if opened.upto_id >= one.id] if one.by_patient else []
    return {
        "system": one.kind == "system",
        "mine": one.by_patient,
        "who": _("You") if one.author_id == me else signed(one.name, for_name=one.for_name),
        "at": one.sent_at,
        "words": one.words,
        "report_url": reverse("message_report", args=[one.id]) if _reportable(one) and not one.by_patient else "",
        "pictures": pictures_shown(
            found.pictures.get(one.id, ()), route="channel_picture", thread_id=found.thread.id, who=one.name
        ),
        "seen": [{"name": opened.name, "at": opened.at} for opened in _first_of_each(seen)],
    }


def _reportable(one: Message) -> bool:
    return one.kind == "message" and one.author_id is not None


def _first_of_each(openings: list[mine.Opened]) -> list[mine.Opened]:
    """Return when each person first opened it."""
    first: dict[str, mine.Opened] = {}
    for one in openings:
        first.setdefault(one.name, one)
    return list(first.values())


def _press(act: Any, said: str) -> View:
    """Make the view of a button on a conversation."""

    @confirmed
    @require_POST
    def press(request: Request, thread_id: int) -> HttpResponse:
        act(by=request.viewer, thread_id=thread_id)
        messages.success(request, said)
        return redirect("channel_thread", thread_id)

    return press


@confirmed
@require_http_methods(["GET", "POST"])
def channel_delete(request: Request, thread_id: int) -> HttpResponse:
    """Say plainly what stays, then delete a conversation for oneself."""
    found = mine.my_thread(request.viewer, thread_id)
    if not found.herself:
        raise NotHere
    if request.method == "POST":
        actions.hide_thread(by=request.viewer, thread_id=thread_id)
        messages.success(request, _("You no longer see this conversation. The practice keeps it."))
        return redirect("channel")
    context = {
        "page_title": _("Delete this conversation for you?"),
        "text": kept_words(Rule(years=found.door.practice.keep_years)),
        "paragraphs": [_("It is closed as well. If the practice writes in it again, you see it again.")],
        "post_here": True,
        "button": _("Delete it for me"),
        "danger": True,
        "cancel_url": reverse("channel_thread", args=[thread_id]),
    }
    return render(request, "pages/message.html", context)


urlpatterns = [
    path("channel/", channel, name="channel"),
    path("channel/<int:thread_id>/", channel_thread, name="channel_thread"),
    path(
        "channel/<int:thread_id>/close/",
        _press(actions.close_thread, gettext_lazy("Closed. You can open it again for 14 days.")),
        name="channel_close",
    ),
    path(
        "channel/<int:thread_id>/reopen/",
        _press(actions.reopen_thread, gettext_lazy("It is open again.")),
        name="channel_reopen",
    ),
    path("channel/<int:thread_id>/delete/", channel_delete, name="channel_delete"),
]
