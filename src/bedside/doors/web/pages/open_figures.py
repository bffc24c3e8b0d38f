"""Open releases: files with figures that anybody may take; who makes them; and who lets hers be in them."""

from collections.abc import Callable, Mapping
from math import exp
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from bedside.areas.people import queries as people
from bedside.areas.records.actions import releasing
from bedside.areas.records.models import OpenRelease
from bedside.areas.records.queries import releases as queries
from bedside.doors.web.access import anyone, confirmed
from bedside.doors.web.access import staff as for_staff
from bedside.doors.web.consent_page import consent_page
from bedside.doors.web.forms.releases import LetReleaseForm, ReleaseForm
from bedside.doors.web.http import Request
from bedside.doors.web.pages.staff import Panel, page_of
from bedside.kit.errors import NotHere
from bedside.policy import sharing as rules
from bedside.policy.evidence.release_files import dictionary_csv, licence_txt
from bedside.policy.evidence.releases import FEWEST, YEARLY, scales

CSV, TEXT = "text/csv; charset=utf-8", "text/plain; charset=utf-8"


@anyone
@require_GET
def open_figures(request: Request) -> HttpResponse:
    """All releases, what each number means in plain words, and what of the year is left."""
    context = {
        "page_title": _("Open figures"),
        "releases": [_row(one) for one in queries.releases(request.viewer)],
        "budget_text": _budget_text(queries.budget(request.viewer)),
        "fewest": FEWEST,
        "demo": settings.CONFIG.demo,
        "own_url": reverse("record_release") if request.viewer.signed_in else "",
    }
    return render(request, "pages/open_figures.html", context)


def _row(one: OpenRelease) -> dict[str, Any]:
    lines = ngettext("%(n)d treatment for a condition", "%(n)d treatments, each for one condition", one.released)
    return {
        "title": date_format(one.made_at, "j F Y"),
        "text": lines % {"n": one.released} if one.released else _("No group was large enough, so it holds no line."),
        "meaning": _meaning(one),
        "epsilon": one.charge.epsilon,
        "digest": one.digest,
        "files": [
            {"url": reverse("open_figures_file", args=[one.id, name]), "name": words}
            for name, words in (
                ("figures.csv", _("Figures as CSV")),
                ("dictionary.csv", _("What each column means, as CSV")),
                ("licence.txt", _("How it was made, and what you may do with it")),
            )
        ],
    }


def _meaning(one: OpenRelease) -> str:
    said = _("Epsilon %(epsilon)s: one person more or less makes no result more than %(times)s times as likely.")
    return said % {"epsilon": one.charge.epsilon, "times": f"{exp(float(one.charge.epsilon)):.1f}"}


def _budget_text(budget: queries.Budget) -> str:
    said = _("Spent in %(year)d: %(spent)s of %(most)s. Beyond that nothing more is released in the year.")
    return said % {"year": budget.year, "spent": budget.spent, "most": YEARLY}


@anyone
@require_GET
def open_figures_file(request: Request, release_id: int, name: str) -> HttpResponse:
    """One file of a release: its figures, what the columns mean, or what may be done with it."""
    if name not in FILES:
        raise NotHere
    kind, make = FILES[name]
    response = HttpResponse(make(request, queries.release(request.viewer, release_id)), content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _licence(request: Request, one: OpenRelease) -> str:
    noise = scales(one.charge.epsilon)
    facts = {
        "cells named in advance": one.named,
        "SHA-256 of the list of cells": one.cells_digest,
        "a cell is listed from a noisy count of": one.threshold,
        "scale of the noise of a count": round(noise.count, 2),
        "scale of the noise of a sum of levels from -2 to 2": round(noise.total, 2),
        "SHA-256 of figures.csv": one.digest,
    }
    site = people.site_profile().name
    return licence_txt(site=site, made=one.made_at.date(), epsilon=one.charge.epsilon, facts=facts)


FILES: Mapping[str, tuple[str, Callable[[Request, OpenRelease], str]]] = {
    "figures.csv": (CSV, lambda _request, one: one.body),
    "dictionary.csv": (CSV, lambda _request, _one: dictionary_csv()),
    "licence.txt": (TEXT, _licence),
}


@for_staff("release figures")
@require_http_methods(["GET", "POST"])
def staff_releases(request: Request) -> HttpResponse:
    """Make a release, with a clear yes. For others the page does not exist."""
    budget = queries.budget(request.viewer)
    panel = Panel(
        do="release",
        title=_("Release figures for good"),
        text=_("A file that anybody can download and keep. It holds members who agreed to exactly this, with noise."),
        form_class=ReleaseForm,
        act=lambda form: releasing.order_release(by=request.viewer, epsilon=form.cleaned_data["epsilon"]),
        button=_("Release it. It can't be taken back"),
        done=_("It is being made, and stands under Open figures in some minutes."),
    )
    rows = [
        {"name": _("Left of %(year)d") % {"year": budget.year}, "value": f"{budget.left}", "url": "", "action": ""},
        {"name": _("Being made"), "value": str(budget.waiting), "url": "", "action": ""},
        {
            "name": _("Released so far"),
            "value": str(len(queries.releases(request.viewer))),
            "url": reverse("open_figures"),
            "action": _("See"),
        },
    ]
    before = [{"title": _("The budget of the year"), "text": _budget_text(budget), "rows": rows}]
    lead = _("Each release tells a little of everybody who is in it. The site spends 4 a year in all.")
    return page_of(request, "staff_releases", title=_("Open figures"), panels=[panel], before=before, lead=lead)


@confirmed
@require_http_methods(["GET", "POST"])
def record_release(request: Request) -> HttpResponse:
    """Choose what of one's own may enter open releases; the press is the consent."""
    form = LetReleaseForm(request.POST if request.method == "POST" else None)
    title, button = _("Let your answers be in open figures"), _("I agree, also that what is out stays out")
    return consent_page(request, form, audience=rules.RELEASES, title=title, button=button)


urlpatterns = [
    path("figures/open/", open_figures, name="open_figures"),
    path("figures/open/<int:release_id>/<str:name>", open_figures_file, name="open_figures_file"),
    path("staff/releases/", staff_releases, name="staff_releases"),
    path("record/sharing/open-figures/", record_release, name="record_release"),
]
