"""Badges for everybody: the page of one, the check of a pasted one, the keys and lists for machines; and one's own."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bedside.areas.contacts import queries as contacts
from bedside.areas.credentials import actions, queries
from bedside.areas.credentials.models import Credential
from bedside.doors.web.access import anyone, confirmed, signed_in
from bedside.doors.web.badge_words import answer, explained, facts, told
from bedside.doors.web.cards import named
from bedside.doors.web.http import Request
from bedside.doors.web.limited import limited
from bedside.kit.errors import NotHere
from bedside.policy.limits import BADGES_CHECKED
from bedside.policy.verification.badges import HAS_PAGE
from bedside.policy.verification.checking import LONGEST_PASTED
from bedside.policy.verification.documents import LIST_FRESH

KEYS_FRESH = 300  # seconds for which a copy of the public keys may be used
TOKEN_TYPE = "application/vc+jwt"  # noqa: S105  # a media type


@anyone
@require_GET
def did(request: Request) -> HttpResponse:
    """The public keys with which the site signs badges (did:web)."""
    response = JsonResponse(queries.did_document(), content_type="application/did+json")
    return _kept(response, seconds=KEYS_FRESH)


@anyone
@require_GET
def status_list(request: Request, name: str) -> HttpResponse:
    """The signed list of which badges no longer count."""
    response = HttpResponse(queries.status_list(name), content_type=TOKEN_TYPE)
    return _kept(response, seconds=int(LIST_FRESH.total_seconds()))


def _kept(response: HttpResponse, *, seconds: int) -> HttpResponse:
    """Let anybody read and keep an answer for a while: it is the same for all who ask."""
    response.headers["Cache-Control"] = f"public, max-age={seconds}"
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@anyone
@require_GET
def credential(request: Request, number: int) -> HttpResponse:
    """What was checked about one persona, what that is worth today, and the same facts signed."""
    row = _seen(request, number)
    state = queries.state_of(row)
    context: dict[str, Any] = {"page_title": _("A badge"), "state": state, "told": told(state, row)}
    if state in ("counts", "lapsed"):
        context |= {"rows": facts(row), "persona": _persona(row)}
    if state == "counts":
        context |= {"token": queries.token(row), "file_url": reverse("credential_file", args=[row.id])}
    return render(request, "pages/credential.html", context)


@anyone
@require_GET
def credential_file(request: Request, number: int) -> HttpResponse:
    """The signed badge as a file."""
    row = _seen(request, number)
    if queries.state_of(row) != "counts":
        raise NotHere
    response = HttpResponse(queries.token(row), content_type=TOKEN_TYPE)
    response.headers["Content-Disposition"] = f'attachment; filename="badge-{row.id}.jwt"'
    return response


def _seen(request: Request, number: int) -> Credential:
    """Return a public credential as far as its persona exists for the viewer."""
    row = queries.public_credential(number)
    contacts.persona_page(request.viewer, row.persona.handle)
    return row


def _whose(request: Request, row: Credential) -> dict[str, str] | None:
    """Return whose badge it is: one that is real may still be somebody else's than who shows it."""
    try:
        contacts.persona_page(request.viewer, row.persona.handle)
    except NotHere:
        return None
    return _persona(row)


def _persona(row: Credential) -> dict[str, str]:
    badge = queries.badge_of(row)
    url = reverse("persona", args=[row.persona.handle])
    return {"name": named(row.persona.name, badge), "handle": row.persona.handle, "url": url}


@anyone
@limited(BADGES_CHECKED)
@require_http_methods(["GET", "POST"])
def badge_check(request: Request) -> HttpResponse:
    """Answer a badge that somebody pasted. Nothing of it is kept, and no other machine is asked."""
    text = request.POST.get("badge", "").strip()
    context: dict[str, Any] = {"page_title": _("Check a badge"), "levels": explained(), "most": LONGEST_PASTED}
    if request.method == "POST" and not text:
        context["error"] = _("Paste a badge here first.")
    elif len(text) > LONGEST_PASTED:
        context["error"] = _("This is longer than any badge. Paste the badge alone.")
    elif text:
        found = queries.check(text)
        context |= {"text": text, "answer": answer(found, host=settings.CONFIG.address.partition("//")[2])}
        if found.row is not None and found.outcome in ("counts", "lapsed"):
            context |= {"rows": facts(found.row), "page_url": reverse("credential", args=[found.row.id])}
            context["persona"] = _whose(request, found.row)
    return render(request, "pages/badge_check.html", context, status=422 if context.get("error") else 200)


@signed_in
@require_GET
def badge(request: Request) -> HttpResponse:
    """One's own badge: what others see, how much of the licence number, and where to check it."""
    row = queries.own_credential(request.viewer.persona_id)
    context: dict[str, Any] = {"page_title": _("Your badge"), "row": row}
    if row is not None:
        state = queries.state_of(row)
        public = row.level in HAS_PAGE
        context |= {
            "told": told(state, row),
            "counts": state == "counts",
            "rows": facts(row) if state in ("counts", "lapsed") else [],
            "page_url": reverse("credential", args=[row.id]) if public else "",
            "choices": _how_much(row) if row.licence and state != "suspended" else [],
        }
    return render(request, "pages/badge.html", context)


def _how_much(row: Credential) -> list[dict[str, object]]:
    tail = _("Its last four signs")
    return [
        {"value": "tail", "name": tail, "chosen": not row.licence_whole},
        {
            "value": "whole",
            "name": _("All of it: %(number)s") % {"number": f"{row.region} {row.licence}".strip()},
            "chosen": row.licence_whole,
        },
    ]


@confirmed
@require_POST
def badge_licence(request: Request) -> HttpResponse:
    """Choose how much of the licence number others see."""
    actions.show_licence(by=request.viewer, whole=request.POST.get("licence") == "whole")
    messages.success(request, _("Done. Your badge shows it that way now."))
    return redirect("badge")


urlpatterns = [
    path(".well-known/did.json", did, name="did"),
    path("credentials/status/<slug:name>/", status_list, name="status_list"),
    path("credentials/<int:number>/", credential, name="credential"),
    path("credentials/<int:number>/badge.jwt", credential_file, name="credential_file"),
    path("badge/", badge, name="badge"),
    path("badge/licence/", badge_licence, name="badge_licence"),
    path("badge/check/", badge_check, name="badge_check"),
]
