"""Pages that explain: help, rules, privacy, who runs the site, urgent help; and whether the site is alive."""

from django.db import connection
from django.db.utils import OperationalError
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from bedside.areas.people import queries as people
from bedside.doors.web.access import anyone
from bedside.doors.web.cards import stored_html
from bedside.doors.web.help_parts import countries_to_ask, country_for, help_of
from bedside.doors.web.http import Request
from bedside.doors.web.info_texts import HELP, PRIVACY, sections
from bedside.kit.html import from_text

SIGNS = (
    "Chest pain or pressure that does not stop, or pain that goes to the arm or jaw.",
    "It is hard to breathe, or to speak because of breath.",
    "One side of the face or body is weak, speech is strange, or sight is gone all at once.",
    "Heavy bleeding, a seizure, or somebody who does not wake up.",
    "You are about to harm yourself, or somebody else is.",
)


@anyone
@require_GET
def urgent(request: Request) -> HttpResponse:
    """What to do now, for whoever asks, also without an account."""
    country = country_for(request)
    context = {
        **help_of(country),
        "signs": [_(sign) for sign in SIGNS],
        "practice_text": _(
            "If it can wait until tomorrow, call your practice or doctor by telephone. Nobody watches this site."
        ),
        "countries": countries_to_ask(country),
    }
    return render(request, "pages/urgent.html", context)


@anyone
@require_GET
def help_page(request: Request) -> HttpResponse:
    """How the site is used."""
    return render(request, "pages/help.html", {"page_title": _("Help"), "sections": sections(HELP)})


@anyone
@require_GET
def privacy(request: Request) -> HttpResponse:
    """What is kept, who can read it, and what is not done."""
    lead = _("What this site keeps about you, who can read it, and what it never does.")
    context = {"page_title": _("Your privacy"), "lead": lead, "sections": sections(PRIVACY)}
    return render(request, "pages/help.html", context)


@anyone
@require_GET
def rules(request: Request) -> HttpResponse:
    """The rules that the administrator wrote."""
    text = people.site_profile().rules or _("Nobody has written rules for this site yet.")
    body = stored_html(from_text(text, mentions={}, tag_url=None))
    parts = [{"title": _("How we are with each other"), "html": body}]
    return render(request, "pages/help.html", {"page_title": _("Rules of this site"), "sections": parts})


@anyone
@require_GET
def about(request: Request) -> HttpResponse:
    """Who runs the site."""
    site = people.site_profile()
    text = site.runner or _("The people who run this site have not said who they are yet.")
    points = [site.contact] if site.contact else []
    parts = [{"title": site.name, "text": text, "points": points}]
    return render(request, "pages/help.html", {"page_title": _("Who runs this site"), "sections": parts})


@anyone
@require_GET
def healthz(request: Request) -> HttpResponse:
    """Say that the process answers."""
    return HttpResponse("ok", content_type="text/plain; charset=utf-8")


@anyone
@require_GET
def readyz(request: Request) -> HttpResponse:
    """Say by the status alone whether the site can serve: 200, or 503 without a database."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except OperationalError:
        return HttpResponse(status=503)
    return HttpResponse("ok", content_type="text/plain; charset=utf-8")


urlpatterns = [
    path("urgent/", urgent, name="urgent"),
    path("help/", help_page, name="help"),
    path("privacy/", privacy, name="privacy"),
    path("rules/", rules, name="rules"),
    path("about/", about, name="about"),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
]
