"""Reporting something; what came of one's reports; what was decided about one's own, and the second look."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from bedside.areas.moderation import actions, queries
from bedside.areas.moderation.queries import Decision, Found
from bedside.doors.web.access import View, confirmed, signed_in
from bedside.doors.web.forms.people import blame_with_way
from bedside.doors.web.forms.reports import AppealForm, ReportForm
from bedside.doors.web.http import Request
from bedside.doors.web.paging import before, pager
from bedside.doors.web.report_words import act, care_links, shown, what
from bedside.kit.errors import NotHere, Refused
from bedside.policy.moderation.cases import State
from bedside.policy.moderation.reasons import Thing

PAGE = 20


def _reporting(kind: Thing, back: Callable[[Any], str], title: str) -> View:
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
                return _thanks(request, thing, care=done.care, next_url=back(key))
        context = {
            "page_title": _(title),
            "form": form,
            "thing": shown(thing.shown),
            "care": care_links(kind, str(key)),
            "cancel_url": back(key),
        }
        return render(request, "pages/report.html", context, status=422 if form.errors else 200)

    return page


def _thanks(request: Request, thing: Found, *, care: bool, next_url: str) -> HttpResponse:
    """Say what happens now. Who reported something may want to see no more of its author."""
    told = _("Somebody looks at it soon. Nobody is told that it was you.")
    if care:
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
        "care": care,
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
    return _decision_page(request, found, form)


def _decision_page(request: Request, found: Decision, form: AppealForm) -> HttpResponse:
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
    }
    return render(request, "pages/decision.html", context, status=422 if form.errors else 200)


def _to_post(key: Any) -> str:
    return reverse("post", args=[key])


def _to_persona(key: Any) -> str:
    return reverse("persona", args=[key])


def _to_space(key: Any) -> str:
    return reverse("space", args=[key])


urlpatterns = [
    path("posts/<int:key>/report/", _reporting(Thing.POST, _to_post, "Report this post"), name="post_report"),
    path("@<slug:key>/report/", _reporting(Thing.PERSONA, _to_persona, "Report this page"), name="persona_report"),
    path("spaces/<slug:key>/report/", _reporting(Thing.SPACE, _to_space, "Report this space"), name="space_report"),
    path("reports/", reports, name="reports"),
    path("reports/decisions/", decisions, name="decisions"),
    path("reports/decisions/<int:act_id>/", decision, name="decision"),
]
