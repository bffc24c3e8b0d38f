"""Asking colleagues to vouch, and answering when one is asked."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bedside.areas.contacts import queries as contacts
from bedside.areas.credentials import actions
from bedside.areas.credentials.queries import profile
from bedside.areas.credentials.queries import vouch as queries
from bedside.areas.credentials.queries.vouch import Asking, Vouching
from bedside.doors.web.access import confirmed
from bedside.doors.web.forms.clinicians import VouchingForm
from bedside.doors.web.forms.spaces import HandleForm
from bedside.doors.web.http import Request
from bedside.doors.web.pages.clinicians import tried
from bedside.doors.web.people_rows import rows
from bedside.kit.errors import NotHere
from bedside.policy.verification.vouching import DAYS, NEEDED


def _only_clinicians(request: Request) -> None:
    if request.viewer.kind != "clinician":
        raise NotHere


@confirmed
@require_http_methods(["GET", "POST"])
def vouch(request: Request) -> HttpResponse:
    """Where one stands; begin to ask, or ask one more colleague."""
    _only_clinicians(request)
    standing = queries.vouching(request.viewer)
    sent = request.POST if request.method == "POST" else None
    if standing.round is not None:
        form: HandleForm | VouchingForm = HandleForm(sent)
        done = tried(form, lambda: _ask(request, form.cleaned_data["handle"]))
        told = _("If they can vouch for you, they are asked now. Their answer is private.")
    else:
        form = VouchingForm(sent)
        done = tried(form, lambda: actions.begin_vouching(by=request.viewer, **form.cleaned_data))
        told = _("Now name the colleagues whom you want to ask.")
    if done:
        messages.success(request, told)
        return redirect("vouch")
    context = {
        "page_title": _("Colleagues who vouch for you"),
        "form": form,
        "asking": standing.round,
        "may": standing.round is not None or standing.may_begin,
        "why_not": "" if standing.round else standing.why_not,
        "where_url": "" if profile(request.viewer.persona_id).country else reverse("clinician_profile"),
        "rows": _rows(standing),
        "needed": NEEDED,
        "days": DAYS.days,
        "button": _("Ask this colleague") if standing.round else _("Begin"),
        "answers_url": reverse("vouch_answers"),
    }
    return render(request, "pages/vouch.html", context, status=422 if form.errors else 200)


def _ask(request: Request, handle: str) -> None:
    """Ask whoever has this handle; nobody, somebody hidden and somebody who can't vouch get the same answer."""
    try:
        colleague = contacts.reachable_by_handle(request.viewer, handle).id
    except NotHere:
        colleague = 0
    actions.ask_to_vouch(by=request.viewer, voucher_id=colleague)


def _rows(standing: Vouching) -> list[dict[str, str]]:
    found = []
    if standing.valid_until is not None:
        until = date_format(standing.valid_until, "j F Y")
        name = _("You are vouched for") if standing.reached else _("It has ended")
        found.append({"name": name, "value": _("Until %(day)s") % {"day": until}})
    if standing.round is not None:
        what = f"{standing.round.profession}, {standing.round.specialty}"
        said = _("%(yes)d of %(needed)d needed") % {"yes": standing.yes, "needed": NEEDED}
        found += [
            {"name": _("You ask about"), "value": what},
            {"name": _("Asked so far"), "value": str(standing.asked)},
            {"name": _("Said yes"), "value": said},
        ]
    return found


@confirmed
@require_POST
def vouch_end(request: Request) -> HttpResponse:
    """Stop asking."""
    _only_clinicians(request)
    actions.end_vouching(by=request.viewer)
    messages.success(request, _("You ask nobody any more."))
    return redirect("vouch")


@confirmed
@require_GET
def vouch_answers(request: Request) -> HttpResponse:
    """What colleagues ask of me, and for whom I vouch now."""
    _only_clinicians(request)
    found = [
        one for one in queries.asked_of(request.viewer) if one.asker.id not in contacts.blocked_ids(request.viewer)
    ]
    lines = rows([one.asker for one in found])
    shown = [_asked(one, line) for one, line in zip(found, lines, strict=True)]
    context = {
        "page_title": _("Vouching for colleagues"),
        "asked": [one for one in shown if one["state"] == "asked"],
        "given": [one for one in shown if one["state"] == "yes"],
    }
    return render(request, "pages/vouch_answers.html", context)


def _asked(one: Asking, line: dict[str, Any]) -> dict[str, Any]:
    return {
        "person": line,
        "what": f"{one.profession}, {one.specialty}",
        "state": one.state,
        "at": one.asked_at,
        "url": reverse("vouch_answer", args=[one.id]),
    }


@confirmed
@require_POST
def vouch_answer(request: Request, vouch_id: int) -> HttpResponse:
    """Say yes or no to one asking, or take a yes back."""
    _only_clinicians(request)
    said = request.POST.get("say", "")
    if said == "withdraw":
        actions.withdraw_vouch(by=request.viewer, vouch_id=vouch_id)
        messages.success(request, _("You no longer vouch for them. They are not told whose yes is gone."))
    elif said in ("yes", "no"):
        actions.answer_vouch(by=request.viewer, vouch_id=vouch_id, says_yes=said == "yes")
        messages.success(request, _("Your answer is kept. They are not told what you said."))
    else:
        raise NotHere
    return redirect("vouch_answers")


urlpatterns = [
    path("verification/vouch/", vouch, name="vouch"),
    path("verification/vouch/end/", vouch_end, name="vouch_end"),
    path("verification/vouch/answers/", vouch_answers, name="vouch_answers"),
    path("verification/vouch/answers/<int:vouch_id>/", vouch_answer, name="vouch_answer"),
]
