"""Signing in and out, and a forgotten password."""

from allauth.account.internal.flows import login as flow
from allauth.account.models import Login
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bedside.areas.people import actions, known
from bedside.areas.people.errors import Suspended
from bedside.areas.people.models import Account
from bedside.areas.people.paths import own_path
from bedside.doors.web.access import anyone
from bedside.doors.web.forms.people import MailForm, NewPasswordForm, SignInForm, blame
from bedside.doors.web.http import Request
from bedside.doors.web.limited import limited
from bedside.kit.errors import Refused
from bedside.policy.limits import FORM, LINK, LOG_IN_NETWORK, RESET_NETWORK


def let_in(request: Request, account: Account, *, come_back: str = "") -> HttpResponse:
    """Sign `account` in, after its second factor when it has one, and go where it was going."""
    return flow.perform_password_login(request, {}, Login(user=account, redirect_url=own_path(come_back) or None))


@anyone
@limited(LOG_IN_NETWORK)
@require_http_methods(["GET", "POST"])
def signin(request: Request) -> HttpResponse:
    """Mail address and password. The answer to what does not fit is one and the same, whoever it was."""
    come_back = own_path(request.POST.get("next") or request.GET.get("next", ""))
    if request.viewer.signed_in:
        return redirect(come_back or "home")
    form = SignInForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            device = request.COOKIES.get(settings.KNOWN_COOKIE_NAME, "")
            account = actions.check_sign_in(device=device, **form.cleaned_data)
        except Suspended:
            raise
        except Refused as refused:
            blame(form, refused)
        else:
            return let_in(request, account, come_back=come_back)
    context = {
        "page_title": _("Log in"),
        "form": form,
        "button": _("Log in"),
        "passkey_url": reverse("signin_passkey"),
        "reset_url": reverse("reset"),
        "next": come_back,
    }
    return render(request, "pages/signin.html", context, status=422 if form.errors else 200)


@anyone
@require_GET
def signin_passkey(request: Request) -> HttpResponse:
    """Log in with a passkey: needs a script, since only the browser can ask the device."""
    return (
        redirect("home")
        if request.viewer.signed_in
        else render(request, "mfa/passkey.html", {"page_title": _("Passkey")})
    )


@anyone
@limited(FORM)
@require_POST
def signout(request: Request) -> HttpResponse:
    """End this session."""
    logout(request)
    return redirect("home")


@anyone
@limited(RESET_NETWORK)
@require_http_methods(["GET", "POST"])
def reset(request: Request) -> HttpResponse:
    """Ask for a new password; the answer is the same for every address."""
    form = MailForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.ask_reset(mail=form.cleaned_data["mail"])
        except Refused as refused:
            blame(form, refused)
        else:
            return _reset_sent(request)
    context = {
        "page_title": _("Choose a new password"),
        "lead": _("Type the mail address of your account. We send you a link."),
        "form": form,
        "button": _("Send the link"),
        "back_url": reverse("signin"),
    }
    return render(request, "pages/question.html", context, status=422 if form.errors else 200)


def _reset_sent(request: Request) -> HttpResponse:
    context = {
        "page_title": _("Check your mail"),
        "text": _("If there is an account with this address, we sent it a link. It works for one hour."),
        "paragraphs": [_("We send at most three such mails a day.")],
        "url": reverse("signin"),
        "action": _("Back to log in"),
    }
    return render(request, "pages/message.html", context)


@anyone
@limited(LINK)
@require_http_methods(["GET", "POST"])
def reset_link(request: Request, token: str) -> HttpResponse:
    """The link in the mail: a new password, and every session ends."""
    form = NewPasswordForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            account = actions.reset_password(token=token, password=form.cleaned_data["password"])
        except Refused as refused:
            if refused.field != "password":
                raise
            blame(form, refused)
        else:
            logout(request)
            messages.success(request, _("Your password is changed. Log in with the new one."))
            return known.remember(redirect("signin"), account=account)
    context = {"page_title": _("Choose a new password"), "form": form, "button": _("Use this password")}
    return render(request, "pages/question.html", context, status=422 if form.errors else 200)


urlpatterns = [
    path("log-in/", signin, name="signin"),
    path("log-in/", signin, name="account_login"),  # the name by which allauth looks for it
    path("log-in/passkey/", signin_passkey, name="signin_passkey"),
    path("log-out/", signout, name="signout"),
    path("new-password/", reset, name="reset"),
    path("new-password/<str:token>/", reset_link, name="reset_link"),
]
