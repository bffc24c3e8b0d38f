"""What the guard looks for, and a box to try it in. What is typed there is read, answered and forgotten."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bedside.areas.people import queries as people
from bedside.areas.posts.words import POST_LENGTH, tidied
from bedside.doors.web import verdicts
from bedside.doors.web.access import anyone
from bedside.doors.web.http import Request
from bedside.doors.web.info_texts import GUARD, sections
from bedside.doors.web.limited import limited
from bedside.kit.clock import now
from bedside.policy import guard
from bedside.policy.guard import Facts, Role
from bedside.policy.limits import GUARD_TRIED
from bedside.policy.personas import CHECKED_KINDS

ROLES: dict[str, Role] = {"patient": "patient", "clinician": "clinician"}


@anyone
@limited(GUARD_TRIED)
@require_http_methods(["GET", "POST"])
def guard_page(request: Request) -> HttpResponse:
    """Say what the guard does; answer a text that is tried. Nothing of the text is kept or logged."""
    text, role = tidied(request.POST.get("text", "")), ROLES.get(request.POST.get("role", ""), _own_role(request))
    context: dict[str, Any] = {"text": text, "roles": _roles(role), "verdict": None, "error": "", "line": _("Try it.")}
    if len(text) > POST_LENGTH:
        context["error"] = _("This is longer than a post can be. Take a part of it.")
    elif text:
        context |= _answer(text, role, do=request.POST.get("do", ""), card_shown=request.POST.get("card", ""))
    if request.htmx and not context["error"]:
        return render(request, "parts/verdict.html", context)
    page = {"page_title": _("The guard"), "sections": sections(GUARD), "most": POST_LENGTH, "url": reverse("guard")}
    return render(request, "pages/guard.html", context | page, status=422 if context["error"] else 200)


def _own_role(request: Request) -> Role:
    return "clinician" if request.viewer.kind in CHECKED_KINDS else "patient"


def _roles(chosen: Role) -> list[dict[str, object]]:
    names = {"patient": _("A patient"), "clinician": _("A clinician")}
    return [{"value": value, "name": name, "chosen": value == chosen} for value, name in names.items()]


def _answer(text: str, role: Role, *, do: str, card_shown: str) -> dict[str, Any]:
    told = Facts(role=role, posted_on=now().date(), country=people.shown_profile().country or None)
    report = guard.inspect(text, told)
    pressed = do.startswith(verdicts.PRESSES)
    if pressed:
        text = verdicts.mended(text, report, do=do, told=told)
        report = guard.inspect(text, told)
    shown = verdicts.verdict(report, text=text, whole=text, told=told, card_shown=card_shown, save_url=reverse("guard"))
    shown |= {"confirm": "", "text": _what_would_be(report.verdict)}
    return {"text": text, "verdict": shown, "line": verdicts.line(shown), "mended": text if pressed else None}


def _what_would_be(verdict: str) -> str:
    return {
        "advise": _("It would be published. The marks are for you alone."),
        "confirm": _("You would be asked once more. Then it would be published."),
        "hold": _("It would be held until this is changed. Nobody else would see it."),
        "refuse": _("It could not be published in this form, by anybody."),
    }.get(verdict, "")


urlpatterns = [path("guard/", guard_page, name="guard")]
