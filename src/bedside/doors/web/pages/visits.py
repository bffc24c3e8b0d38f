"""The visit sheet: made and linked by its owner, opened by whoever holds the link."""

import json
import re
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bedside.areas.visits import actions, paper, queries
from bedside.areas.visits.actions import CodeAsked, Made
from bedside.areas.visits.queries import OwnLink
from bedside.doors.web.access import anyone, confirmed
from bedside.doors.web.forms.people import blame_with_way
from bedside.doors.web.forms.visits import MOST_ALLERGIES, SheetForm
from bedside.doors.web.http import Request
from bedside.doors.web.limited import limited
from bedside.kit.clock import now
from bedside.kit.errors import NotHere, Refused
from bedside.kit.qr import code_of
from bedside.policy.limits import FORM
from bedside.policy.visits.facts import Facts
from bedside.policy.visits.frozen import as_data
from bedside.policy.visits.ips import document
from bedside.policy.visits.sheet import name, parts

MOMENT = "j F Y, H:i e"  # with the zone: paper travels
PDF, JSON, FHIR = "application/pdf", "application/json", "application/fhir+json"
FILES = {"pdf": (PDF, "visit-sheet.pdf"), "json": (JSON, "visit-sheet.json"), "fhir": (FHIR, "visit-sheet-fhir.json")}
AT_ONCE = {"paper": "pdf", "fhir": "fhir"}  # what is given to its owner without a link
AN_ID = re.compile(r"[0-9]{1,19}")


@confirmed
@require_http_methods(["GET", "POST"])
def visit(request: Request) -> HttpResponse:
    """Fill in a sheet; look at it, print it, or make a link to it."""
    mine = {
        "conditions": queries.conditions(request.viewer),
        "courses": queries.choices(request.viewer),
        "questionnaires": queries.questionnaires(request.viewer),
    }
    form = SheetForm(request.POST or None, initial=_prepared(request), **mine)
    sheet = None
    if request.method == "POST" and form.is_valid():
        facts, do = queries.facts_of(request.viewer, form.chosen()), request.POST.get("do", "")
        if do in AT_ONCE:
            return _file(facts, AT_ONCE[do])
        if do in ("link", "paper_link"):
            try:
                return _linked(request, form, facts, on_paper=do == "paper_link")
            except Refused as refused:
                blame_with_way(form, refused)
        sheet = _shown(facts)
    context = {"page_title": _("A page for your visit"), "form": form, "sheet": sheet}
    return render(request, "pages/visit.html", context, status=422 if form.errors else 200)


def _prepared(request: Request) -> dict[str, Any]:
    """Fill in what the record has already: allergies, and the questions of the appointment that the sheet is for."""
    asked = request.GET.get("appointment", "")
    ready = queries.prepared(request.viewer, int(asked) if AN_ID.fullmatch(asked) else None)
    filled: dict[str, Any] = {f"question_{number}": one for number, one in enumerate(ready.questions, start=1)}
    if ready.last_visit:
        filled["last_visit"] = ready.last_visit.isoformat()
    if ready.allergies:
        filled |= {"allergic": "these", "allergies": "\n".join(ready.allergies[:MOST_ALLERGIES])}
    return filled


def _linked(request: Request, form: SheetForm, facts: Facts, *, on_paper: bool) -> HttpResponse:
    told = form.cleaned_data
    made = actions.make_link(by=request.viewer, facts=facts, lasting=told["lasting"], with_code=told["with_code"])
    url, until = _address(request, made), date_format(made.until, MOMENT)
    if on_paper and not made.code:
        return _download(paper.pdf(facts, url=url, until=until), *FILES["pdf"])
    context = {
        "page_title": _("Your link"),
        "url": url,
        "until": until,
        "code": made.code,
        "qr": code_of(url),
    }
    return render(request, "pages/visit_link.html", context)


def _address(request: Request, made: Made) -> str:
    return request.build_absolute_uri(reverse("sheet", args=[made.token]))


@confirmed
@require_GET
def visit_links(request: Request) -> HttpResponse:
    """One's own links, and when each was opened."""
    links = [_link_row(one) for one in queries.my_links(request.viewer)]
    context = {"page_title": _("Links to your visit sheets"), "links": links}
    return render(request, "pages/visit_links.html", context)


def _link_row(one: OwnLink) -> dict[str, Any]:
    count = len(one.openings)
    times = ngettext("Opened once.", "Opened %(n)d times.", count) % {"n": count}
    return {
        "id": one.id,
        "made": date_format(one.made_at, MOMENT),
        "until": date_format(one.until, MOMENT),
        "live": one.live,
        "with_code": one.with_code,
        "times": times if count else _("Not opened yet.") if one.live else _("Never opened."),
        "openings": [date_format(at, MOMENT) for at in one.openings],
    }


@confirmed
@require_POST
def visit_link_end(request: Request, number: int) -> HttpResponse:
    """End a link at once."""
    actions.end_link(by=request.viewer, link_id=number)
    messages.success(request, _("The link opens nothing any more."))
    return redirect("visit_links")


@anyone
@limited(FORM)
@require_http_methods(["GET", "POST"])
def sheet(request: Request, token: str) -> HttpResponse:
    """The sheet behind a link: for whoever holds it."""
    code = request.POST.get("code", "").strip()
    try:
        facts = actions.open_sheet(token=token, code=code, form="page")
    except CodeAsked as asked:
        return _quiet(_ask_code(request, asked))
    context = {"page_title": _("Visit sheet"), "sheet": _shown(facts), "token": token, "code": code}
    return _quiet(render(request, "pages/sheet.html", context))


@anyone
@limited(FORM)
@require_http_methods(["GET", "POST"])
def sheet_file(request: Request, token: str, form: str) -> HttpResponse:
    """The same as a file: PDF, JSON for programs, or a patient summary for a hospital's."""
    if form not in FILES:
        raise NotHere
    code = request.POST.get("code", "").strip()
    try:
        facts = actions.open_sheet(token=token, code=code, form=form)
    except CodeAsked as asked:
        return _quiet(_ask_code(request, asked))
    return _quiet(_file(facts, form))


def _ask_code(request: Request, asked: CodeAsked) -> HttpResponse:
    error = _("This is not the code. After five wrong ones the link ends.") if asked.wrong else ""
    context = {"page_title": _("A code opens this page"), "error": error}
    return render(request, "pages/sheet_code.html", context, status=422 if asked.wrong else 200)


def _shown(facts: Facts) -> dict[str, Any]:
    return {"name": name(facts), "who": paper.who(facts), "parts": parts(facts)}


def _file(facts: Facts, form: str) -> HttpResponse:
    if form == "pdf":
        return _download(paper.pdf(facts), *FILES[form])
    told = as_data(facts) if form == "json" else document(facts, made_at=now(), new_id=lambda: str(uuid4()))
    return _download(json.dumps(told, ensure_ascii=False, indent=1).encode(), *FILES[form])


def _download(content: bytes, kind: str, called: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{called}"'
    return response


def _quiet(response: HttpResponse) -> HttpResponse:
    """Let the address go no further: no search engine, no referrer; that nothing is kept is said of every page."""
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


urlpatterns = [
    path("visit/", visit, name="visit"),
    path("visit/links/", visit_links, name="visit_links"),
    path("visit/links/<int:number>/end/", visit_link_end, name="visit_link_end"),
    path("s/<str:token>/", sheet, name="sheet"),
    path("s/<str:token>/sheet.<str:form>", sheet_file, name="sheet_file"),
]
