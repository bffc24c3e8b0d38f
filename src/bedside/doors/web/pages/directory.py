"""The list of clinicians: searching in it, the entry of somebody who posts elsewhere, and the way out of it."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from bedside.areas.directory import actions, queries
from bedside.areas.directory.queries import Place
from bedside.areas.directory.queries.finding import EnoughPages
from bedside.doors.web.access import anyone
from bedside.doors.web.entry_rows import day, entry, how_long, place, where_to_put
from bedside.doors.web.forms.directory import OutForm
from bedside.doors.web.http import Request
from bedside.doors.web.limited import limited
from bedside.doors.web.pages.home import count_search
from bedside.kit.errors import Refused
from bedside.policy.directory.asking import AskMore, Question, question
from bedside.policy.directory.networks import networks
from bedside.policy.directory.places import languages, specialty_names
from bedside.policy.limits import ASK_OUT

ASKED = ("q", "specialty", "place", "language", "topic")
LONGEST = 100
NOT_FOUND_BY_OTHERS = "noindex, nofollow"


def asked_in(request: Request) -> dict[str, Any]:
    """Return what an address asks for, as the arguments of `asking.question`."""
    said: dict[str, Any] = {name: request.GET.get(name, "")[: LONGEST + 1] for name in ASKED}
    return said | {"accepts": request.GET.get("accepts", "") in ("1", "on", "true")}


@anyone
@require_GET
def directory(request: Request) -> HttpResponse:
    """Who can be found, by name, specialty, place, language or topic. Nobody leafs through the list."""
    said = asked_in(request)
    asks = any(said.values()) or bool(request.GET)
    context: dict[str, Any] = {
        "page_title": _("Clinicians"),
        "asked": said,
        "specialties": specialty_names(),
        "languages": sorted((name, code) for code, name in languages().items()),
        "more_text": " · ".join(_more(said)),
        "did_search": False,
        "out_url": reverse("directory_out"),
        "embed_url": reverse("directory_embed_code"),
    }
    answer = _answer(request, said) if asks else {}
    response = render(request, "pages/directory.html", context | answer, status=answer.get("status", 200))
    if asks:
        response.headers["X-Robots-Tag"] = NOT_FOUND_BY_OTHERS
    return response


def _more(said: dict[str, Any]) -> list[str]:
    """Return in words what is asked for besides a name."""
    asked = [said["specialty"], said["place"], languages().get(said["language"], said["language"]), said["topic"]]
    return [one for one in (*asked, _("answers questions") if said["accepts"] else "") if one]


def _answer(request: Request, said: dict[str, Any]) -> dict[str, Any]:
    try:
        asked = question(**said)
    except AskMore as more:
        return {"errors": [{"text": f"{more.what} {more.do}", "href": f"#id_{more.field}"}], "status": 422}
    count_search(request)
    try:
        found = queries.find(request.viewer, asked, cursor=request.GET.get("cursor", ""))
    except EnoughPages as enough:
        return {"did_search": True, "enough": {"text": enough.what, "do": enough.do}}
    return {
        "did_search": True,
        "entries": [entry(item) for item in found.items],
        "pager": _pager(request, found),
        "hint": _hint(asked),
        "wider": _wider(said),
    }


def _wider(said: dict[str, Any]) -> list[dict[str, str]]:
    """Return the same search with one thing fewer, for each thing that was asked: what to try where nobody fits."""
    given = {name: "1" if name == "accepts" else value for name, value in said.items() if value}
    shown = given | {"language": languages().get(said["language"], said["language"]), "accepts": _("answers questions")}
    if len(given) < 2:
        return []
    return [
        {
            "text": _("Search without: %(word)s") % {"word": shown[name]},
            "url": f"{reverse('directory')}?{urlencode({other: given[other] for other in given if other != name})}",
        }
        for name in given
    ]


def _pager(request: Request, found: Place) -> dict[str, Any] | None:
    query = {key: value for key, value in request.GET.items() if key != "cursor" and value}
    if not found.next and "cursor" not in request.GET:
        return None
    return {
        "next_url": f"{request.path}?{urlencode(query | {'cursor': found.next})}" if found.next else "",
        "next_text": _("Next 20"),
        "first_url": f"{request.path}?{urlencode(query)}" if "cursor" in request.GET else "",
    }


def _hint(asked: Question) -> str:
    """Return what else could be tried where nothing was found."""
    if asked.number:
        return _("Check the number. A number that has ended is not shown.")
    if asked.words and not asked.place:
        return _("Try only the family name, or add a place: with a name and a place we also look in public registers.")
    return _("Try a wider place, or leave one of your words out.")


@anyone
@require_GET
def listed(request: Request, listing: int) -> HttpResponse:
    """Somebody who posts elsewhere: what a list says of them, where it comes from, and how to claim or leave it."""
    row, item = queries.listing(request.viewer, listing)
    elsewhere = item.elsewhere[0]
    rows = [
        {"name": _("Posts on"), "value": elsewhere.network},
        {"name": _("Handle"), "value": elsewhere.handle},
        {"name": _("Profession"), "value": item.profession},
        {"name": _("Specialty"), "value": ", ".join(item.specialties)},
        {"name": _("Country"), "value": place(item)},
        {"name": _("Languages"), "value": ", ".join(languages().get(code, code) for code in item.languages)},
        {"name": _("From"), "value": f"{item.source}, {day(item.of_day)}"},
    ]
    out = urlencode({"network": row.network, "handle": row.handle})
    context = {
        "page_title": item.name,
        "entry": entry(item),
        "rows": [one for one in rows if one["value"]],
        "elsewhere": elsewhere,
        "claim_url": reverse("listed_claim", args=[row.id]) if row.owner_id is None else "",
        "out_url": f"{reverse('directory_out')}?{out}",
    }
    response = render(request, "pages/listed.html", context)
    response.headers["X-Robots-Tag"] = NOT_FOUND_BY_OTHERS
    return response


@anyone
@limited(ASK_OUT)
@require_http_methods(["GET", "POST"])
def out(request: Request) -> HttpResponse:
    """Leave the list, without an account. The answer is the same for every handle, listed or not."""
    first = {name: request.GET.get(name, "")[: LONGEST + 50] for name in ("network", "handle")}
    form = OutForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            code = actions.ask_out(**form.cleaned_data)
        except Refused as refused:
            form.add_error(refused.field, f"{refused.what} {refused.do}")
        else:
            network = networks()[form.cleaned_data["network"]]
            context = {
                "page_title": _("You are out of the list"),
                "code": code,
                "handle": form.cleaned_data["handle"],
                "where": where_to_put(network),
                "how_long": how_long(network),
            }
            return render(request, "pages/directory_is_out.html", context)
    context = {"page_title": _("Leave the list of clinicians"), "form": form, "back_url": reverse("directory")}
    return render(request, "pages/directory_out.html", context, status=422 if form.errors else 200)


urlpatterns = [
    path("directory/", directory, name="directory"),
    path("directory/listed/<int:listing>/", listed, name="listed"),
    path("directory/out/", out, name="directory_out"),
]
