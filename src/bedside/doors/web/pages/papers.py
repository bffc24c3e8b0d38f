"""One's own papers on the way to being verified, and the code to read out when the register's number is called."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bedside.areas.credentials.actions import calling, sending
from bedside.areas.credentials.queries import reviewing as queries
from bedside.doors.web.access import confirmed
from bedside.doors.web.forms.desk import PapersForm
from bedside.doors.web.forms.people import blame_with_way
from bedside.doors.web.http import Request
from bedside.kit.errors import NotHere, Refused

MAY_SEND = ("matched", "proving")


@confirmed
@require_http_methods(["GET", "POST"])
def verification_documents(request: Request) -> HttpResponse:
    """Send photos of papers; see who opened them, and when they were destroyed."""
    claim = queries.newest_claim(request.viewer)
    form = PapersForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if request.method == "POST" and form.is_valid():
        try:
            sending.send(by=request.viewer, claim_id=claim.id, files=form.sent)
        except NotHere:
            raise
        except Refused as refused:
            blame_with_way(form, refused)
        else:
            return redirect("verification_documents")
    context: dict[str, Any] = {
        "page_title": _("Show your papers"),
        "form": form if claim.state in MAY_SEND or form.errors else None,
        "sent": queries.sent_by(request.viewer, claim),
        "state": claim.state,
    }
    return render(request, "pages/papers.html", context, status=422 if form.errors else 200)


@confirmed
@require_http_methods(["GET", "POST"])
def verification_callback(request: Request) -> HttpResponse:
    """Ask to be called at the register's number; the code to read out."""
    claim = queries.newest_claim(request.viewer)
    call = queries.own_call(request.viewer, claim)
    if call is None and claim.state not in MAY_SEND:
        raise NotHere
    refused = ""
    if request.method == "POST" and call is None:
        try:
            calling.ask_call(by=request.viewer, claim_id=claim.id)
        except NotHere:
            raise
        except Refused as error:
            refused = f"{error.what} {error.do}"
        else:
            return redirect("verification_callback")
    return _call_page(request, code=call.code if call is not None else "", refused=refused)


def _call_page(request: Request, *, code: str, refused: str) -> HttpResponse:
    context: dict[str, Any] = {"page_title": _("A call to your number in the register")}
    if code:
        context["text"] = _("Keep this code at hand. Read it out when we call.")
        context["code"] = code
        context["paragraphs"] = [
            _("A reviewer calls the telephone number that stands in the register, within seven days."),
            _("They ask for you by name. Tell your front desk, so that they put us through."),
            _("Read the code to nobody who calls another number, and send it to nobody."),
        ]
        context |= {"url": reverse("verification_documents"), "action": _("Your papers")}
    elif refused:
        context |= {"text": refused, "url": reverse("verification_documents"), "action": _("Show papers instead")}
    else:
        context["text"] = _("A reviewer calls the telephone number in the register. You read out a code.")
        context["paragraphs"] = [_("We call no other number. If that number is old, show your papers instead.")]
        context |= {"post_here": True, "button": _("Call me there")}
        context |= {"cancel_url": reverse("verification_documents"), "cancel": _("Show papers instead")}
    return render(request, "pages/message.html", context, status=422 if refused else 200)


urlpatterns = [
    path("verification/documents/", verification_documents, name="verification_documents"),
    path("verification/call/", verification_callback, name="verification_callback"),
]
