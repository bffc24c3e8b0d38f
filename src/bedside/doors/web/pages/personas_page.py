"""The page of a persona, what one can do towards it, and one's own contacts."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from bedside.areas.contacts import actions, queries
from bedside.areas.contacts.queries import Contacts, Relation
from bedside.areas.credentials import queries as credentials
from bedside.areas.people.models import Persona
from bedside.areas.posts import queries as posts
from bedside.areas.records.queries.signals import VERIFIED
from bedside.doors.web import clinician_parts as parts
from bedside.doors.web.access import View, anyone, confirmed, signed_in
from bedside.doors.web.cards import SHAPES, feed, named
from bedside.doors.web.http import Request
from bedside.doors.web.pages.looking_up import reason_page
from bedside.doors.web.paging import before
from bedside.doors.web.people_rows import after, pager, rows
from bedside.doors.web.persona_buttons import connect_button, distance, follow_button
from bedside.kit.errors import NotHere
from bedside.policy.personas import initials

KINDS = {
    "patient": gettext_lazy("Patient"),
    "carer": gettext_lazy("Carer"),
    "clinician": gettext_lazy("Clinician"),
    "student": gettext_lazy("Student"),
    "researcher": gettext_lazy("Researcher"),
    "organisation": gettext_lazy("Organisation"),
}
# A `personal` persona is called what every other member is: that it is one might tell whose it is.
MEMBER = gettext_lazy("Member")


@anyone
@require_GET
def persona(request: Request, handle: str) -> HttpResponse:
    """Who somebody is here, and what this viewer may read of what they wrote."""
    whose = queries.persona_page(request.viewer, handle)
    if not queries.page_is_open(request.viewer, whose):
        return reason_page(request, whose)
    relation = queries.relation(request.viewer, whose)
    badge = credentials.badges([whose.id]).get(whose.id)
    context: dict[str, Any] = {
        "page_title": whose.name,
        "persona": _head(whose, badge, relation),
        "badge_rows": [_checked(badge)] if badge else [],
        "mine": relation.is_self,
        "follow": follow_button(whose, relation) if request.viewer.signed_in else None,
        "connect": connect_button(whose, relation) if request.viewer.signed_in else None,
        "others": distance(whose, relation) if request.viewer.signed_in and not relation.is_self else [],
        "empty": _no_posts(relation),
        "report_url": _report_url(request, whose),
    }
    if whose.kind == "clinician" and not relation.blocked:
        return _clinician(request, whose, badge, context)
    if not relation.blocked:
        context |= feed(request, posts.persona_timeline(request.viewer, whose, before=before(request)))
    return render(request, "pages/persona.html", context)


def _report_url(request: Request, whose: Persona) -> str:
    own = whose.account_id == request.viewer.account_id
    return reverse("persona_report", args=[whose.handle]) if request.viewer.confirmed and not own else ""


SHOWS = {"posts": gettext_lazy("Posts"), "articles": gettext_lazy("Articles"), "about": gettext_lazy("About")}


def _clinician(
    request: Request, whose: Persona, badge: credentials.Badge | None, context: dict[str, Any]
) -> HttpResponse:
    """Return the page of a clinician: what was checked on top, posts and long articles apart, the rest under About."""
    here = reverse("persona", args=[whose.handle])
    show = request.GET.get("show", "posts")
    show = show if show in SHOWS else "posts"
    profile, declared = credentials.profile(whose.id), credentials.interests([whose.id]).get(whose.id, [])
    practices = parts.practices_of(request.viewer, whose)
    context |= {
        "tabs": [
            {"name": name, "url": here if key == "posts" else f"{here}?show={key}", "current": key == show}
            for key, name in SHOWS.items()
        ],
        "show": show,
        "rows": parts.head_rows(whose, profile, declared, about_url=f"{here}?show=about#interests"),
        "care": parts.care(whose, practices),
        "signals": whose.id == request.viewer.persona_id and request.viewer.level in VERIFIED,
    }
    if show == "about":
        context |= {
            "said": [*parts.practice_rows(practices), *parts.said_rows(profile)],
            "checks": parts.check_rows(whose, badge=badge),
            "interests": parts.interest_rows(profile, declared),
        }
    else:
        page = posts.persona_timeline(request.viewer, whose, before=before(request), articles=show == "articles")
        context |= feed(request, page)
    return render(request, "pages/clinician.html", context)


def _head(whose: Persona, badge: credentials.Badge | None, relation: Relation) -> dict[str, str]:
    return {
        "name": named(whose.name, badge),
        "handle": whose.handle,
        "mark": initials(whose.name),
        "shape": SHAPES.get(whose.kind, "round"),
        "kind_text": str(KINDS.get(whose.kind, MEMBER)),
        "about": "" if relation.blocked else whose.about,
    }


def _checked(badge: credentials.Badge) -> dict[str, str]:
    name = _("No longer counts") if badge.lapsed else _("Checked")
    url = reverse("credential", args=[badge.record]) if badge.record else ""
    return {"name": name, "value": badge.text, "url": url, "action": _("See and check this badge")}


def _no_posts(relation: Relation) -> dict[str, str]:
    if relation.blocked:
        text = _("You blocked this person. You don't see each other here.")
        return {"title": _("Blocked"), "text": text, "url": "", "action": ""}
    return {"title": _("No posts"), "text": _("There is nothing here that you can read."), "url": "", "action": ""}


def _press(act: Callable[..., object], find: Callable[..., Persona], said: str) -> View:
    """Make the view of a button towards another persona. It goes back to that persona's page, or to the contacts."""

    @confirmed
    @require_POST
    def press(request: Request, handle: str) -> HttpResponse:
        other = find(request.viewer, handle)
        act(by=request.viewer, target_id=other.id)
        messages.success(request, said)
        back = request.GET.get("list", "")
        if back in LISTS:
            return redirect(f"{reverse('contacts')}?list={back}")
        return redirect("persona", other.handle)

    return press


@confirmed
@require_POST
def follow(request: Request, handle: str) -> HttpResponse:
    """Follow, or ask to."""
    other = queries.reachable_by_handle(request.viewer, handle)
    state = actions.follow(by=request.viewer, target_id=other.id)
    told = _("You follow %(name)s now.") if state == "following" else _("You asked. %(name)s decides.")
    messages.success(request, told % {"name": other.name})
    return redirect("persona", other.handle)


CONNECTED = {
    "connected": gettext_lazy("You are connected with %(name)s now."),
    "asked": gettext_lazy("You asked to connect. %(name)s decides."),
}


@confirmed
@require_POST
def connect(request: Request, handle: str) -> HttpResponse:
    """Ask to connect, or say yes; with a clinician it becomes a follow, and a kind word says so."""
    other = queries.reachable_by_handle(request.viewer, handle)
    made = actions.connect(by=request.viewer, target_id=other.id)
    if made.ruling.became:
        messages.success(request, f"{made.ruling.what} {made.ruling.do}")
    else:
        messages.success(request, CONNECTED[made.state] % {"name": other.name})
    return redirect("persona", other.handle)


LISTS = {
    "following": gettext_lazy("You follow"),
    "asked": gettext_lazy("You asked"),
    "waiting": gettext_lazy("Who asks you"),
    "connect": gettext_lazy("Who asks to connect"),
    "followers": gettext_lazy("Who follows you"),
    "muted": gettext_lazy("Muted"),
    "blocked": gettext_lazy("Blocked"),
    "not_my_doctor": gettext_lazy("Not my doctor"),
}
READ: dict[str, Callable[..., Contacts]] = {
    "following": queries.following,
    "asked": queries.asked,
    "waiting": queries.followers_waiting,
    "connect": queries.asking_to_connect,
    "followers": queries.followers,
    "muted": queries.muted,
    "blocked": queries.blocked,
    "not_my_doctor": queries.not_my_doctors,
}
BUTTONS = {
    "following": (("unfollow", gettext_lazy("Stop following")),),
    "asked": (("unfollow", gettext_lazy("Take back")),),
    "waiting": (("accept_follower", gettext_lazy("Let in")), ("remove_follower", gettext_lazy("Say no"))),
    "connect": (("accept_connection", gettext_lazy("Say yes")), ("end_connection", gettext_lazy("Say no"))),
    "followers": (("remove_follower", gettext_lazy("Remove")),),
    "muted": (("unmute", gettext_lazy("Show again")),),
    "blocked": (("unblock", gettext_lazy("Unblock")),),
    "not_my_doctor": (("let_see", gettext_lazy("Let them see me again")),),
}


@signed_in
@require_GET
def contacts(request: Request) -> HttpResponse:
    """One's own lists, which nobody else can open."""
    which = request.GET.get("list", "following")
    if which not in LISTS:
        raise NotHere
    found = READ[which](request.viewer, after=after(request))
    people = rows(found.people)
    for line in people:
        line.update(_buttons(which, str(line["handle"])))
    here = reverse("contacts")
    context = {
        "page_title": _("Your contacts"),
        "tabs": [{"name": name, "url": f"{here}?list={key}", "current": key == which} for key, name in LISTS.items()],
        "name": LISTS[which],
        "people": people,
        "pager": pager(request, found.next_after),
    }
    return render(request, "pages/contacts.html", context)


def _buttons(which: str, handle: str) -> dict[str, Any]:
    made = [(label, f"{reverse(name, args=[handle])}?list={which}") for name, label in BUTTONS[which]]
    line: dict[str, Any] = {"action": made[0][0], "action_url": made[0][1], "action_post": True}
    if len(made) > 1:
        line |= {"second": made[1][0], "second_url": made[1][1]}
    return line


own = queries.own_by_handle
there = queries.reachable_by_handle
page_of = queries.persona_page
urlpatterns = [
    path("@<slug:handle>/", persona, name="persona"),
    path("@<slug:handle>/follow/", follow, name="follow"),
    path("@<slug:handle>/unfollow/", _press(actions.unfollow, own, gettext_lazy("Done.")), name="unfollow"),
    path(
        "@<slug:handle>/let-follow/",
        _press(actions.accept_follower, there, gettext_lazy("They follow you now.")),
        name="accept_follower",
    ),
    path(
        "@<slug:handle>/remove-follower/",
        _press(actions.remove_follower, own, gettext_lazy("Done. They are not told.")),
        name="remove_follower",
    ),
    path(
        "@<slug:handle>/block/",
        _press(actions.block, page_of, gettext_lazy("Blocked. You don't see each other any more.")),
        name="block",
    ),
    path("@<slug:handle>/unblock/", _press(actions.unblock, own, gettext_lazy("Unblocked.")), name="unblock"),
    path("@<slug:handle>/mute/", _press(actions.mute, there, gettext_lazy("Muted. They are not told.")), name="mute"),
    path(
        "@<slug:handle>/not-my-doctor/",
        _press(actions.keep_away, there, gettext_lazy("Done. They no longer see you. Nobody is told.")),
        name="not_my_doctor",
    ),
    path(
        "@<slug:handle>/let-see/",
        _press(actions.let_see, own, gettext_lazy("Done. They can see you again, as everybody can.")),
        name="let_see",
    ),
    path("@<slug:handle>/connect/", connect, name="connect"),
    path(
        "@<slug:handle>/accept-connection/",
        _press(actions.accept_connection, there, gettext_lazy("You are connected now.")),
        name="accept_connection",
    ),
    path(
        "@<slug:handle>/end-connection/",
        _press(actions.take_back_asking, own, gettext_lazy("Done. They are not told.")),
        name="end_connection",
    ),
    path("@<slug:handle>/unmute/", _press(actions.unmute, own, gettext_lazy("Done.")), name="unmute"),
    path("contacts/", contacts, name="contacts"),
]
