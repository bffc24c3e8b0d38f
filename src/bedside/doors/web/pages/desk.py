"""The reviewers' desk: what waits, one claim at a time, the call to the register. For others it does not exist."""

from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.formats import date_format, time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bedside.areas.credentials.actions import answering, calling, sending, volunteering
from bedside.areas.credentials.models import CallBack, Review
from bedside.areas.credentials.queries import reviewing as queries
from bedside.areas.credentials.queries.reviewing import Task
from bedside.areas.registers import queries as registers
from bedside.doors.web.access import confirmed, reviewers
from bedside.doors.web.forms.desk import AgainForm, AnswerForm, CalledForm
from bedside.doors.web.forms.people import blame
from bedside.doors.web.http import Request
from bedside.kit.errors import NotHere, Refused
from bedside.policy.registers import REGISTERS, names
from bedside.policy.registers.model import Entry
from bedside.policy.verification.reviewing import Clock
from bedside.policy.verification.signals import WORDS

Row = dict[str, Any]

CLOCKS: Final = {Clock.IN_TIME: "", Clock.DUE_SOON: "Due soon", Clock.OVERDUE: "Overdue: it goes to somebody else"}


@reviewers
@require_GET
def desk(request: Request) -> HttpResponse:
    """What waits for the viewer, and how much waits in all."""
    found = queries.desk(request.viewer)
    mine = ngettext("%(n)s waits for you.", "%(n)s wait for you.", len(found.tasks)) % {"n": len(found.tasks)}
    told = ngettext("%(n)s claim waits on this site.", "%(n)s claims wait on this site.", found.waiting)
    lines = [mine, told % {"n": found.waiting}, _("You have answered %(n)s so far.") % {"n": found.answered}]
    if found.without:
        lines.append(_("For %(n)s of them no free reviewer was found yet.") % {"n": found.without})
    context = {
        "page_title": _("Reviewers' desk"),
        "load": " ".join(lines),
        "tasks": [_in_list(task, n, len(found.tasks)) for n, task in enumerate(found.tasks, start=1)],
        "may_stop": queries.may_volunteer(request.viewer),
    }
    return render(request, "pages/desk.html", context)


def _in_list(task: Task, n: int, of: int) -> Row:
    what = _("A call to the register's number") if task.call else _("A claim to review")
    if task.third:
        what = _("A claim on which two differ: you decide")
    elif task.appeal:
        what = _("An appeal to review")
    return {
        "url": reverse("desk_call" if task.call else "desk_review", args=[task.id]),
        "what": _("%(n)d of %(of)d: %(what)s") % {"n": n, "of": of, "what": what},
        "where": " · ".join(filter(None, (task.profession, _register(task)))),
        "due": _moment(task.due_at),
        "clock": _(CLOCKS[task.clock]) if CLOCKS[task.clock] else "",
    }


def _register(task: Task) -> str:
    return REGISTERS[task.register].NAME if task.register else _("No register: papers only")


def _moment(at: Any) -> str:
    local = localtime(at)
    return f"{date_format(local, 'j F')}, {time_format(local, 'H:i')}"


@reviewers
@require_http_methods(["GET", "POST"])
def desk_review(request: Request, review_id: int) -> HttpResponse:
    """One claim, and the viewer's answer; then the next one."""
    review = queries.to_review(request.viewer, review_id)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            answering.answer(by=request.viewer, review_id=review_id, said=form.said)
        except NotHere:
            raise
        except Refused as refused:
            blame(form, refused)
        else:
            messages.success(request, _("Your answer is kept."))
            return _next(request)
    return _review_page(request, review, form, AgainForm())


def _next(request: Request) -> HttpResponse:
    """Go on to what is due next, or to the empty desk."""
    tasks = queries.desk(request.viewer).tasks
    if not tasks:
        return redirect("desk")
    return redirect("desk_call" if tasks[0].call else "desk_review", tasks[0].id)


def _review_page(request: Request, review: Review, form: AnswerForm, again: AgainForm) -> HttpResponse:
    papers = queries.papers_for(request.viewer, review)
    kept = [one for one in papers if one.document.destroyed_at is None]
    there = [one for one in kept if not one.lost]
    entry = queries.entry_for(review)
    call = queries.call_of(request.viewer, review.claim_id)
    tasks = {task.id: task for task in queries.desk(request.viewer).tasks}
    task = tasks.get(review.id)
    context = {
        "page_title": _("An appeal to review") if review.appeal else _("A claim to review"),
        "review": review,
        "third": task is not None and task.third,
        "due": _moment(task.due_at) if task is not None else "",
        "sides": sides(review, entry),
        "register": entry is not None,
        "signs": [_(WORDS[code]) for code in queries.signals_of(review)],
        "appeal": review.claim.words("appeal_sealed") if review.appeal else "",
        "pictures": [_picture(review, n, one) for n, one in enumerate(there, start=1) if one.ready],
        "count": len(there),
        "lost": len(kept) - len(there),
        "destroyed": len(papers) - len(kept),
        "opened": any(one.opened for one in there),
        "again": again,
        "form": form,
        "may_call": call is None and entry is not None and bool(entry.telephone),
        "call_url": reverse("desk_call", args=[call.id]) if call is not None else "",
    }
    return render(request, "pages/desk_review.html", context, status=422 if form.errors or again.errors else 200)


def _picture(review: Review, n: int, one: Any) -> Row:
    url = reverse("desk_paper", args=[review.id, one.document.id])
    size = {"width": one.document.width, "height": one.document.height}
    return {"url": f"{url}?look={one.opened}", "alt": _("Photo %(n)s of the papers") % {"n": n}} | size


def sides(review: Review | CallBack, entry: Entry | None) -> list[Row]:
    """Return what was claimed beside what the register says, and in words whether they are the same."""
    claim = review.claim
    told = {name: claim.words(f"{name}_sealed") for name in ("family", "given", "number", "profession", "employer")}
    if entry is None:
        labels = (_("Family name"), _("First name"), _("Profession"), _("School or employer"))
        shown = zip(labels, ("family", "given", "profession", "employer"), strict=True)
        return [{"name": label, "claimed": told[name], "known": "", "differs": ""} for label, name in shown]
    licences = ", ".join(f"{one.region} {one.number}" for one in entry.licences if one.number)
    families = f"{entry.family} ({entry.other_family})" if entry.other_family else entry.family
    return [
        _side(_("Family name"), told["family"], families, same=_same(told["family"], entry.family, entry.other_family)),
        _side(_("First name"), told["given"], entry.given, same=_same(told["given"], entry.given)),
        _side(_("Number"), told["number"], entry.number, same=told["number"] == entry.number),
        {"name": _("Profession"), "claimed": told["profession"], "known": _work(entry), "differs": ""},
        {"name": _("Employer"), "claimed": told["employer"], "known": "", "differs": ""},
        {
            "name": _("Place"),
            "claimed": "",
            "known": ", ".join(filter(None, (entry.city, entry.region))),
            "differs": "",
        },
        {"name": _("Licences"), "claimed": "", "known": licences, "differs": ""},
        _side(_("Active"), "", _("Yes") if entry.active else _("No"), same=entry.active),
    ]


def _work(entry: Entry) -> str:
    """Return the fields of work in our words; the register's own codes where we have none for them."""
    ours = [f"{one.profession}: {one.name}" for one in registers.specialties(entry)]
    return ", ".join(dict.fromkeys(ours or (one.taxonomy for one in entry.licences if one.taxonomy)))


def _same(told: str, *known: str) -> bool:
    return names.key(told) in {names.key(one) for one in known if one}


def _side(name: str, claimed: str, known: str, *, same: bool) -> Row:
    return {"name": name, "claimed": claimed, "known": known, "differs": _("Same") if same else _("Differs")}


@reviewers
@require_POST
def desk_open(request: Request, review_id: int) -> HttpResponse:
    """Open the papers: each is written down, and shown once."""
    try:
        sending.open_papers(by=request.viewer, review_id=review_id, again=request.POST.get("again", ""))
    except NotHere:
        raise
    except Refused as refused:
        review = queries.to_review(request.viewer, review_id)
        again = AgainForm({})
        again.is_valid()
        if refused.code != "again":
            messages.error(request, refused.what)
            return redirect("desk_review", review_id)
        return _review_page(request, review, AnswerForm(), again)
    return redirect("desk_review", review_id)


@reviewers
@require_GET
def desk_paper(request: Request, review_id: int, document_id: int) -> HttpResponseBase:
    """One paper, once, with the reviewer's handle in its pixels."""
    picture = sending.show(by=request.viewer, review_id=review_id, document_id=document_id)
    response = HttpResponse(picture.data, content_type=picture.media_type)
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


@reviewers
@require_http_methods(["GET", "POST"])
def desk_aside(request: Request, review_id: int) -> HttpResponse:
    """Give a claim back, after a clear yes."""
    queries.to_review(request.viewer, review_id)
    if request.method == "POST":
        answering.step_aside(by=request.viewer, review_id=review_id)
        messages.success(request, _("Somebody else looks at it."))
        return _next(request)
    context = {
        "page_title": _("Step aside?"),
        "text": _("Do so if you know the person, work with them, or would gain by the answer."),
        "paragraphs": [_("Somebody else is drawn. Nobody is told that it was you.")],
        "post_here": True,
        "button": _("Step aside"),
        "cancel_url": reverse("desk_review", args=[review_id]),
    }
    return render(request, "pages/message.html", context)


@reviewers
@require_POST
def desk_begin_call(request: Request, review_id: int) -> HttpResponse:
    """Take it on to call the register's number."""
    try:
        call = calling.begin_call(by=request.viewer, review_id=review_id)
    except NotHere:
        raise
    except Refused as refused:
        messages.error(request, f"{refused.what} {refused.do}")
        return redirect("desk_review", review_id)
    return redirect("desk_call", call.id)


@reviewers
@require_http_methods(["GET", "POST"])
def desk_call(request: Request, call_id: int) -> HttpResponse:
    """The number in the register, and the code that is read out there."""
    call = queries.to_call(request.viewer, call_id)
    form = CalledForm(request.POST if request.method == "POST" and request.GET.get("do") != "stop" else None)
    if request.method == "POST":
        if request.GET.get("do") == "stop":
            calling.give_up(by=request.viewer, call_id=call_id)
            messages.success(request, _("It is noted that the call did not confirm the claim."))
            return _next(request)
        if form.is_valid():
            try:
                calling.type_code(by=request.viewer, call_id=call_id, typed=form.cleaned_data["code"])
            except NotHere:
                raise
            except Refused as refused:
                blame(form, refused)
                if not queries.call_of(request.viewer, call.claim_id):
                    messages.error(request, _("That was the fifth wrong code. The call is over."))
                    return _next(request)
            else:
                messages.success(request, _("The code is right. The claim is proven."))
                return _next(request)
    entry = queries.entry_for(call)
    context = {
        "page_title": _("Call the register's number"),
        "call": call,
        "telephone": calling.telephone_for(by=request.viewer, call_id=call_id),
        "sides": sides(call, entry),
        "register": entry is not None,
        "form": form,
    }
    return render(request, "pages/desk_call.html", context, status=422 if form.errors else 200)


@confirmed
@require_http_methods(["GET", "POST"])
def volunteer(request: Request) -> HttpResponse:
    """Offer to review for this site, or take it back."""
    if not queries.may_volunteer(request.viewer):
        raise NotHere
    on = queries.volunteers(request.viewer)
    if request.method == "POST":
        volunteering.volunteer(by=request.viewer, willing=not on)
        messages.success(request, _("You review no more.") if on else _("Thank you. You may be drawn from now on."))
        return redirect("volunteer")
    text = _("Two reviewers, drawn at random, look at the papers of each clinician who wants to be verified.")
    context = {
        "page_title": _("You review for this site") if on else _("Will you review?"),
        "text": text,
        "paragraphs": [
            _("You see what they claim, the register, and their papers once. You have three days for each."),
            _("They see that a reviewer opened their papers, and when. They are not told that it was you."),
        ],
        "post_here": True,
        "button": _("Stop reviewing") if on else _("I will review"),
        "cancel_url": reverse("desk") if on else reverse("settings"),
        "cancel": _("To the desk") if on else _("Not now"),
    }
    return render(request, "pages/message.html", context)


urlpatterns = [
    path("desk/", desk, name="desk"),
    path("desk/volunteer/", volunteer, name="volunteer"),
    path("desk/reviews/<int:review_id>/", desk_review, name="desk_review"),
    path("desk/reviews/<int:review_id>/open/", desk_open, name="desk_open"),
    path("desk/reviews/<int:review_id>/aside/", desk_aside, name="desk_aside"),
    path("desk/reviews/<int:review_id>/call/", desk_begin_call, name="desk_begin_call"),
    path("desk/reviews/<int:review_id>/papers/<int:document_id>/", desk_paper, name="desk_paper"),
    path("desk/calls/<int:call_id>/", desk_call, name="desk_call"),
]
