"""Spaces: the list, one space, coming in and going away."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bedside.areas.contacts import queries as contacts
from bedside.areas.posts import queries as posts
from bedside.areas.practice import queries as practices
from bedside.areas.spaces import actions, queries
from bedside.areas.spaces.actions.steps import no_door
from bedside.areas.spaces.entering import entry
from bedside.areas.spaces.models import Space
from bedside.areas.spaces.queries import SpaceEntry, Standing
from bedside.doors.web.access import anyone, confirmed, signed_in, staff
from bedside.doors.web.cards import cards, feed
from bedside.doors.web.evidence_parts import tried
from bedside.doors.web.forms.spaces import JoinForm, OpenForm
from bedside.doors.web.http import Request
from bedside.doors.web.info_texts import STORED
from bedside.doors.web.paging import before
from bedside.doors.web.people_rows import after, pager, rows
from bedside.doors.web.space_parts import head, sentence, show_refusal, steward_links
from bedside.kit.errors import NotHere, Refused
from bedside.policy import permissions
from bedside.policy.personas import initials

LONGEST_SEARCH = 80


@anyone
@require_GET
def spaces(request: Request) -> HttpResponse:
    """The spaces that this viewer may know of: one's own, and others."""
    words = " ".join(request.GET.get("q", "").split())[:LONGEST_SEARCH]
    found = [entry for entry in queries.spaces_for(request.viewer) if _fits(entry, words)]
    may_open = permissions.may("open a space", roles=request.viewer.staff)
    context = {
        "page_title": _("Spaces"),
        "lead": _("A space is a place for people with something in common."),
        "q": words,
        "mine": [_line(entry) for entry in found if entry.standing.state],
        "others": [_line(entry) for entry in found if not entry.standing.state],
        "new_url": reverse("space_new") if may_open else "",
    }
    return render(request, "pages/spaces.html", context)


def _fits(entry: SpaceEntry, words: str) -> bool:
    space = entry.space
    return words.casefold() in f"{space.name} {space.purpose} {space.condition}".casefold()


def _line(entry: SpaceEntry) -> dict[str, Any]:
    space, standing = entry.space, entry.standing
    is_square = space.kind == "square"
    waits = {"asked": _("You asked to join."), "invited": _("You are invited.")}.get(standing.state, "")
    size = "" if is_square else sentence(entry.size) + "."
    about = (waits, space.purpose, queries.kind_of(space).who_reads, size)
    return {
        "name": space.name,
        "url": reverse("square") if is_square else reverse("space", args=[space.slug]),
        "mark": initials(space.name),
        "shape": "place",
        "about": " ".join(part for part in about if part),
        "action": _("Join") if standing.may_join else "",
        "action_url": reverse("space_join", args=[space.slug]),
    }


@anyone
@require_GET
def space(request: Request, slug: str) -> HttpResponse:
    """One space: its head for everybody who may know of it, its posts for those who may read them."""
    here = queries.space_by_slug(request.viewer, slug)
    if here.kind == "square":
        return redirect("square")
    standing = queries.standing(request.viewer, here)
    kind = "question" if request.GET.get("kind") == "question" else None
    context: dict[str, Any] = {
        "page_title": here.name,
        "space": head(request, here, standing, current="questions" if kind else "posts"),
        "join": _way_in(request, here, standing),
        "compose_url": f"{reverse('compose')}?space={here.slug}" if standing.may_write else "",
        "leave_url": reverse("space_leave", args=[here.slug]) if standing.joined or standing.invited else "",
        "steward_links": steward_links(here, standing),
        "report_url": reverse("space_report", args=[here.slug]) if request.viewer.confirmed else "",
        **tried(request.viewer, here),
    }
    if standing.may_read:
        context |= _posts(request, here, kind) | {"empty": _nothing_yet(standing)}
    return render(request, "pages/space.html", context)


def _posts(request: Request, here: Space, kind: str | None) -> dict[str, Any]:
    """Return the feed, with what the stewards pinned on top of its first page."""
    context = feed(request, posts.space_timeline(request.viewer, here, before=before(request), kind=kind))
    if "before" not in request.GET:
        pinned = tuple(post for post in posts.pinned(request.viewer, here) if kind in (None, post.kind))
        context["cards"] = cards(request, pinned) + context["cards"]
    return context


def _nothing_yet(standing: Standing) -> dict[str, str]:
    text = _("Write the first post.") if standing.may_write else _("Nobody has written here yet.")
    return {"title": _("It is quiet here"), "text": text, "url": "", "action": ""}


def _way_in(request: Request, here: Space, standing: Standing) -> dict[str, str] | None:
    """Return what somebody outside can do, in words; None for who is inside; at a practice, its door."""
    url = reverse("space_join", args=[here.slug])
    if standing.joined:
        return None
    if standing.asked:
        text = _("A steward will answer you. You will find the answer in your notices.")
        leave_url = reverse("space_leave", args=[here.slug])
        return {"title": _("You asked to join"), "text": text, "url": leave_url, "label": _("Take it back")}
    if standing.may_join:
        waits = _("A steward decides who comes in.")
        text = _("You can join at once.") if standing.joins_at_once or standing.state else waits
        return {"title": _("Join this space"), "text": text, "url": url, "label": _("Join")}
    if not request.viewer.signed_in and here.kind == "community":
        text = _("Sign in to join. You can use a name that is not your own.")
        return {"title": _("Join this space"), "text": text, "url": url, "label": _("Sign in and join")}
    if here.kind == "practice":
        return _door(here)
    text = _("This space is for patients and carers. Clinicians come as guests once their licence is checked.")
    return {"title": _("You can't join this space"), "text": text, "url": "", "label": ""}


def _door(here: Space) -> dict[str, str] | None:
    """Return the way to a practice's door; None where it takes no messages here."""
    if practices.door(here.id) is None:
        return None
    text = _("At its door you see when it is open, who reads, and how to write or call.")
    url = reverse("door", args=[here.slug])
    return {"title": _("Reach this practice"), "text": text, "url": url, "label": _("Go to the door")}


@confirmed
@require_http_methods(["GET", "POST"])
def join(request: Request, slug: str) -> HttpResponse:
    """Ask for the consent, then join or ask to."""
    here = queries.space_by_slug(request.viewer, slug)
    standing = queries.standing(request.viewer, here)
    if request.method == "GET" and (standing.joined or standing.asked):
        return redirect("space", here.slug)
    if not standing.door:
        raise no_door(here, entry(request.viewer, here).ruling)
    form = JoinForm(request.POST if request.method == "POST" else None, standing=standing)
    if not form.is_valid():
        return _join_page(request, here, standing, form)
    try:
        state = actions.join(by=request.viewer, space=here, **form.cleaned_data)
    except Refused as refused:
        if refused.field is None:
            raise
        show_refusal(form, refused)
        return _join_page(request, here, standing, form)
    told = _("You are a member now.") if state == "joined" else _("You asked to join. A steward will answer you.")
    messages.success(request, told)
    return redirect("space", here.slug)


def _join_page(request: Request, here: Space, standing: Standing, form: JoinForm) -> HttpResponse:
    name = request.me.name if request.me else ""
    context = {
        "page_title": _("Join %(space)s") % {"space": here.name},
        "lead": here.purpose,
        "points": points_of(here, standing),
        "form": form,
        "button": _("Join as %(name)s") % {"name": name}
        if standing.joins_at_once
        else _("Ask to join as %(name)s") % {"name": name},
        "cancel_url": reverse("space", args=[here.slug]),
    }
    return render(request, "pages/space_join.html", context, status=422 if form.is_bound else 200)


def points_of(here: Space, standing: Standing) -> list[str]:
    """Return what somebody should know before joining, a sentence each."""
    points = [queries.kind_of(here).who_reads]
    if standing.asks_consent:
        points += [
            _("Being here says something about your health. Other members see the name of this persona."),
            _(STORED),
            _("A post that you delete is gone here at once, and leaves the backups after 35 days."),
        ]
    if standing.reads_only:
        points.append(_("You come as a guest. Members see that you are an organisation. You can read, and not write."))
    elif standing.door == "guest":
        points += [
            _("You come as a guest, and members see that you are one."),
            _("Your own patients may be here. That you recognise somebody is no reason to act on it."),
        ]
    points.append(_("You can leave whenever you like. It counts at once."))
    return points


# What the page asks before one goes: title, text, button, by where one stands.
LEAVING = {
    "joined": (
        gettext_lazy("Leave %(space)s?"),
        gettext_lazy("It counts at once: you can't read here any more. What you wrote stays until you delete it."),
        gettext_lazy("Leave"),
    ),
    "asked": (
        gettext_lazy("Take back your request?"),
        gettext_lazy("The stewards will not see it any more."),
        gettext_lazy("Take it back"),
    ),
    "invited": (
        gettext_lazy("Say no to the invitation?"),
        gettext_lazy("It will be gone. Nobody is told."),
        gettext_lazy("Say no"),
    ),
}


@signed_in
@require_http_methods(["GET", "POST"])
def leave(request: Request, slug: str) -> HttpResponse:
    """Ask once more, then leave, or take back the asking."""
    here = queries.own_space_by_slug(request.viewer, slug)
    if request.method == "POST":
        actions.leave(by=request.viewer, space=here)
        messages.success(request, _("You are not in %(space)s any more.") % {"space": here.name})
        return redirect("spaces")
    state = queries.standing(request.viewer, here).state
    title, text, button = LEAVING.get(state, LEAVING["joined"])
    context = {
        "page_title": title % {"space": here.name},
        "text": text,
        "post_here": True,
        "button": button,
        "danger": state == "joined",
        "cancel_url": reverse("spaces"),
    }
    return render(request, "pages/message.html", context)


@signed_in
@require_GET
def members(request: Request, slug: str) -> HttpResponse:
    """Who is in the space, of those who want to be listed."""
    here = queries.space_by_slug(request.viewer, slug)
    standing = queries.standing(request.viewer, here)
    page = queries.members(request.viewer, here, hidden=contacts.blocked_ids(request.viewer), after=after(request))
    people = rows([member.persona for member in page.people], inside=here.kind == "room")
    for line, member in zip(people, page.people, strict=True):
        line["about"] = {"steward": _("Steward"), "guest": _("Guest")}.get(member.role, "")
        if request.me is not None and member.persona.id == request.me.id:
            line.update(_my_line(here, standing))
    context = {
        "page_title": _("Members"),
        "space": head(request, here, standing, current="members"),
        "people": people,
        "pager": pager(request, page.next_after),
        "note": f"{queries.kind_of(here).who_reads} {_who_is_listed(standing)}",
    }
    return render(request, "pages/space_members.html", context)


def _who_is_listed(standing: Standing) -> str:
    if standing.is_guest:
        return _("You are a guest: this list names who runs the place, and other guests. It names no members to you.")
    return _("Members choose whether this list names them.")


def _my_line(here: Space, standing: Standing) -> dict[str, Any]:
    """Return the switch on one's own line; it is always there, so that it can be found."""
    return {
        "about": _("This is you. Others see you in this list.")
        if standing.listed
        else _("This is you. Only you see this line."),
        "action": _("Take me off the list") if standing.listed else _("List me"),
        "action_url": f"{reverse('space_listed', args=[here.slug])}?on={0 if standing.listed else 1}",
        "action_post": True,
    }


@signed_in
@require_POST
def listed(request: Request, slug: str) -> HttpResponse:
    """Choose whether the list of members names one."""
    here = queries.space_by_slug(request.viewer, slug)
    wanted = request.GET.get("on")
    if wanted not in ("0", "1"):
        raise NotHere
    actions.set_listed(by=request.viewer, space=here, listed=wanted == "1")
    return redirect("space_members", here.slug)


@staff("open a space")
@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    """Open a space."""
    form = OpenForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            opened = actions.open_space(by=request.viewer, **form.cleaned_data)
        except Refused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, _("%(space)s is open.") % {"space": opened.name})
            return redirect("spaces")
    context = {"page_title": _("Open a space"), "form": form, "button": _("Open it"), "cancel_url": reverse("spaces")}
    return render(request, "pages/question.html", context, status=422 if form.is_bound else 200)


urlpatterns = [
    path("spaces/", spaces, name="spaces"),
    path("spaces/new/", new, name="space_new"),
    path("spaces/<slug:slug>/", space, name="space"),
    path("spaces/<slug:slug>/join/", join, name="space_join"),
    path("spaces/<slug:slug>/leave/", leave, name="space_leave"),
    path("spaces/<slug:slug>/members/", members, name="space_members"),
    path("spaces/<slug:slug>/listed/", listed, name="space_listed"),
]
