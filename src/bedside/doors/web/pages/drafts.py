"""What is begun or sent and not published: drafts, and posts that wait for their pictures."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from bedside.areas.posts import actions, drafts, queries, waiting
from bedside.doors.web.access import confirmed, signed_in
from bedside.doors.web.compose_fields import Filled
from bedside.doors.web.http import Request
from bedside.doors.web.pages.compose import page, place_named
from bedside.kit.errors import NotHere


@signed_in
@require_GET
def my_drafts(request: Request) -> HttpResponse:
    """What I began to write. A check that was on its way while a post was sent may have kept its words once more."""
    begun = drafts.all_of(request.viewer)
    sent = queries.sent_among(request.viewer, (draft.fields.get("key", 0) for draft in begun))
    listed = [
        {
            "id": draft.id,
            "url": reverse("draft_open", args=[draft.id]),
            "first_words": _first_words(draft.fields.get("title", ""), draft.fields.get("text", "")),
            "where": _("Held: not published") if draft.held else _("Draft"),
            "saved_at": draft.saved_at,
            "delete_url": reverse("draft_delete", args=[draft.id]),
        }
        for draft in begun
        if draft.fields.get("key", 0) not in sent
    ]
    context = {"page_title": _("Drafts"), "drafts": listed, "waiting": _waiting(request)}
    return render(request, "pages/drafts.html", context)


def _first_words(title: str, text: str) -> str:
    return " ".join(f"{title} {text}".split())[:80]


def _waiting(request: Request) -> list[dict[str, Any]]:
    """Return the viewer's posts that wait for their pictures, as rows of the drafts."""
    states = {
        "checking": _("We are looking at its pictures"),
        "look": _("Look at its pictures, then publish"),
        "day": _("It waits for its day"),
        "again": _("It could not be published. Look at it again"),
    }
    return [
        {
            "url": reverse("waiting", args=[held.form_key]),
            "first_words": _first_words(held.words.title, held.words.text),
            "where": states[held.state],
            "saved_at": held.sent_at,
        }
        for held in waiting.all_of(request.viewer)
    ]


@confirmed
@require_GET
def draft_open(request: Request, draft_id: int) -> HttpResponse:
    """Go on writing."""
    draft = drafts.one(request.viewer, draft_id)
    filled = Filled.from_draft(draft.fields)
    try:
        place = place_named(request, draft.place)
    except NotHere:  # the post or space is gone or closed to its owner: the words are still theirs, for nobody else
        context = {
            "page_title": _("The place you wrote this for is gone"),
            "text": _("Your words are still here. Copy them if you want to use them in another place."),
            "paragraphs": [filled.title, *filled.text.split("\n")],
            "url": reverse("drafts"),
            "action": _("Back to your drafts"),
        }
        return render(request, "pages/message.html", context)
    return page(request, place, filled, title=_("Go on with your draft"))


@signed_in
@require_POST
def draft_delete(request: Request, draft_id: int) -> HttpResponse:
    """Throw a draft away."""
    drafts.one(request.viewer, draft_id)
    actions.drop_draft(by=request.viewer, draft_id=draft_id)
    messages.success(request, _("The draft is deleted."))
    return redirect("drafts")


urlpatterns = [
    path("drafts/", my_drafts, name="drafts"),
    path("drafts/<int:draft_id>/", draft_open, name="draft_open"),
    path("drafts/<int:draft_id>/delete/", draft_delete, name="draft_delete"),
]
