"""Permissions to publish: asking for one, signing it, seeing what is shared on it, ending it."""

from datetime import UTC, datetime
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bedside.areas.consents import actions, queries
from bedside.areas.consents.queries import Permission
from bedside.areas.contacts import queries as contacts
from bedside.areas.people import queries as people
from bedside.areas.posts import queries as posts
from bedside.doors.web import permission_words as words
from bedside.doors.web.access import confirmed
from bedside.doors.web.forms.people import blame_with_way
from bedside.doors.web.forms.permissions import AskForm, SignForm
from bedside.doors.web.http import Request
from bedside.doors.web.people_rows import rows as people_rows
from bedside.kit.errors import NotHere, Refused
from bedside.policy.consents.parties import may_ask


@confirmed
@require_GET
def permissions(request: Request) -> HttpResponse:
    """What I was asked for and gave; and for those who may ask, what they asked for."""
    asks = may_ask(kind=request.viewer.kind, level=request.viewer.level)
    context = {
        "page_title": _("Permissions to share"),
        "given": [_line(one) for one in queries.given(request.viewer)],
        "asked": [_line(one) for one in queries.asked(request.viewer)],
        "asks": asks,
        "ask_url": reverse("permission_ask"),
    }
    return render(request, "pages/permissions.html", context)


def _line(one: Permission) -> dict[str, str]:
    return {
        "name": words.first_words(one),
        "value": words.state_text(one),
        "url": reverse("permission", args=[one.id]),
        "action": _("Open"),
    }


@confirmed
@require_http_methods(["GET", "POST"])
def permission_ask(request: Request) -> HttpResponse:
    """Ask a patient, or who may sign for her."""
    if not may_ask(kind=request.viewer.kind, level=request.viewer.level):
        raise NotHere
    assert request.me is not None
    form = AskForm(request.POST if request.method == "POST" else None, initial={"by_whom": request.me.name})
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.ask(by=request.viewer, owner_id=_named(request, form), terms=form.terms())
        except Refused as refused:
            blame_with_way(form, refused)
        else:
            messages.success(request, _("They are asked now. You get a notice when they answer."))
            return redirect("permission", row.id)
    context = {
        "page_title": _("Ask for a permission"),
        "lead": _("Your patient reads it, and says yes or no. Nothing is shared before that."),
        "form": form,
        "button": _("Ask"),
        "back_url": reverse("permissions"),
    }
    return render(request, "pages/question.html", context, status=422 if form.errors else 200)


def _named(request: Request, form: AskForm) -> int:
    """Return who has the handle; 0 for nobody, and for who is not there for the asker: both get one answer."""
    try:
        return contacts.reachable_by_handle(request.viewer, form.cleaned_data["handle"]).id
    except NotHere:
        return 0


@confirmed
@require_GET
def permission(request: Request, number: int) -> HttpResponse:
    """One permission: what it says, how it stands, and what is shared on it."""
    one = queries.one(request.viewer, number)
    other = people.personas(request.viewer, [one.asked_by if one.mine else one.given_by])
    shared = posts.shared_on(request.viewer, number) if one.signed_at is not None else []
    context = {
        "page_title": _("A permission to share"),
        "one": one,
        "state": words.state_text(one),
        "other": people_rows(other),
        "rows": words.rows(one),
        "statements": words.statements(),
        "shared": [words.shared_row(row) for row in shared],
        "shown": queries.shown_text(request.viewer, number),
        "number": number,
    }
    return render(request, "pages/permission.html", context)


@confirmed
@require_http_methods(["GET", "POST"])
@reauthentication_required
def permission_sign(request: Request, number: int) -> HttpResponse:
    """Sign. Who signs has typed the password, or used the passkey, within the last five minutes."""
    one = queries.one(request.viewer, number)
    if not one.mine:
        raise NotHere
    if one.state != "draft":
        messages.info(request, _("You have answered this before. Nothing has changed."))
        return redirect("permission", number)
    form = SignForm(request.POST if request.method == "POST" else None, initial={"mark": one.mark})
    if request.method == "POST" and form.is_valid():
        try:
            signing = form.signing(proved_at=_proved_at(request))
            actions.sign(by=request.viewer, authorisation_id=number, signing=signing)
        except NotHere:
            raise
        except Refused as refused:
            blame_with_way(form, refused)
        else:
            messages.success(request, _("You signed. This page is your copy: you can fetch it as a file, too."))
            return redirect("permission", number)
    context = {
        "page_title": _("Read it once more, then sign"),
        "form": form,
        "button": _("Sign"),
        "rows": words.rows(one),
        "statements": words.statements(),
        "back_url": reverse("permission", args=[number]),
    }
    return render(request, "pages/permission_sign.html", context, status=422 if form.errors else 200)


def _proved_at(request: Request) -> datetime | None:
    """Return when the viewer last showed again who she is, in this session."""
    records: list[dict[str, Any]] = get_authentication_records(request, request.user)
    shown = [record["at"] for record in records if record.get("reauthenticated")]
    return datetime.fromtimestamp(max(shown), UTC) if shown else None


@confirmed
@require_POST
def permission_answer(request: Request, number: int) -> HttpResponse:
    """Say no to what is asked, end what was given, or take back what one asked for."""
    do = request.POST.get("do", "")
    if do == "end":
        actions.end(by=request.viewer, authorisation_id=number)
        messages.success(request, _("It has ended. What was shared here on it is gone now."))
    elif do == "no":
        try:
            actions.decline(by=request.viewer, authorisation_id=number)
        except actions.AlreadyAnswered as refused:
            messages.info(request, f"{refused.what} {refused.do}")
        else:
            messages.success(request, _("You said no. They are told only that."))
    elif do == "back":
        actions.take_back(by=request.viewer, authorisation_id=number)
        messages.success(request, _("You took it back. It is gone for both of you."))
        return redirect("permissions")
    else:
        raise NotHere
    return redirect("permission", number)


@confirmed
@require_GET
def permission_copy(request: Request, number: int) -> HttpResponse:
    """The signed copy as a file, for each of the two sides."""
    response = HttpResponse(queries.copy(request.viewer, number), content_type="application/json; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="permission.json"'
    return response


urlpatterns = [
    path("authorisations/", permissions, name="permissions"),
    path("authorisations/ask/", permission_ask, name="permission_ask"),
    path("authorisations/<int:number>/", permission, name="permission"),
    path("authorisations/<int:number>/sign/", permission_sign, name="permission_sign"),
    path("authorisations/<int:number>/answer/", permission_answer, name="permission_answer"),
    path("authorisations/<int:number>/copy/", permission_copy, name="permission_copy"),
]
