"""Home, the square, hashtags, saved posts, search, and the pages that explain the site."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from bedside.areas.contacts import queries as contacts
from bedside.areas.people import queries as people
from bedside.areas.people.actions import limits
from bedside.areas.posts import actions, queries
from bedside.areas.spaces import queries as spaces
from bedside.doors.web.access import anyone, confirmed, signed_in
from bedside.doors.web.cards import feed
from bedside.doors.web.http import Request
from bedside.doors.web.paging import before
from bedside.doors.web.rows import person, place
from bedside.kit.clock import now
from bedside.policy.limits import SEARCH, SEARCH_NETWORK

SEARCH_LENGTH = 200


@anyone
@require_GET
def home(request: Request) -> HttpResponse:
    """The front page for visitors; for members what they follow, newest first."""
    if not request.viewer.signed_in:
        return render(request, "pages/welcome.html")
    listed = queries.home(request.viewer, before=before(request))
    joined, tags = (listed.followed.spaces, listed.followed.tags) if listed.followed else ((), ())
    context = {
        "page_title": _("Home"),
        "greeting": _greeting(),
        "compose_url": reverse("compose_where") if request.viewer.confirmed else "",
        "confirm_url": "" if request.viewer.confirmed else reverse("confirm_mail"),
        "my_spaces": [{"name": name, "url": reverse("space", args=[slug])} for slug, name in joined],
        "my_tags": [{"name": f"#{name}", "url": reverse("tag", args=[name])} for name in tags],
        "empty": {
            "title": _("Nothing here yet"),
            "text": _("Join a space, or follow somebody in the square. What they write comes here."),
            "url": reverse("spaces"),
            "action": _("Find a space"),
        },
    }
    return render(request, "pages/home.html", context | feed(request, listed))


def _greeting() -> str:
    hour = now().hour
    if 5 <= hour < 12:
        return _("Good morning")
    return _("Good afternoon") if 12 <= hour < 18 else _("Good evening")


@anyone
@require_GET
def square(request: Request) -> HttpResponse:
    """The public square."""
    context = {
        "page_title": _("Public square"),
        "compose_url": reverse("compose") if request.viewer.confirmed else "",
        "empty": {"title": _("The square is quiet"), "text": _("Nobody has written here yet.")},
    }
    listed = queries.square(request.viewer, before=before(request))
    return render(request, "pages/square.html", context | feed(request, listed))


@anyone
@require_GET
def tag(request: Request, name: str) -> HttpResponse:
    """Public posts with a hashtag. One that nobody used looks the same as one used in closed spaces only."""
    page = queries.tag_timeline(request.viewer, name, before=before(request))
    following = name.casefold() in queries.followed_tags(request.viewer) if request.viewer.signed_in else False
    context = {
        "page_title": f"#{name}",
        "lead": _("Posts of the public square with this hashtag, newest first."),
        "follow": _follow_button(name, following=following) if request.viewer.confirmed else None,
        "empty": {"title": _("No posts"), "text": _("No public post has this hashtag."), "url": "", "action": ""},
    }
    return render(request, "pages/timeline.html", context | feed(request, page))


def _follow_button(name: str, *, following: bool) -> dict[str, object]:
    label = _("Stop following #%(name)s") if following else _("Follow #%(name)s")
    return {"url": reverse("tag_follow", args=[name]), "followed": following, "label": label % {"name": name}}


@confirmed
@require_POST
def tag_follow(request: Request, name: str) -> HttpResponse:
    """Follow a hashtag, or stop."""
    if name.casefold() in queries.followed_tags(request.viewer):
        actions.unfollow_tag(by=request.viewer, tag=name)
    else:
        actions.follow_tag(by=request.viewer, tag=name)
    return redirect("tag", name)


@signed_in
@require_GET
def bookmarks(request: Request) -> HttpResponse:
    """What I saved for myself."""
    page = queries.saved(request.viewer, before=before(request))
    empty = {
        "title": _("Nothing saved"),
        "text": _("Under More on a post you find “Save for me”. Only you see what you saved."),
        "url": reverse("home"),
        "action": _("Go to Home"),
    }
    context = {"page_title": _("Saved for you"), "empty": empty}
    return render(request, "pages/bookmarks.html", context | feed(request, page))


@anyone
@require_GET
def search(request: Request) -> HttpResponse:
    """Posts, people, spaces and hashtags that fit some words, as far as this viewer may see them."""
    words = " ".join(request.GET.get("q", "").replace("\x00", " ").split())[:SEARCH_LENGTH]
    what = request.GET.get("in", "posts")
    asked = len(words) >= 2
    if asked:
        count_search(request)
    context = {"page_title": _("Search"), "q": words, "tabs": _tabs(words, what) if asked else [], "did_search": asked}
    return render(request, "pages/search.html", context | (_found(request, words, what) if asked else {}))


def count_search(request: Request) -> None:
    """Count one search, of the account or of a visitor's network; raise `TooManyTries` beyond the limit."""
    if request.viewer.signed_in:
        limits.require(SEARCH, value=str(request.viewer.account_id))
    else:
        limits.require(SEARCH_NETWORK, value=request.network)


def _found(request: Request, words: str, what: str) -> dict[str, Any]:
    viewer = request.viewer
    if what == "people":
        found = people.search_people(viewer, words, excluding=contacts.blocked_ids(viewer))
        return {"people": [person(persona) for persona in people.personas(viewer, found)]}
    if what == "spaces":
        known = (entry.space for entry in spaces.spaces_for(viewer))
        fitting = [space for space in known if words.casefold() in f"{space.name} {space.purpose}".casefold()]
        return {"people": [place(space) for space in fitting]}
    if what == "tags":
        tags = queries.tags_like(viewer, words)
        return {"tags": [{"name": f"#{name}", "url": reverse("tag", args=[name])} for name in tags]}
    return feed(request, queries.search(viewer, words, before=before(request)), level=3)


def _tabs(words: str, what: str) -> list[dict[str, object]]:
    names = {"posts": _("Posts"), "people": _("People"), "spaces": _("Spaces"), "tags": _("Hashtags")}
    base = reverse("search")
    return [
        {"name": name, "url": f"{base}?{urlencode({'q': words, 'in': key})}", "current": key == what}
        for key, name in names.items()
    ]


urlpatterns = [
    path("", home, name="home"),
    path("", home, name="front"),
    path("square/", square, name="square"),
    path("tags/<str:name>/", tag, name="tag"),
    path("tags/<str:name>/follow/", tag_follow, name="tag_follow"),
    path("saved/", bookmarks, name="bookmarks"),
    path("search/", search, name="search"),
]
