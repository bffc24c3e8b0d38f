"""The list for others' pages: as JSON, and as a plain page that can stand in a frame. Both tell what a visitor sees."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from bedside.areas.directory import queries
from bedside.areas.directory.queries import Item
from bedside.areas.people.actions import limits
from bedside.areas.people.errors import TooManyTries
from bedside.areas.people.viewer import ANONYMOUS
from bedside.doors.web.access import anyone
from bedside.doors.web.cards import named
from bedside.doors.web.entry_rows import entry, page_of, place, said
from bedside.doors.web.http import Request
from bedside.doors.web.middleware.headers import open_to_frames
from bedside.doors.web.pages.directory import asked_in
from bedside.kit.errors import NotHere, Refused
from bedside.policy.directory.asking import AskMore, question
from bedside.policy.directory.places import specialty_names
from bedside.policy.limits import DIRECTORY

JSON = "application/json; charset=utf-8"
EVERYBODY = {"Access-Control-Allow-Origin": "*", "X-Robots-Tag": "noindex, nofollow"}


@anyone
@require_GET
def as_json(request: Request) -> HttpResponse:
    """Answer a search for programs: pages of other sites may read it, and see what a visitor sees."""
    try:
        limits.require(DIRECTORY, value=request.network)
        found = queries.find(ANONYMOUS, question(**asked_in(request)), cursor=request.GET.get("cursor", ""))
    except TooManyTries as many:
        return _refusal(many, 429)
    except NotHere as nothing:
        return _refusal(nothing, 404)
    except Refused as refused:
        return _refusal(refused, 422)
    answer = {"items": [_told(item) for item in found.items], "next": found.next or None}
    return JsonResponse(answer, content_type=JSON, headers=EVERYBODY)


def _refusal(error: Refused, status: int) -> HttpResponse:
    told = {"error": f"{error.what} {error.do}".strip(), "code": error.code, "field": error.field}
    return JsonResponse(
        {name: value for name, value in told.items() if value}, status=status, content_type=JSON, headers=EVERYBODY
    )


def _told(item: Item) -> dict[str, Any]:
    """Return one entry as clinicians.md section 2 has it."""
    own = page_of(item)
    links = [{"rel": "self", "href": settings.CONFIG.address + own}] if own else []
    links += [{"rel": "me", "href": one.url, "network": one.network, "handle": one.handle} for one in item.elsewhere]
    return {
        "id": item.id,
        "kind": item.kind.value,
        "name": named(item.name, item.badge),
        "badge": item.badge.text if item.badge else None,
        "said": said(item) or None,
        "specialties": [{"name": one, "checked": one in item.checked} for one in item.specialties],
        "place": {"text": place(item), "city": item.city, "region": item.region, "country": item.country},
        "languages": list(item.languages),
        "topics": list(item.topics),
        "accepts": list(item.accepts),
        "links": links,
        "why": item.why,
    }


@anyone
@require_GET
def embed(request: Request) -> HttpResponse:
    """Show checked members in a frame on another site's page: without scripts, cookies, or anything of who looks."""
    context: dict[str, Any] = {"page_title": _("Clinicians"), "address": settings.CONFIG.address, "entries": []}
    try:
        limits.require(DIRECTORY, value=request.network)
        found = queries.find(ANONYMOUS, question(**asked_in(request)), only_members=True)
    except AskMore as more:
        context["problem"] = f"{more.what} {more.do}"
    else:
        context["entries"] = [entry(item) for item in found.items]
    response = render(request, "pages/directory_embed.html", context, status=422 if "problem" in context else 200)
    response.headers["X-Robots-Tag"] = EVERYBODY["X-Robots-Tag"]
    return open_to_frames(response)


@anyone
@require_GET
def embed_code(request: Request) -> HttpResponse:
    """Give the lines with which another site shows the list on its page."""
    said_words = {name: request.GET.get(name, "")[:100] for name in ("specialty", "place", "topic")}
    asked = {name: value for name, value in said_words.items() if value.strip()} or {"specialty": "Neurology"}
    address = f"{settings.CONFIG.address}{reverse('directory_embed')}"
    context = {
        "page_title": _("Show clinicians on your own site"),
        "asked": said_words,
        "specialties": specialty_names(),
        "address": address,
        "query": asked,
        "json_address": f"{settings.CONFIG.address}{reverse('api_directory')}",
    }
    return render(request, "pages/directory_embed_code.html", context)


urlpatterns = [
    path("api/bedside/v1/directory", as_json, name="api_directory"),
    path("directory/embed/", embed, name="directory_embed"),
    path("directory/embed/code/", embed_code, name="directory_embed_code"),
]
