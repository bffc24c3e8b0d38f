"""A patient's copy of her messages, and asking to be called. A copy asks for the password first, as others do."""

from typing import get_args

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bedside.areas.messaging.actions import team as verbs
from bedside.areas.messaging.actions.copying import MEDIA, NAMES, Form, take_messages
from bedside.areas.messaging.actions.team.calling import Wish
from bedside.areas.messaging.queries import copies
from bedside.areas.messaging.queries.mine import my_thread
from bedside.doors.web.access import confirmed
from bedside.doors.web.forms.people import blame_with_way
from bedside.doors.web.forms.team import CallWishForm
from bedside.doors.web.http import Request
from bedside.kit.errors import NotHere, Refused


@confirmed
@require_http_methods(["GET", "POST"])
@reauthentication_required
def channel_copy(request: Request) -> HttpResponse:
    """A copy of all conversations."""
    return _copy(request, None)


@confirmed
@require_http_methods(["GET", "POST"])
@reauthentication_required
def channel_thread_copy(request: Request, thread_id: int) -> HttpResponse:
    """A copy of one conversation."""
    return _copy(request, thread_id)


def _copy(request: Request, thread_id: int | None) -> HttpResponse:
    found = copies.conversations(request.viewer, thread_id=thread_id)
    if request.method == "POST":
        return _handed_out(request, thread_id)
    context = {
        "page_title": _("Take a copy of your messages"),
        "count": len(found),
        "one": thread_id is not None,
        "part2": any(one.part2 for one in found),
        "back_url": reverse("channel_thread", args=[thread_id]) if thread_id is not None else reverse("channel"),
    }
    return render(request, "pages/channel_copy.html", context)


def _handed_out(request: Request, thread_id: int | None) -> HttpResponse:
    asked = next((one for one in get_args(Form) if one == request.POST.get("form")), None)
    if asked is None:
        raise NotHere
    content = take_messages(by=request.viewer, form=asked, thread_id=thread_id)
    response = HttpResponse(content, content_type=MEDIA[asked])
    response.headers["Content-Disposition"] = f'attachment; filename="{NAMES[asked]}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


@confirmed
@require_http_methods(["GET", "POST"])
def channel_call(request: Request, thread_id: int) -> HttpResponse:
    """Ask to be called about one's own conversation, or want it no more."""
    mine = my_thread(request.viewer, thread_id)
    waiting = mine.thread.call_requests.filter(called_at=None, withdrawn_at=None).first()
    form = CallWishForm(request.POST if request.method == "POST" and "stop" not in request.POST else None)
    if request.method == "POST" and "stop" in request.POST:
        verbs.withdraw_call(by=request.viewer, thread_id=thread_id)
        messages.success(request, _("You will not be called."))
        return redirect("channel_thread", thread_id)
    if request.method == "POST" and form.is_valid():
        try:
            verbs.ask_call(by=request.viewer, thread_id=thread_id, wish=Wish(**form.cleaned_data))
        except NotHere:
            raise
        except Refused as refused:
            blame_with_way(form, refused)
        else:
            messages.success(request, _("The practice knows when to call you."))
            return redirect("channel_thread", thread_id)
    context = {
        "page_title": _("Ask to be called"),
        "form": form,
        "practice": mine.door.space.name,
        "telephone": mine.door.practice.telephone,
        "zone": mine.door.practice.time_zone,
        "waiting": waiting,
        "back_url": reverse("channel_thread", args=[thread_id]),
    }
    return render(request, "pages/channel_call.html", context, status=422 if form.errors else 200)


urlpatterns = [
    path("channel/copy/", channel_copy, name="channel_copy"),
    path("channel/<int:thread_id>/copy/", channel_thread_copy, name="channel_thread_copy"),
    path("channel/<int:thread_id>/call/", channel_call, name="channel_call"),
]
