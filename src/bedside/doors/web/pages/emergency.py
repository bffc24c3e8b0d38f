"""Emergency access: asking, the second person's answer, reading, review. For others these pages do not exist."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from bedside.areas.moderation import actions, queries
from bedside.areas.moderation.queries import EmergencyLine
from bedside.areas.posts.models import Post
from bedside.doors.web.access import staff as for_staff
from bedside.doors.web.forms.emergency import AllowForm, AllowLaterForm, AskForm, DeclineForm, ReviewForm
from bedside.doors.web.forms.people import blame
from bedside.doors.web.http import Request
from bedside.doors.web.pages.staff import tabs
from bedside.doors.web.paging import before, pager
from bedside.kit.errors import NotHere, Refused
from bedside.policy import permissions
from bedside.policy.break_glass import ANSWER_WITHIN, OPEN_FOR, REASONS, REVIEW_WITHIN, State

Row = dict[str, Any]

STATES = {
    State.WAITING: "Waits for a second person",
    State.LAPSED: "Nobody answered in 10 minutes",
    State.DECLINED: "The second person said no",
    State.OPEN: "Open",
    State.OVER: "Over. It waits for its review",
    State.REVIEWED: "Over and reviewed",
}
AUDIENCES = {"public": "Public", "space": "The space", "followers": "Followers", "mentioned": "Those named"}


def _moment(at: Any) -> str:
    local = timezone.localtime(at)
    return f"{date_format(local, 'j F Y')}, {time_format(local, 'H:i')}"


@for_staff("emergency")
@require_GET
def emergency(request: Request) -> HttpResponse:
    """What waits for a second person, what one asked for oneself, and which reviews are open."""
    viewer = request.viewer
    sections = [
        {"title": _("Waiting for a second person"), "rows": [_to_answer(one) for one in queries.waiting(viewer)]},
        {"title": _("What you asked for"), "rows": [_own(one) for one in queries.asked(viewer)]},
    ]
    if permissions.may("review an emergency", roles=viewer.staff):
        sections.append({"title": _("Open reviews"), "rows": [_open_review(one) for one in queries.unreviewed(viewer)]})
    for section in sections:
        section["text"] = "" if section["rows"] else _("Nothing.")
    ask = {"name": _("Ask to read somebody's posts"), "value": "", "url": reverse("emergency_ask"), "action": _("Ask")}
    context = {
        "page_title": _("Emergencies"),
        "lead": _("Two people open what one member wrote, for one hour. The member is told. Each time is reviewed."),
        "tabs": tabs(request, "emergency"),
        "sections": [{"title": _("Is somebody in danger?"), "rows": [ask]}, *sections],
    }
    return render(request, "pages/admin.html", context)


def _to_answer(one: EmergencyLine) -> Row:
    until = time_format(timezone.localtime(one.access.asked_at + ANSWER_WITHIN), "H:i")
    words = _("%(reason)s. Answer until %(until)s.") % {"reason": _(REASONS[one.access.reason_code]), "until": until}
    return _line(one, words, "emergency_answer", _("Answer"))


def _own(one: EmergencyLine) -> Row:
    words = f"{_moment(one.access.asked_at)}. {_(STATES[one.state])}."
    route = "emergency_read" if one.state is State.OPEN else ""
    return _line(one, words, route, _("Read"))


def _open_review(one: EmergencyLine) -> Row:
    assert one.access.allowed_at is not None
    due = _moment(one.access.allowed_at + REVIEW_WITHIN)
    words = _("Overdue since %(due)s.") if one.overdue else _("Review it until %(due)s.")
    return _line(one, words % {"due": due}, "emergency_review", _("Review"))


def _line(one: EmergencyLine, words: str, route: str, action: str) -> Row:
    url = reverse(route, args=[one.access.id]) if route else ""
    return {"name": f"@{one.handle}", "value": words, "url": url, "action": action}


def _tried(form: forms.Form, act: Callable[[Any], object]) -> bool:
    """Do what a form says; what is refused stands beside its field."""
    if not form.is_valid():
        return False
    try:
        act(form.cleaned_data)
    except NotHere:
        raise
    except Refused as refused:
        blame(form, refused)
        return False
    return True


@for_staff("emergency")
@require_http_methods(["GET", "POST"])
def emergency_ask(request: Request) -> HttpResponse:
    """Ask for an access."""
    form = AskForm(request.POST if request.method == "POST" else None)
    if _tried(form, lambda said: actions.ask(by=request.viewer, **said)):
        messages.success(request, _("Your request waits for a second person, for 10 minutes. Tell one now."))
        return redirect("emergency")
    context = {
        "page_title": _("Ask to read somebody's posts"),
        "lead": _("Only when somebody is in danger, or the law demands it. If life is in danger, call for help first."),
        "form": form,
        "button": _("Ask a second person"),
        "back_url": reverse("emergency"),
    }
    return render(request, "pages/question.html", context, status=422 if form.errors else 200)


@for_staff("emergency")
@require_http_methods(["GET", "POST"])
def emergency_answer(request: Request, access_id: int) -> HttpResponse:
    """The second person's yes or no."""
    access = queries.to_answer(request.viewer, access_id)
    may_delay = permissions.may("delay telling a member", roles=request.viewer.staff)
    form_class = AllowLaterForm if may_delay else AllowForm
    declines = request.method == "POST" and request.GET.get("do") == "decline"
    form = form_class(request.POST if request.method == "POST" and not declines else None)
    if declines:
        actions.decline(by=request.viewer, access_id=access_id)
        messages.success(request, _("You said no. Nothing was opened."))
        return redirect("emergency")
    if _tried(form, lambda said: actions.allow(by=request.viewer, access_id=access_id, **said)):
        messages.success(request, _("It is open for 60 minutes, for who asked. Everything they open is logged."))
        return redirect("emergency")
    return _answer_page(request, queries.line_of(request.viewer, access), form)


def _answer_page(request: Request, line: EmergencyLine, form: forms.Form) -> HttpResponse:
    rows = [*_about(line), {"name": _("What happened"), "value": line.access.words("words_sealed"), "url": ""}]
    allow = _("The one who asks can read all posts of this persona for 60 minutes, and change nothing.")
    sections = [
        {"title": _("What is asked"), "rows": rows},
        {"title": _("Allow it"), "text": allow, "form": form, "button": _("Allow reading"), "action": request.path},
        {
            "title": _("Say no"),
            "text": _("Nothing is opened. You can say no without a reason."),
            "form": DeclineForm(auto_id="id_decline_%s"),
            "button": _("Say no"),
            "action": f"{request.path}?do=decline",
        },
    ]
    context = {
        "page_title": _("May they read this?"),
        "lead": _("You are the second person. Ask them first, by voice if you can."),
        "tabs": tabs(request, "emergency"),
        "sections": sections,
        "form": form,
    }
    return render(request, "pages/admin.html", context, status=422 if form.errors else 200)


def _about(line: EmergencyLine) -> list[Row]:
    return [
        {"name": _("Whose posts"), "value": f"@{line.handle}", "url": ""},
        {"name": _("Who asks"), "value": f"@{line.asked_by}" if line.asked_by else _("Staff"), "url": ""},
        {"name": _("Reason"), "value": _(REASONS[line.access.reason_code]), "url": ""},
        {"name": _("Asked"), "value": _moment(line.access.asked_at), "url": ""},
    ]


@for_staff("emergency")
@require_GET
def emergency_read(request: Request, access_id: int) -> HttpResponse:
    """The list of somebody's posts: when and where. Opening it is logged."""
    page = actions.open_list(by=request.viewer, access_id=access_id, before=before(request))
    line = queries.line_of(request.viewer, page.access)
    context = {
        "page_title": _("Posts of @%(handle)s") % {"handle": line.handle},
        "posts": [_in_list(access_id, post) for post in page.posts],
        "until": _until(line),
        "pager": pager(request, page.next_before),
    }
    return render(request, "pages/emergency.html", context)


def _until(line: EmergencyLine) -> Any:
    assert line.access.allowed_at is not None
    return line.access.allowed_at + OPEN_FOR


def _in_list(access_id: int, post: Post) -> Row:
    return {
        "at": post.created_at,
        "where": post.space.name,
        "audience": _(AUDIENCES[post.audience]),
        "url": reverse("emergency_post", args=[access_id, post.id]),
        "is_reply": post.reply_to_id is not None,
    }


@for_staff("emergency")
@require_GET
def emergency_post(request: Request, access_id: int, post_id: int) -> HttpResponse:
    """One post, to read. Opening it is logged."""
    found = actions.open_post(by=request.viewer, access_id=access_id, post_id=post_id)
    line = queries.line_of(request.viewer, found.access)
    context = {
        "page_title": _("A post of @%(handle)s") % {"handle": line.handle},
        "post": found.post,
        "where": found.space.name,
        "audience": _(AUDIENCES[found.post.audience]),
        "options": found.options,
        "pictures": found.pictures,
        "until": _until(line),
        "back_url": reverse("emergency_read", args=[access_id]),
    }
    return render(request, "pages/emergency_post.html", context)


@for_staff("review an emergency")
@require_http_methods(["GET", "POST"])
def emergency_review(request: Request, access_id: int) -> HttpResponse:
    """The review of an access that is over."""
    access = queries.to_review(request.viewer, access_id)
    form = ReviewForm(request.POST if request.method == "POST" else None)

    def done(said: dict[str, Any]) -> None:
        justified = said["justified"] == "yes"
        actions.review(by=request.viewer, access_id=access_id, justified=justified, words=said["words"])

    if _tried(form, done):
        messages.success(request, _("The review is kept."))
        return redirect("emergency")
    line = queries.line_of(request.viewer, access)
    read = [_read_row(one) for one in queries.read_under(request.viewer, access)]
    context = {
        "page_title": _("Review of an emergency"),
        "lead": _("Overdue: it should have been reviewed within 7 days.") if line.overdue else "",
        "tabs": tabs(request, "emergency"),
        "sections": [
            {"title": _("What was asked"), "rows": [*_about(line), *_texts(line)]},
            {"title": _("What was opened"), "rows": read, "text": "" if read else _("Nothing was opened.")},
            {"title": _("What you find"), "form": form, "button": _("Keep the review"), "action": request.path},
        ],
        "form": form,
    }
    return render(request, "pages/admin.html", context, status=422 if form.errors else 200)


def _texts(line: EmergencyLine) -> list[Row]:
    access = line.access
    assert access.tell_at is not None
    rows = [
        {"name": _("What happened"), "value": access.words("words_sealed"), "url": ""},
        {"name": _("The member is told"), "value": _moment(access.tell_at), "url": ""},
    ]
    if access.delay_sealed is not None:
        rows.append({"name": _("Why later"), "value": access.words("delay_sealed"), "url": ""})
    return rows


def _read_row(entry: Any) -> Row:
    what = _("A post") if entry.action == "look.post" else _("The list of posts, without words")
    return {"name": _moment(entry.at), "value": what, "url": ""}


urlpatterns = [
    path("staff/emergency/", emergency, name="emergency"),
    path("staff/emergency/ask/", emergency_ask, name="emergency_ask"),
    path("staff/emergency/<int:access_id>/", emergency_read, name="emergency_read"),
    path("staff/emergency/<int:access_id>/answer/", emergency_answer, name="emergency_answer"),
    path("staff/emergency/<int:access_id>/review/", emergency_review, name="emergency_review"),
    path("staff/emergency/<int:access_id>/posts/<int:post_id>/", emergency_post, name="emergency_post"),
]
