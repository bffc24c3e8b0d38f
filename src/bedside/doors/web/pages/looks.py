"""Who looked at mine: when staff opened something of the member's, in which role, and why."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from bedside.areas.moderation import queries
from bedside.areas.moderation.queries import Look
from bedside.doors.web.access import signed_in
from bedside.doors.web.http import Request
from bedside.doors.web.paging import before, pager
from bedside.policy.break_glass import REASONS

ROLES = {
    "steward": "A steward of the space",
    "moderator": "A moderator of this site",
    "administrator": "An administrator of this site",
    "safety_lead": "The safety lead of this site",
    "reviewer": "A reviewer of this site",
    "carer": "Somebody whom you let act for you",
    "owner": "Who answers for a practice",
    "responder": "Somebody of a practice's team",
    "front_desk": "The front desk of a practice",
    "on_call": "Who is on call at a practice",
    "team": "Somebody of a practice's team",
}
WHAT = {
    "look.post": "A post of yours",
    "look.posts": "The list of your posts, with dates and places, without words",
    "look.report": "One post or message of yours, to see if it fits the rules",
    "look.document": "A picture of a paper that you sent to be verified",
    "look.thread": "A conversation of yours with a practice",
    "look.care_team": "What practices write to each other about your care, as you signed",
    "look.record_by_carer": "Your record, as far as you let them",
    "carer.read": "The posts that you wrote",
    "look.record": "What you share of your record with a care team",
    "look.copy": "A copy of a conversation of yours with a practice",
}

DONE_FOR = {
    "look.join_request": "Stewards decide who comes in.",
    "look.report": "Moderators look at what may not fit the rules. They saw no more than that, and no name.",
    "look.document": "Two reviewers look at each claim.",
    "look.care_team": "You let these practices talk about your care.",
    "look.record": "You chose to share it with them.",
    "look.record_by_carer": "You let them act for you. You can end it under Carers.",
    "look.thread": "Your practice reads what you write to it.",
}


@signed_in
@require_GET
def looks(request: Request) -> HttpResponse:
    """The looks at what belongs to the member, newest first."""
    page = queries.looks_at_mine(request.viewer, before=before(request))
    context = {
        "page_title": _("Who looked at yours"),
        "looks": [_line(look) for look in page.looks],
        "pager": pager(request, page.next_before),
    }
    return render(request, "pages/looks.html", context)


def _line(look: Look) -> dict[str, Any]:
    return {
        "at": look.at,
        "who": _(ROLES.get(look.role, "Staff of this site")),
        "handle": look.handle,
        "what": _what(look),
        "why": _why(look),
        "mine": look.mine,
    }


def _what(look: Look) -> str:
    if look.action == "look.join_request":
        if look.space:
            return _("Your request to join %(space)s, with what you wrote") % {"space": look.space}
        return _("Your request to join a space, with what you wrote")
    return _(WHAT.get(look.action, "Something of yours"))


def _why(look: Look) -> str:
    if look.reason_code in REASONS:
        words = _(REASONS[look.reason_code])
        return _("An emergency, which a second person allowed: %(words)s.") % {"words": words[0].lower() + words[1:]}
    return _(DONE_FOR[look.action]) if look.action in DONE_FOR else ""


urlpatterns = [path("settings/looks/", looks, name="looks")]
