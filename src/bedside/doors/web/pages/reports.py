"""Reporting something; what came of one's reports; what was decided about one's own, and the second look."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bedside.areas.moderation import actions, queries
from bedside.areas.moderation.queries import Decision, Found
from bedside.areas.people.stopped import owner_by
from bedside.doors.web.access import View, anyone, confirmed, signed_in
from bedside.doors.web.forms.people import blame_with_way
from bedside.doors.web.forms.reports import AppealForm, ReportForm
from bedside.doors.web.http import Request
from bedside.doors.web.limited import limited
from bedside.doors.web.paging import before, pager
from bedside.doors.web.report_words import act, care_links, shown, what
from bedside.kit.errors import NotHere, Refused
from bedside.policy.limits import LINK
from bedside.policy.moderation.cases import State
from bedside.policy.moderation.reasons import Thing

PAGE = 20


def _reporting(kind: Thing, back: Callable[[Found, Any], str], title: str) -> View:
    """Make the page on which a thing of this kind is reported."""

    @confirmed
    @require_http_methods(["GET", "POST"])
    def page(request: Request, key: Any) -> HttpResponse:
        thing = queries.found(request.viewer, kind, str(key))
        form = ReportForm(request.POST if request.method == "POST" else None, thing=kind)
        if form.is_valid():
            try:
                done = actions.report(by=request.viewer, kind=kind, key=str(key), **form.cleaned_data)
            except NotHere:
                raise
            except Refused as refused:
                blame_with_way(form, refused)
            else:
                return _thanks(request, thing, done, next_url=back(thing, key))
        context = {
            "page_title": _(title),
            "form": form,
            "thing": shown(thing.shown),
            "care": care_links(kind, str(key)),
            "cancel_url": back(thing, key),
        }
        return render(request, "pages/report.html", context, status=422 if form.errors else 200)

    return page


def _thanks(request: Request, thing: Found, done: actions.Reported, *, next_url: str) -> HttpResponse:
    """Say what happens now. Who reported something may want to see no more of its author."""
    told = _("Somebody looks at it soon. Nobody is told that it was you.")
    if done.care:
        told = _("Thank you. People on duty have it now. You need do nothing more.")
    context: dict[str, Any] = {
        "page_title": _("Thank you for telling us"),
        "text": told,
        "paragraphs": [
            _("You get a notice when somebody has looked. What came of it stands under “What you reported”.")
        ],
        "reports_url": reverse("reports"),
        "next_url": next_url,
        "block_url": reverse("block", args=[thing.handle]) if thing.handle else "",
        "care": done.care,
        "undo_url": reverse("report_undo", args=[done.report_id]) if done.report_id is not None else "",
    }
    return render(request, "pages/report_done.html", context)


@signed_in
@require_GET
def reports(request: Request) -> HttpResponse:
    """What one reported, and what came of it."""
    found = queries.reported(request.viewer, before=before(request))
    rows = [
        {"what": what(sent.kind), "at": sent.report.made_at, "told": _(sent.told), "url": ""} for sent in found[:PAGE]
    ]
    after = found[PAGE - 1].report.id if len(found) > PAGE else None
    context = {
        "page_title": _("What you reported"),
        "lead": _("Nobody else can see this list. Nobody is told what you reported."),
        "rows": rows,
        "empty": _("You have reported nothing."),
        "empty_text": _("Under “More” at each post you can report it. You find the same on people's pages."),
        "pager": pager(request, after),
    }
    return render(request, "pages/decisions.html", context)


@confirmed
@require_POST
def report_undo(request: Request, report_id: int) -> HttpResponse:
    """Take a report back that was sent a moment ago."""
    try:
        actions.take_back(by=request.viewer, report_id=report_id)
    except NotHere:
        raise
    except Refused as refused:
        messages.error(request, f"{refused.what} {refused.do}")
    else:
        messages.success(request, _("Taken back. It is as if you had reported nothing."))
    return redirect("reports")


@signed_in
@require_GET
def decisions(request: Request) -> HttpResponse:
    """What moderators decided about one's own."""
    found = queries.decisions(request.viewer, before=before(request))
    rows = [
        {
            "what": _(one.told.what),
            "at": one.act.done_at,
            "told": _(one.told.why),
            "url": reverse("decision", args=[one.act.id]),
        }
        for one in found[:PAGE]
    ]
    after = found[PAGE - 1].act.id if len(found) > PAGE else None
    context = {
        "page_title": _("What was decided about yours"),
        "lead": _(
            "Each time the moderators do something about a post or a page of yours, it stands here, with the reason."
        ),
        "rows": rows,
        "empty": _("Nothing was decided about yours."),
        "empty_text": _("If that changes, you get a notice."),
        "pager": pager(request, after),
    }
    return render(request, "pages/decisions.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def decision(request: Request, act_id: int) -> HttpResponse:
    """One decision: what, why, until when, and the second look."""
    found = queries.decision(request.viewer, act_id)
    form = AppealForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.appeal(by=request.viewer, act_id=act_id, words=form.cleaned_data["words"])
        except NotHere:
            raise
        except Refused as refused:
            blame_with_way(form, refused)
        else:
            messages.success(request, _("Thank you. Somebody else looks at it, within a week as a rule."))
            return redirect("decision", act_id)
    return _decision_page(request, found, form, list_url=reverse("decisions"))


@anyone
@limited(LINK)
@require_http_methods(["GET", "POST"])
def stopped(request: Request, token: str) -> HttpResponse:
    """For the owner of a suspended account: why, and the second look. The link is her key, and nothing else opens."""
    owner = owner_by(token)
    found = queries.suspension(owner)
    if found is None:
        return _told_by_no_report(request)
    form = AppealForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.appeal(by=owner, act_id=found.act.id, words=form.cleaned_data["words"])
        except NotHere:
            raise
        except Refused as refused:
            blame_with_way(form, refused)
        else:
            messages.success(request, _("Thank you. Somebody else looks at it, within a week as a rule."))
            return redirect("stopped", token)
    return _decision_page(request, found, form, list_url="")


def _told_by_no_report(request: Request) -> HttpResponse:
    """Staff closed the account without a report, as an impersonator's: there is no act that could be looked at."""
    context = {
        "page_title": _("Your account is suspended"),
        "text": _("The people who run this site closed it by themselves. No report led to it."),
        "paragraphs": [_("Write to them if you see it differently. You find their address at the foot of each page.")],
        "url": reverse("front"),
        "action": _("Go to the first page"),
    }
    return render(request, "pages/message.html", context)


def _decision_page(request: Request, found: Decision, form: AppealForm, *, list_url: str) -> HttpResponse:
    post_there = found.act.post_id is not None
    context = {
        "page_title": _(found.told.what) if found.state != State.OVERTURNED else _("It was taken back"),
        "act": act(found.act.act),
        "told": found.told,
        "why": _(found.told.why),
        "way": _(found.told.way),
        "decision": found,
        "post_url": reverse("post", args=[found.act.post_id]) if post_there else "",
        "form": form if found.can_appeal else None,
        "list_url": list_url,
    }
    return render(request, "pages/decision.html", context, status=422 if form.errors else 200)


def _to_post(_thing: Found, key: Any) -> str:
    return reverse("post", args=[key])


def _to_persona(_thing: Found, key: Any) -> str:
    return reverse("persona", args=[key])


def _to_space(_thing: Found, key: Any) -> str:
    return reverse("space", args=[key])


def _to_thread(thing: Found, _key: Any) -> str:
    return reverse("team_thread" if thing.as_team else "channel_thread", args=[thing.thread_id])


urlpatterns = [
    path("posts/<int:key>/report/", _reporting(Thing.POST, _to_post, "Report this post"), name="post_report"),
    path("@<slug:key>/report/", _reporting(Thing.PERSONA, _to_persona, "Report this page"), name="persona_report"),
    path("spaces/<slug:key>/report/", _reporting(Thing.SPACE, _to_space, "Report this space"), name="space_report"),
    path(
        "messages/<int:key>/report/",
        _reporting(Thing.MESSAGE, _to_thread, "Report this message"),
        name="message_report",
    ),
    path("reports/", reports, name="reports"),
    path("reports/<int:report_id>/undo/", report_undo, name="report_undo"),
    path("reports/decisions/", decisions, name="decisions"),
    path("reports/decisions/<int:act_id>/", decision, name="decision"),
    path("suspended/<str:token>/", stopped, name="stopped"),
]
