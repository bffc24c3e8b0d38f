"""Taking the details out of one's own post: each piece with a tick, what it means, and then what stands there."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from bedside.areas.escalations import actions
from bedside.areas.posts.details import InParts, Part, in_parts
from bedside.doors.web.access import signed_in
from bedside.doors.web.http import Request
from bedside.kit import ids
from bedside.kit.errors import NotHere, Refused


@signed_in
@require_http_methods(["GET", "POST"])
def post_details(request: Request, post_id: int) -> HttpResponse:
    """Choose what stays of one's own post, and take the rest out for good."""
    found = in_parts(request.viewer, post_id)
    if request.method != "POST":
        return _page(request, found, stays={one.key for one in found.parts if not one.tells})
    stays = set(request.POST.getlist("stays"))
    version = ids.read(request.POST.get("version", "")) or 0
    try:
        folded = actions.take_details_out(by=request.viewer, post_id=post_id, stays=stays, version=version)
    except NotHere:
        raise
    except Refused as refused:
        return _page(request, found, stays=stays, error=f"{refused.what} {refused.do}")
    messages.success(request, _told(folded))
    return redirect("post", post_id)


def _told(folded: int) -> str:
    told = _("The details are gone. This is what stands there now.")
    answers = ngettext(
        "%(n)d reply that may repeat them is folded.", "%(n)d replies that may repeat them are folded.", folded
    )
    return f"{told} {answers % {'n': folded}}" if folded else told


def _page(request: Request, found: InParts, *, stays: set[str], error: str = "") -> HttpResponse:
    context = {
        "page_title": _("Take details out of your post"),
        "version": found.version,
        "parts": [_part(one, stays) for one in found.parts],
        "errors": [{"href": "#stays_1", "text": error}] if error else [],
        "cancel_url": reverse("post", args=[found.post.id]),
    }
    return render(request, "pages/post_details.html", context, status=422 if error else 200)


HEADS = {"title": "Title", "topic": "Topic", "warning": "Content warning"}


def _part(one: Part, stays: set[str]) -> dict[str, Any]:
    return {
        "key": one.key,
        "head": _(HEADS[one.key]) if one.key in HEADS else "",
        "words": one.words or (_("The poll and its answers") if not one.picture else ""),
        "picture": reverse("media", args=[one.picture]) if one.picture else "",
        "stays": one.key in stays,
    }


urlpatterns = [path("posts/<int:post_id>/details/", post_details, name="post_details")]
