"""The reader's button and the clinician's: take a post off the public channel. Nobody is shown that it was pressed."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bedside.areas.escalations import actions
from bedside.areas.posts import queries as posts
from bedside.doors.web.access import confirmed
from bedside.doors.web.cards import card, facts
from bedside.doors.web.care_words import REASONS
from bedside.doors.web.help_parts import country_for, help_of
from bedside.doors.web.http import Request
from bedside.kit.errors import NotHere, Refused
from bedside.policy.escalation.buttons import OFF_CHANNEL, button_for
from bedside.policy.escalation.words import AFTER_FLAG, PUBLIC_LINE


@confirmed
@require_http_methods(["GET", "POST"])
def post_worried(request: Request, post_id: int) -> HttpResponse:
    """Choose a reason, see the one sentence that others will see, send. `?reason=` chooses it beforehand."""
    seen = posts.seen(request.viewer, post_id)
    if seen.mine:
        return redirect("post_care", post_id)
    error = ""
    if request.method == "POST":
        try:
            actions.flag(by=request.viewer, post_id=post_id, reason=request.POST.get("reason", ""))
        except NotHere:
            raise
        except Refused as refused:
            error = f"{refused.what} {refused.do}"
        else:
            messages.success(request, _(AFTER_FLAG))
            return redirect("post", post_id)
    chosen = request.GET.get("reason", "")
    public = button_for(request.viewer.kind, seen.author_kind) == OFF_CHANNEL
    context = {
        **help_of(country_for(request)),
        "page_title": _("Take this off the public channel") if public else _("Worried about this?"),
        "card": facts(card(request, seen)),
        "reasons": [{"value": code, "words": words, "chosen": code == chosen} for code, words in REASONS.items()],
        "public_line": _(PUBLIC_LINE),
        "errors": [{"href": "#reason_1", "text": error}] if error else [],
        "cancel_url": reverse("post", args=[post_id]),
    }
    return render(request, "pages/post_worried.html", context, status=422 if error else 200)


urlpatterns = [path("posts/<int:post_id>/worried/", post_worried, name="post_worried")]
