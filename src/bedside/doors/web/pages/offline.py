"""The record without a connection: a page that is kept on a device, and the door for what it kept meanwhile."""

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from bedside.areas.people import queries as people
from bedside.areas.records import actions
from bedside.doors.web import samples
from bedside.doors.web.access import anyone, confirmed
from bedside.doors.web.http import Request
from bedside.doors.web.pages.record import FACES
from bedside.kit.ids import read
from bedside.policy.offline import KINDS, LARGEST_KEY, MOST_AT_ONCE, MOST_BYTES, Entry

WORKER = Path(samples.__file__).parent / "static" / "bedside" / "worker.js"
LOOK = ("bedside.css", "offline.js", "icons.svg", "mark.svg", "fonts/atkinson-hyperlegible-next-latin.woff2")
STRENGTHS = (
    ("none-severe:0", gettext_lazy("None")),
    ("none-severe:1", gettext_lazy("Mild")),
    ("none-severe:2", gettext_lazy("Moderate")),
    ("none-severe:3", gettext_lazy("Severe")),
    ("none-severe:declined", gettext_lazy("Rather not say")),
)


@anyone
@require_GET
def offline(request: Request) -> HttpResponse:
    """What is kept on a device, and opens where there is no connection: alike for everybody."""
    sentences = {
        "wait": _("Waiting on this device: COUNT."),
        "none": _("Nothing waits on this device."),
        "nobody": _("Open your record once with a connection. Then this device knows whose it is."),
    }
    faces = [{"value": value, "icon": icon, "word": word} for value, icon, word in FACES]
    context = {"faces": faces, "strengths": STRENGTHS, "sentences": sentences}
    return render(request, "pages/offline.html", context)


@anyone
@require_GET
def offline_worker(request: Request) -> HttpResponse:
    """The script that opens that page where there is no connection; its address says for which pages it stands."""
    files = [static(f"bedside/{name}") for name in LOOK]
    source = WORKER.read_text(encoding="utf-8")
    mark = sha256("".join([*files, source]).encode()).hexdigest()[:12]
    told = {"PAGE": reverse("offline"), "FILES": files, "KEPT": f"bedside {mark}"}
    head = "".join(f"const {name} = {json.dumps(value)};\n" for name, value in told.items())
    return HttpResponse(head + source, content_type="text/javascript; charset=utf-8")


@anyone
@require_GET
def manifest(request: Request) -> HttpResponse:
    """What a device needs to keep the site as an application of its own: it opens at the record."""
    icon = {"src": static("bedside/mark.svg"), "sizes": "any", "type": "image/svg+xml"}
    told = {
        "name": people.site_profile().name or "Bedside",
        "start_url": reverse("record"),
        "scope": "/",
        "display": "standalone",
        "icons": [icon],
    }
    return HttpResponse(json.dumps(told), content_type="application/manifest+json")


@confirmed
@require_POST
def offline_entries(request: Request) -> HttpResponse:
    """Take what a device kept: an answer for each entry, and 422 for what is no list of entries at all."""
    entries = read_entries(request.POST.get("entries", ""))
    if entries is None:
        what = _("This could not be read. Nothing was kept, and all of it stays on the device.")
        return JsonResponse({"error": "bad_entries", "what": what}, status=422)
    answers = actions.take_entries(by=request.viewer, entries=entries)
    told = [{"key": str(one.key), "state": one.state, "code": one.code, "what": one.what} for one in answers]
    return JsonResponse({"answers": told})


def read_entries(sent: str) -> list[Entry] | None:
    """Return the entries of what a device sent, at most 200 of 300,000 characters; None for what is no list of them."""
    if len(sent) > MOST_BYTES:
        return None
    try:
        found = json.loads(sent)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, list) or len(found) > MOST_AT_ONCE:
        return None
    entries = list(_entries(found))
    return None if None in entries else [one for one in entries if one is not None]


def _entries(found: Iterable[Any]) -> Iterable[Entry | None]:
    for one in found:
        yield _entry(one) if isinstance(one, dict) else None


def _entry(told: dict[str, Any]) -> Entry | None:
    words = {name: told.get(name, "") for name in ("key", "kind", "said_at", "day", "zone", "how", "symptom")}
    line = told.get("line")
    if not all(isinstance(value, str) for value in words.values()) or not isinstance(line, str | None):
        return None
    key = read(words["key"])
    if not key or key > LARGEST_KEY or words["kind"] not in KINDS:
        return None
    try:
        said_at, day = datetime.fromisoformat(words["said_at"]), date.fromisoformat(words["day"])
    except ValueError:
        return None
    said_at = said_at.astimezone(UTC) if said_at.tzinfo else said_at.replace(tzinfo=UTC)
    rest = {name: words[name] for name in ("kind", "zone", "how", "symptom")}
    return Entry(key=key, said_at=said_at, day=day, line=line, **rest)


urlpatterns = [
    path("record/offline/", offline, name="offline"),
    path("record/offline/entries/", offline_entries, name="offline_entries"),
    path("record/worker.js", offline_worker, name="offline_worker"),
    path("manifest.webmanifest", manifest, name="manifest"),
]
