"""Passkeys, code apps and recovery codes: allauth's views under our paths, with our templates.

Whoever changes one of them types the password (or a code) first, at most five minutes before: allauth asks for that by
way of `account_reauthenticate`.
"""

from allauth.account.internal.flows import reauthentication
from allauth.mfa.base import views as base
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bedside.areas.people import actions
from bedside.areas.people.paths import own_path
from bedside.doors.web.access import anyone, confirmed
from bedside.doors.web.forms.people import PasswordForm, blame
from bedside.doors.web.http import Request
from bedside.kit.errors import Refused


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
    path("log-in/code/", anyone(base.authenticate), name="mfa_authenticate"),
    path("log-in/passkey/answer/", anyone(webauthn.login_webauthn), name="mfa_login_webauthn"),
    path("settings/is-it-you/", reauthenticate, name="account_reauthenticate"),
    path("settings/is-it-you/code/", confirmed(base.reauthenticate), name="mfa_reauthenticate"),
    path(
        "settings/is-it-you/passkey/", confirmed(webauthn.reauthenticate_webauthn), name="mfa_reauthenticate_webauthn"
    ),
    path("settings/log-in/", confirmed(base.index), name="mfa_index"),
    path("settings/log-in/app/", confirmed(totp.activate_totp), name="mfa_activate_totp"),
    path("settings/log-in/app/remove/", confirmed(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("settings/log-in/codes/", confirmed(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("settings/log-in/codes/new/", confirmed(codes.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("settings/log-in/passkeys/", confirmed(webauthn.list_webauthn), name="mfa_list_webauthn"),
    path("settings/log-in/passkeys/add/", confirmed(webauthn.add_webauthn), name="mfa_add_webauthn"),
    path("settings/log-in/passkeys/<int:pk>/remove/", confirmed(webauthn.remove_webauthn), name="mfa_remove_webauthn"),
]
