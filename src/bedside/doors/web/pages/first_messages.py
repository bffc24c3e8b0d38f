"""First messages: from people one does not follow. Each waits until one takes it, and nobody is told what one chose."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from bedside.areas.contacts import actions as contacts
from bedside.areas.contacts import queries as contacts_queries
from bedside.areas.posts import actions, queries
from bedside.areas.posts.queries import Knock
from bedside.doors.web.access import confirmed, signed_in
from bedside.doors.web.cards import stored_html
from bedside.doors.web.http import Request
from bedside.doors.web.people_rows import rows


@signed_in
@require_GET
def first_messages(request: Request) -> HttpResponse:
    """What waits for oneself to take it."""
    hidden = contacts_queries.blocked_ids(request.viewer)
    knocks = queries.first_messages(request.viewer, hidden=hidden)
    people = rows([one.author for one in knocks])
    context = {
        "page_title": _("People who would like to write to you"),
        "knocks": [_knock(one, person) for one, person in zip(knocks, people, strict=True)],
    }
    return render(request, "pages/first_messages.html", context)


def _knock(one: Knock, person: dict[str, Any]) -> dict[str, Any]:
    return {
        "person": person,
        "html": stored_html(one.html),
        "warning": one.warning,
        "at": one.asked_at,
        "take_url": reverse("message_take", args=[one.post_id]),
        "decline_url": reverse("message_decline", args=[one.post_id]),
        "report_url": reverse("persona_report", args=[one.author.handle]),
        "block_url": reverse("message_block", args=[one.post_id]),
    }


@confirmed
@require_POST
def message_take(request: Request, post_id: int) -> HttpResponse:
    """Take it: from now on one can read and answer it as every other message."""
    actions.take_message(by=request.viewer, post_id=post_id)
    messages.success(request, _("You can answer now. They are not told until you do."))
    return redirect("post", post_id)


@confirmed
@require_POST
def message_decline(request: Request, post_id: int) -> HttpResponse:
    """Turn it down."""
    actions.decline_message(by=request.viewer, post_id=post_id)
    messages.success(request, _("Turned down. They are not told."))
    return redirect("first_messages")


@confirmed
@require_POST
def message_block(request: Request, post_id: int) -> HttpResponse:
    """Turn it down, and keep its author away for good."""
    author_id = queries.first_message(request.viewer, post_id).author_id
    actions.decline_message(by=request.viewer, post_id=post_id)
    contacts.block(by=request.viewer, target_id=author_id)
    messages.success(request, _("Blocked. You don't see each other any more. They are not told."))
    return redirect("first_messages")


urlpatterns = [
    path("messages/new/", first_messages, name="first_messages"),
    path("messages/new/<int:post_id>/take/", message_take, name="message_take"),
    path("messages/new/<int:post_id>/decline/", message_decline, name="message_decline"),
    path("messages/new/<int:post_id>/block/", message_block, name="message_block"),
]
