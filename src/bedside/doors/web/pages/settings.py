"""Settings: how it looks, how one signs in, where one is signed in."""

from typing import Any

from django.conf import settings as site
from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bedside.areas.credentials.queries import may_be_verified, reviewing
from bedside.areas.escalations import queries as escalations
from bedside.areas.people import actions, known, queries
from bedside.areas.people.models import Account, Persona
from bedside.areas.people.paths import own_path
from bedside.areas.people.sessions import carry_on, stored_key
from bedside.areas.records import queries as records
from bedside.doors.web.access import anyone, confirmed, signed_in
from bedside.doors.web.context import THEME_COOKIE
from bedside.doors.web.forms.people import ChangeMailForm, ChangePasswordForm, blame
from bedside.doors.web.forms.zone import zone_name
from bedside.doors.web.http import Request
from bedside.doors.web.limited import limited
from bedside.kit.errors import Refused
from bedside.policy.directory.places import countries
from bedside.policy.limits import CHANGE_MAIL, FORM, LINK
from bedside.policy.personas import CHECKED_KINDS

YEAR = 60 * 60 * 24 * 365


def _row(name: str, value: str, route: str) -> dict[str, str]:
    return {"name": name, "value": value, "url": reverse(route), "action": _("Change")}


def _waiting(account: Account) -> list[dict[str, str]]:
    mail = account.next_mail
    return [_row(_("New address, not yet confirmed"), mail, "settings_mail")] if mail is not None else []


def _verification(request: Request) -> list[dict[str, str]]:
    if not may_be_verified(request.viewer):
        return []
    told = _("What was checked about you, and until when")
    return [_row(_("Your verification"), told, "verification") | {"action": _("Open")}]


@signed_in
@require_GET
def settings(request: Request) -> HttpResponse:
    """All settings on one page, each with the page that changes it."""
    assert request.account is not None
    personas = queries.personas_of(request.viewer.account_id)
    groups: list[dict[str, Any]] = [
        {
            "title": _("How you log in"),
            "text": _("Nobody here sees your mail address."),
            "rows": [
                _row(_("Mail address"), request.account.mail, "settings_mail"),
                *_waiting(request.account),
                _row(_("Password"), _("Set"), "settings_password"),
                _row(_("Passkeys and codes"), _("A second lock for your account"), "mfa_index"),
                _row(_("Where you are logged in"), _("Devices and browsers"), "sessions"),
            ],
        },
        {"title": _("Who you are here"), "text": "", "rows": [*_who_rows(request, personas), *_verification(request)]},
    ]
    groups.append(
        {
            "title": _("Your data"),
            "text": "",
            "rows": [
                _row(_("A copy of it"), _("One file with everything"), "settings_data") | {"action": _("Open")},
                _row(_("Leave for good"), _leaving(request), "settings_leave") | {"action": _("Open")},
            ],
        }
    )
    groups.append({"title": _("What others did"), "text": "", "rows": _others_rows()})
    if reviewing.has_desk(request.viewer) or reviewing.may_volunteer(request.viewer):
        to = "desk" if reviewing.has_desk(request.viewer) else "volunteer"
        row = _row(_("Reviewers' desk"), _("Claims of clinicians who want to be verified"), to) | {"action": _("Open")}
        groups.append({"title": _("Reviewing"), "text": "", "rows": [row]})
    groups += _together(request)
    if (request.viewer.staff or request.viewer.waiting) and request.viewer.confirmed:
        told = _("Roles, credentials, spaces, accounts")
        told = _("They open once you have a passkey or a code app") if request.viewer.waiting else told
        row = _row(_("Staff pages"), told, "staff") | {"action": _("Open")}
        groups.append({"title": _("Your work for this site"), "text": "", "rows": [row]})
    return render(request, "pages/settings.html", {"page_title": _("Settings"), "groups": groups})


def _others_rows() -> list[dict[str, str]]:
    opened = (
        (_("Who looked at yours"), _("When staff opened something, and why"), "looks"),
        (_("What was decided about yours"), _("By moderators, with the reason"), "decisions"),
        (_("What you reported"), _("And what came of it"), "reports"),
        (_("Permissions to share"), _("What may be shown of you, until when"), "permissions"),
        (_("Carers"), _("Who may act for you, and for whom you act"), "carers"),
    )
    return [_row(name, value, route) | {"action": _("Open")} for name, value, route in opened]


def _together(request: Request) -> list[dict[str, Any]]:
    """Return the group of the ways to one's own escalations and, for who helps, to the rota and the board."""
    rows = []
    if escalations.own_open(request.viewer):
        rows.append(_row(_("Help with your posts"), _("What we wrote to you in private"), "care"))
    if escalations.on_rota(request.viewer):
        rows.append(_row(_("Rota of the duty team"), _("Shifts, swaps and absences"), "rota"))
    if escalations.on_duty(request.viewer):
        rows.append(_row(_("Board of the duty team"), _("Posts that need a private answer"), "board"))
    rows = [row | {"action": _("Open")} for row in rows]
    return [{"title": _("Looking after each other"), "text": "", "rows": rows}] if rows else []


def _who_rows(request: Request, personas: list[Persona]) -> list[dict[str, str]]:
    assert request.account is not None
    country = countries().get(request.account.country, _("Not said"))
    where = _row(_("Country, for urgent help"), country, "settings_country")
    clock = _row(_("Time zone, for your record"), zone_name(records.zone_of(request.viewer)), "settings_zone")
    found = _row(_("What can be found about me"), _("By whom, and how to change it"), "presence")
    mine = _row(_("My boundaries"), _("Who may ask and write, and whom you keep away"), "my_boundaries")
    names = ", ".join(one.name for one in personas)
    rows = [
        _row(_("Personas"), names, "personas"),
        found | {"action": _("Look")},
        mine | {"action": _("Open")},
        where,
        clock,
    ]
    if request.viewer.kind in CHECKED_KINDS:
        badge = _row(_("Your badge"), _("What was checked, and how others check it"), "badge")
        rows.append(badge | {"action": _("Look")})
    if request.viewer.kind == "clinician":
        elsewhere = _row(
            _("Your pages elsewhere"), _("Entries of the list of clinicians that are yours"), "own_listings"
        )
        rows.append(elsewhere | {"action": _("Look")})
    return rows


def _leaving(request: Request) -> str:
    held = queries.held_since(request.viewer.account_id)
    if held is None:
        return _("Your account and everything in it is erased")
    return _("Held by legal order since %s") % date_format(held, "j F Y")


@anyone
@limited(FORM)
@require_POST
def theme(request: Request) -> HttpResponse:
    """Choose the colours for this browser, and for the account when there is one."""
    chosen = request.POST.get("theme", "")
    if chosen not in actions.THEMES:
        raise Refused("There is no such theme.", code="no_such_theme")
    if request.viewer.signed_in:
        actions.choose_theme(by=request.viewer, theme=chosen)
    response = redirect(own_path(request.POST.get("next", "")) or "home")
    # Kept even when empty: "as my device says" must win over what the account chose elsewhere.
    secure = site.SESSION_COOKIE_SECURE  # the prefix of its name asks for it, whatever a proxy says of the request
    response.set_cookie(THEME_COOKIE, chosen, max_age=YEAR, secure=secure, httponly=True, samesite="Lax")
    return response


@signed_in
@require_GET
def sessions(request: Request) -> HttpResponse:
    """Where one is signed in: the browser and when it was last here; no address is kept."""
    rows = [
        {
            "id": one.key,
            "device": one.label,
            "place_text": "",
            "last_at": one.seen_at,
            "current": one.current,
            "end_url": reverse("session_end", args=[one.key]),
        }
        for one in queries.sessions_of(request.viewer, current=_stored(request))
    ]
    context = {
        "page_title": _("Where you are logged in"),
        "sessions": rows,
        "end_others_url": reverse("session_end_others"),
    }
    return render(request, "pages/sessions.html", context)


def _stored(request: Request) -> str:
    return stored_key(request.session.session_key or "")


@signed_in
@require_POST
def session_end(request: Request, key: str) -> HttpResponse:
    """End one session; to end the current one is to sign out."""
    actions.end_session(by=request.viewer, key=key)
    if key == _stored(request):
        logout(request)
        return redirect("home")
    messages.success(request, _("That session has ended."))
    return redirect("sessions")


@signed_in
@require_POST
def session_end_others(request: Request) -> HttpResponse:
    """End all sessions but this one."""
    account = actions.end_other_sessions(by=request.viewer, keep=_stored(request))
    carry_on(request.session, account=account)
    messages.success(request, _("All other sessions have ended."))
    return redirect("sessions")


def _form_page(request: Request, form: Any, **context: Any) -> HttpResponse:
    context |= {"form": form, "back_url": reverse("settings")}
    return render(request, "pages/question.html", context, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def settings_password(request: Request) -> HttpResponse:
    """Change the password; all other sessions end."""
    form = ChangePasswordForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            account = actions.change_password(by=request.viewer, keep=_stored(request), **form.cleaned_data)
        except Refused as refused:
            blame(form, refused)
        else:
            update_session_auth_hash(request, account)
            carry_on(request.session, account=account)
            messages.success(request, _("Your password is changed. All other sessions have ended."))
            return known.remember(redirect("settings"), account=account)
    return _form_page(request, form, page_title=_("Change your password"), button=_("Change the password"))


@confirmed
@limited(CHANGE_MAIL)
@require_http_methods(["GET", "POST"])
def settings_mail(request: Request) -> HttpResponse:
    """Ask for another mail address; it counts once the link sent to it is opened."""
    form = ChangeMailForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        mail, password = form.cleaned_data["mail"], form.cleaned_data["current"]
        try:
            actions.ask_new_mail(by=request.viewer, mail=mail, password=password)
        except Refused as refused:
            blame(form, refused)
        else:
            messages.success(request, _("Check the mail of the new address, and open the link in it."))
            return redirect("settings")
    assert request.account is not None
    words = {
        "page_title": _("Change your mail address"),
        "lead": _("We send a link to the new address. Until you open it, the old one stays."),
        "button": _("Send the link"),
    }
    context = words | {"form": form, "back_url": reverse("settings"), "waiting": request.account.next_mail}
    return render(request, "pages/settings_mail.html", context, status=422 if form.errors else 200)


@confirmed
@require_POST
def settings_mail_cancel(request: Request) -> HttpResponse:
    """Take back the wish for another address; the link that was sent to it is dead."""
    actions.cancel_new_mail(by=request.viewer)
    messages.success(request, _("Your mail address stays as it is. The link we sent no longer works."))
    return redirect("settings")


@anyone
@limited(LINK)
@require_http_methods(["GET", "POST"])
def new_mail_link(request: Request, token: str) -> HttpResponse:
    """The link sent to a new address: one press makes it the account's own."""
    if request.method == "POST":
        account = actions.confirm_new_mail(token=token, keep=_stored(request))
        messages.success(request, _("Your mail address is changed. All other sessions have ended."))
        if request.viewer.account_id != account.id:
            return redirect("settings" if request.viewer.signed_in else "signin")
        carry_on(request.session, account=account)
        return known.remember(redirect("settings"), account=account)
    context = {
        "page_title": _("Confirm your mail address"),
        "text": _("One press, and your account uses this mail address."),
        "post_here": True,
        "button": _("Confirm"),
    }
    return render(request, "pages/message.html", context)


urlpatterns = [
    path("settings/", settings, name="settings"),
    path("settings/theme/", theme, name="theme"),
    path("settings/sessions/", sessions, name="sessions"),
    path("settings/sessions/end-others/", session_end_others, name="session_end_others"),
    path("settings/sessions/<str:key>/end/", session_end, name="session_end"),
    path("settings/password/", settings_password, name="settings_password"),
    path("settings/mail/", settings_mail, name="settings_mail"),
    path("settings/mail/cancel/", settings_mail_cancel, name="settings_mail_cancel"),
    path("new-mail/<str:token>/", new_mail_link, name="new_mail_link"),
]
