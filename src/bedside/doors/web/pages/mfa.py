"""Passkeys, code apps and recovery codes: allauth's views under our paths, with our templates.

Whoever changes one of them types the password (or a code) first, at most five minutes before: allauth asks for that by
way of `account_reauthenticate`.

A passkey answers a challenge that lives five minutes, in this session, for this page, and once: allauth keeps it until
it is answered rightly, so `ceremony` bounds it (security.md P078).
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.internal.flows import reauthentication
from allauth.mfa.base import views as base
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.mfa.webauthn.internal.auth import STATE_SESSION_KEY
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bedside.areas.people import actions, known
from bedside.areas.people.paths import own_path
from bedside.areas.people.sessions import carry_on, stored_key
from bedside.doors.web.access import anyone, confirmed
from bedside.doors.web.forms.people import PasswordForm, blame
from bedside.doors.web.http import Request
from bedside.doors.web.limited import limited
from bedside.kit.clock import now
from bedside.kit.errors import Refused
from bedside.policy.limits import FORM

CEREMONY_LIVES = 300  # seconds
View = Callable[..., HttpResponseBase]


def ceremony(view: View) -> View:
    """Let the challenge of a passkey be answered on the page that gave it, once, within five minutes."""

    @wraps(view)
    def bounded(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        page, asked = request.path, request.session.get(STATE_SESSION_KEY)
        if asked is not None and not (asked.get("page") == page and _is_young(asked)):
            request.session.pop(STATE_SESSION_KEY)
        response = view(request, *args, **kwargs)
        given = request.session.get(STATE_SESSION_KEY)
        if given is not None and "page" not in given:
            request.session[STATE_SESSION_KEY] = given | {"page": page, "at": now().timestamp()}
        elif given is not None and request.method == "POST":
            request.session.pop(STATE_SESSION_KEY)  # answered wrongly: that was its one time
        return response

    return bounded


def lock(view: View) -> View:
    """Let a view of allauth change how one logs in; when it did, the other sessions end and this one gets a new id."""

    @wraps(view)
    def watched(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        keep = stored_key(request.session.session_key or "")
        with actions.changing_locks(by=request.viewer, keep=keep) as changed:
            response = view(request, *args, **kwargs)
        for account in changed:
            carry_on(request.session, account=account)
            known.remember(response, account=account)
        return response

    return watched


def _is_young(asked: dict[str, Any]) -> bool:
    return 0 <= now().timestamp() - asked.get("at", 0) < CEREMONY_LIVES


@confirmed
@require_http_methods(["GET", "POST"])
def reauthenticate(request: Request) -> HttpResponse:
    """Ask for the password before something that matters, then go on with it."""
    form = PasswordForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.check_password(by=request.viewer, password=form.cleaned_data["current"])
        except Refused as refused:
            blame(form, refused)
        else:
            reauthentication.reauthenticate_by_password(request)
            return reauthentication.resume_request(request) or redirect("mfa_index")
    context = {
        "page_title": _("Is it you?"),
        "lead": _("Type your password. What comes next matters, so we ask again."),
        "form": form,
        "button": _("Go on"),
        "cancel_url": own_path(request.GET.get("back", "")) or "/settings/",
    }
    return render(request, "pages/question.html", context, status=422 if form.errors else 200)


urlpatterns = [
    path("log-in/code/", anyone(limited(FORM)(ceremony(base.authenticate))), name="mfa_authenticate"),
    path("log-in/passkey/answer/", anyone(limited(FORM)(ceremony(webauthn.login_webauthn))), name="mfa_login_webauthn"),
    path("settings/is-it-you/", reauthenticate, name="account_reauthenticate"),
    path("settings/is-it-you/code/", confirmed(ceremony(base.reauthenticate)), name="mfa_reauthenticate"),
    path(
        "settings/is-it-you/passkey/",
        confirmed(ceremony(webauthn.reauthenticate_webauthn)),
        name="mfa_reauthenticate_webauthn",
    ),
    path("settings/log-in/", confirmed(base.index), name="mfa_index"),
    path("settings/log-in/app/", confirmed(lock(totp.activate_totp)), name="mfa_activate_totp"),
    path("settings/log-in/app/remove/", confirmed(lock(totp.deactivate_totp)), name="mfa_deactivate_totp"),
    path("settings/log-in/codes/", confirmed(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path(
        "settings/log-in/codes/new/", confirmed(lock(codes.generate_recovery_codes)), name="mfa_generate_recovery_codes"
    ),
    path("settings/log-in/passkeys/", confirmed(webauthn.list_webauthn), name="mfa_list_webauthn"),
    path("settings/log-in/passkeys/add/", confirmed(lock(ceremony(webauthn.add_webauthn))), name="mfa_add_webauthn"),
    path(
        "settings/log-in/passkeys/<int:pk>/remove/",
        confirmed(lock(webauthn.remove_webauthn)),
        name="mfa_remove_webauthn",
    ),
]
