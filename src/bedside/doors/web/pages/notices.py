"""What happened around oneself."""

from itertools import groupby
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from bedside.areas.notify import actions, queries
from bedside.areas.notify.models import NoticeKind
from bedside.areas.notify.queries import ABOUT_CLAIMS, NoticeGroup
from bedside.doors.web.access import signed_in
from bedside.doors.web.http import Request
from bedside.doors.web.paging import before, pager
from bedside.kit import ids
from bedside.kit.errors import NotHere

OWN: dict[str, str] = {  # notices about something of one's own, and the page where it stands
    NoticeKind.EMERGENCY: "looks",
    NoticeKind.REVIEW: "desk",
    NoticeKind.MESSAGE_ASK: "first_messages",
    NoticeKind.DECIDED: "decisions",
    NoticeKind.SECOND_LOOK: "decisions",
    NoticeKind.REPORTED: "reports",
    NoticeKind.AT_DESK: "queue",
    NoticeKind.PICTURES: "drafts",
    NoticeKind.DELAYED: "drafts",
    NoticeKind.CARE_ASKED: "carers",
    NoticeKind.QUESTION: "record_questions",
    NoticeKind.MEET_ASK: "people_like_me",
    NoticeKind.MEET_YES: "people_like_me",
    NoticeKind.TELL_ASKED: "crash_people",
    NoticeKind.CARE_YEAR: "carers",
    NoticeKind.PERMIT_ASKED: "permissions",
    NoticeKind.PERMIT_YES: "permissions",
    NoticeKind.PERMIT_NO: "permissions",
    NoticeKind.PERMIT_SOON: "permissions",
    NoticeKind.PERMIT_OVER: "permissions",
    NoticeKind.MESSAGE: "channel",
    NoticeKind.ON_CALL: "teams",
    NoticeKind.VOUCH_ASKED: "vouch_answers",
    NoticeKind.VOUCHED: "vouch",
    NoticeKind.LISTED_YES: "own_listings",
    NoticeKind.LISTED_NO: "own_listings",
    NoticeKind.LISTED_GONE: "own_listings",
}

PATIENTS_SIDE = ("patient", "carer")
LISTS: dict[str, str] = {NoticeKind.FOLLOW_ASKED: "waiting", NoticeKind.CONNECT_ASK: "connect"}  # of one's contacts


@signed_in
@require_GET
def notices(request: Request) -> HttpResponse:
    """The notices, newest first, by day."""
    page = queries.notices(request.viewer, before=before(request))
    newest = max((max(group.ids) for group in page.groups), default=0)
    something = bool(page.groups or "before" in request.GET)
    context = {
        "page_title": _("Notices"),
        "groups": [
            {"day": day, "notices": [_notice(request, group) for group in groups]}
            for day, groups in groupby(page.groups, _day)
        ],
        "any_new": any(group.new for group in page.groups),
        "read_url": f"{reverse('notices_read')}?up_to={newest}",
        "pager": pager(request, page.next_before, next_text=_("Next 20 notices"), ends=something),
    }
    return render(request, "pages/notices.html", context)


def _day(group: NoticeGroup) -> str:
    day, today = timezone.localtime(group.at).date(), timezone.localdate()
    days = (today - day).days
    if days < 2:
        return _("Today") if days < 1 else _("Yesterday")
    return date_format(day, "l j F" if day.year == today.year else "j F Y")


def _notice(request: Request, group: NoticeGroup) -> dict[str, Any]:
    return {"text": group.text, "url": _url(request, group), "at": group.at, "new": group.new}


def _url(request: Request, group: NoticeGroup) -> str:
    """Return where a notice leads."""
    if group.post_id is not None:
        return reverse("post", args=[group.post_id])
    if group.space is not None:
        page = "space_requests" if group.kind == NoticeKind.JOIN_ASKED else "space"
        return reverse(page, args=[group.space.slug])
    if group.kind in ABOUT_CLAIMS:
        return reverse("verification")
    if group.kind in OWN:
        # On a practice's side a message is one of a care team.
        of_team = group.kind == NoticeKind.MESSAGE and request.viewer.kind not in PATIENTS_SIDE
        return reverse("shared_care" if of_team else OWN[group.kind])
    if group.kind in LISTS:
        return f"{reverse('contacts')}?list={LISTS[group.kind]}"
    return reverse("persona", args=[group.actor.handle]) if group.actor is not None else ""


@signed_in
@require_POST
def read(request: Request) -> HttpResponse:
    """Mark as read what was shown: all up to the newest on the page."""
    up_to = ids.read(request.GET.get("up_to", ""))
    if up_to is None:
        raise NotHere
    actions.mark_read(by=request.viewer, up_to=up_to)
    return redirect("notices")


urlpatterns = [
    path("notices/", notices, name="notices"),
    path("notices/read/", read, name="notices_read"),
]
