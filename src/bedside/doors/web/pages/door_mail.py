"""A patient chooses what mails about a practice's messages may hold: a link, or the words."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bedside.areas.messaging.actions import mailing as actions
from bedside.areas.messaging.queries import mailing as queries
from bedside.areas.messaging.queries.mine import my_channel
from bedside.doors.web import practice_parts as parts
from bedside.doors.web.access import confirmed
from bedside.doors.web.http import Request
from bedside.doors.web.pages.door import door_at
from bedside.kit.errors import NotHere
from bedside.policy.practice.sending import EXAMPLE, RISK


@confirmed
@require_http_methods(["GET", "POST"])
def door_mail(request: Request, slug: str) -> HttpResponse:
    """Read the warning and an example, then agree; or take it back."""
    here = door_at(request, slug)
    practice_id = here.practice.space_id
    channel = my_channel(request.viewer, practice_id)
    if channel is None or channel.pre_patient or channel.closed_at is not None:
        raise NotHere
    if request.method == "POST":
        if request.POST.get("do") == "agree":
            actions.agree_to_mail(by=request.viewer, practice_id=practice_id, read=request.POST.get("read", ""))
            messages.success(request, _("From now on mails hold the words. You can end it here."))
        else:
            actions.end_mail(by=request.viewer, practice_id=practice_id)
            messages.success(request, _("From now on mails hold a link and nothing more."))
        return redirect("door_mail", slug)
    context = {
        "page_title": _("Mails from %(practice)s") % {"practice": here.space.name},
        "practice": here.space.name,
        "agreed_at": queries.agreed_at(request.viewer, practice_id),
        "risk": _(RISK),
        "example": _(EXAMPLE),
        "read": actions.mark_of_warning(),
        "back_url": parts.door_url(here),
    }
    return render(request, "pages/door_mail.html", context)


urlpatterns = [path("practice/<slug:slug>/door/mail/", door_mail, name="door_mail")]
