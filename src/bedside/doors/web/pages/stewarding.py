"""What stewards do in their space, and the invitations they give. For everybody else these pages do not exist."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bedside.areas.contacts import queries as contacts
from bedside.areas.people import queries as people
from bedside.areas.people.models import Persona
from bedside.areas.spaces import actions, queries
from bedside.areas.spaces.models import Space
from bedside.areas.spaces.queries import Member, Standing
from bedside.doors.web.access import confirmed
from bedside.doors.web.forms.reports import PaceForm
from bedside.doors.web.forms.spaces import HandleForm, InviteForm, JoinForm
from bedside.doors.web.http import Request
from bedside.doors.web.pages.spaces import points_of
from bedside.doors.web.people_rows import after, pager, rows
from bedside.doors.web.space_parts import head, show_refusal, stay_text
from bedside.kit.errors import NotHere, Refused
from bedside.policy.space_kinds import KINDS, OPENED_TO_STUDENTS


def _as_steward(request: Request, slug: str) -> tuple[Space, Standing]:
    here = queries.space_by_slug(request.viewer, slug)
    return here, queries.as_steward(request.viewer, here)


@confirmed
@require_GET
def requests(request: Request, slug: str) -> HttpResponse:
    """Who asks to join."""
    here, standing = _as_steward(request, slug)
    page = queries.requests(request.viewer, here, hidden=contacts.blocked_ids(request.viewer), after=after(request))
    actions.log_looks(by=request.viewer, space=here, persona_ids=[asker.persona.id for asker in page.people])
    people = rows([asker.persona for asker in page.people], inside=here.kind == "room")
    context = {
        "page_title": _("Who asks to join"),
        "space": head(request, here, standing, current="requests"),
        "asks": [_ask(here, asker, line) for asker, line in zip(page.people, people, strict=True)],
        "pager": pager(request, page.next_after),
        "invite_url": reverse("space_invite", args=[here.slug]),
    }
    return render(request, "pages/space_requests.html", context)


def _ask(here: Space, asker: Member, line: dict[str, Any]) -> dict[str, Any]:
    where = [here.slug, asker.persona.handle]
    return {
        "id": asker.persona.id,
        "person": line,
        "at": asker.since,
        "words": asker.note,
        "answer_url": reverse("space_let_in", args=where),
        "decline_url": reverse("space_turn_away", args=where),
    }


@confirmed
@require_POST
def let_in(request: Request, slug: str, handle: str) -> HttpResponse:
    """Say yes to an asker."""
    here, _standing = _as_steward(request, slug)
    persona = contacts.reachable_by_handle(request.viewer, handle)
    actions.let_in(by=request.viewer, space=here, persona_id=persona.id)
    messages.success(request, _("%(name)s is a member now.") % {"name": persona.name})
    return redirect("space_requests", here.slug)


@confirmed
@require_POST
def turn_away(request: Request, slug: str, handle: str) -> HttpResponse:
    """Say no to an asker, who is not told."""
    here, _standing = _as_steward(request, slug)
    persona = contacts.reachable_by_handle(request.viewer, handle)
    actions.turn_away(by=request.viewer, space=here, persona_id=persona.id)
    messages.success(request, _("The request is gone. Nobody is told."))
    return redirect("space_requests", here.slug)


@confirmed
@require_http_methods(["GET", "POST"])
def ban(request: Request, slug: str) -> HttpResponse:
    """Who is kept out; keep somebody out by the handle."""
    here, standing = _as_steward(request, slug)
    form = HandleForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _done(form, request, here, actions.ban):
        messages.success(request, _("They can't come in any more. They are not told."))
        return redirect("space_ban", here.slug)
    page = queries.banned(request.viewer, here, after=after(request))
    actions.log_look_at_banned(by=request.viewer, space=here, shown=len(page.people))
    people = rows([one.persona for one in page.people], inside=here.kind == "room")
    for line in people:
        line["action"] = _("Let them ask again")
        line["action_url"] = reverse("space_unban", args=[here.slug, line["handle"]])
        line["action_post"] = True
    text = _("They can't read, write or join here. They are not told.")
    section = {"title": _("Kept out"), "text": text, "people": people, "form": form, "button": _("Keep out")}
    return _tools(
        request, here, standing, form, title=_("Who is kept out"), section=section, next_after=page.next_after
    )


@confirmed
@require_POST
def unban(request: Request, slug: str, handle: str) -> HttpResponse:
    """End a ban."""
    here, _standing = _as_steward(request, slug)
    persona = people.persona_by_handle(request.viewer, handle)
    actions.unban(by=request.viewer, space=here, persona_id=persona.id)
    return redirect("space_ban", here.slug)


@confirmed
@require_http_methods(["GET", "POST"])
def stewards(request: Request, slug: str) -> HttpResponse:
    """Who moderates the space; name one more."""
    here, standing = _as_steward(request, slug)
    form = HandleForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _done(form, request, here, actions.name_steward):
        messages.success(request, _("They are a steward now."))
        return redirect("space_stewards", here.slug)
    found = queries.stewards(request.viewer, here, hidden=contacts.blocked_ids(request.viewer))
    text = _("Stewards let people in, pin and remove posts, and keep people out.")
    people = rows([one.persona for one in found], inside=here.kind == "room")
    section = {"title": _("Stewards"), "text": text, "people": people, "form": form, "button": _("Make a steward")}
    return _tools(request, here, standing, form, title=_("Stewards"), section=section)


def _done(form: HandleForm, request: Request, here: Space, act: Any) -> bool:
    """Do `act` to the persona that the form names; say in the form why not, if not."""
    try:
        persona = _named(request, form)
        act(by=request.viewer, space=here, persona_id=persona.id)
    except Refused as refused:
        if isinstance(refused, NotHere):
            refused = Refused(_("Nobody has this handle."), do=_("Check how it is written."), field="handle")
        show_refusal(form, refused)
        return False
    return True


def _named(request: Request, form: HandleForm) -> Persona:
    return contacts.reachable_by_handle(request.viewer, form.cleaned_data["handle"])


def _tools(
    request: Request,
    here: Space,
    standing: Standing,
    form: HandleForm,
    *,
    title: str,
    section: dict[str, Any],
    next_after: int | None = None,
) -> HttpResponse:
    context = {
        "page_title": title,
        "space": head(request, here, standing, current=""),
        "sections": [section],
        "form": form,
        "pager": pager(request, next_after),
    }
    return render(request, "pages/space_tools.html", context, status=422 if form.is_bound else 200)


@confirmed
@require_http_methods(["GET", "POST"])
def invite(request: Request, slug: str) -> HttpResponse:
    """Make an invitation; its link is shown once."""
    here, _standing = _as_steward(request, slug)
    form = InviteForm(request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {
        "page_title": _("Invite somebody"),
        "lead": _("Whoever has the link can come in. It ends when you are no steward any more."),
        "form": form,
        "button": _("Make a link"),
        "back_url": reverse("space", args=[here.slug]),
    }
    if not form.is_valid():
        return render(request, "pages/invite.html", context, status=422 if form.is_bound else 200)
    code = actions.invite(by=request.viewer, space=here, **form.cleaned_data)
    context["link"] = request.build_absolute_uri(reverse("invitation", args=[code]))
    context["link_text"] = (
        _("It can be used %(uses)s times within %(days)s days. We can't show it again.") % form.cleaned_data
    )
    return render(request, "pages/invite.html", context)


def _end_of(request: Request, code: str, standing: Standing) -> list[str]:
    """Return what is said of the end of a stay: an organisation is there as long as its invitation lasts (B40)."""
    if not standing.reads_only:
        return []
    return [stay_text(queries.invitation_ends(request.viewer, code))]


@confirmed
@require_http_methods(["GET", "POST"])
def invitation(request: Request, code: str) -> HttpResponse:
    """Answer an invitation."""
    here = queries.invited_space(request.viewer, code)
    standing = queries.standing(request.viewer, here)
    form = JoinForm(request.POST if request.method == "POST" else None, standing=standing, invited=True)
    if form.is_valid():
        try:
            actions.redeem(by=request.viewer, code=code, **form.cleaned_data)
        except Refused as refused:
            if refused.field is None:
                raise
            show_refusal(form, refused)
        else:
            messages.success(request, _("You are a member now."))
            return redirect("space", here.slug)
    name = request.me.name if request.me else ""
    context = {
        "page_title": _("You are invited"),
        "lead": f"{here.name}. {here.purpose}",
        "points": [*points_of(here, standing), *_end_of(request, code, standing)],
        "form": form,
        "button": _("Join as %(name)s") % {"name": name},
        "cancel_url": reverse("spaces"),
    }
    return render(request, "pages/space_join.html", context, status=422 if form.is_bound else 200)


@confirmed
@require_http_methods(["GET", "POST"])
def pace(request: Request, slug: str) -> HttpResponse:
    """How often one member may post in a space: slower for a while, so that all can follow."""
    here, standing = _as_steward(request, slug)
    form = PaceForm(request.POST if request.method == "POST" else None, initial={"pace": here.pace})
    if form.is_valid():
        actions.set_pace(by=request.viewer, space=here, seconds=form.cleaned_data["pace"])
        messages.success(request, _("Saved. It counts from now on."))
        return redirect("space_pace", here.slug)
    text = _("When much comes in at once, this lets everybody follow. Stewards can always write.")
    section = {"title": _("How fast it goes"), "text": text, "form": form, "button": _("Save")}
    context = {
        "page_title": _("How fast it goes"),
        "space": head(request, here, standing, current=""),
        "sections": [section],
        "form": form,
    }
    return render(request, "pages/space_tools.html", context, status=422 if form.is_bound else 200)


@confirmed
@require_http_methods(["GET", "POST"])
def students(request: Request, slug: str) -> HttpResponse:
    """Open a room to students, or close it to them; for every other kind of space there is no such page."""
    here, standing = _as_steward(request, slug)
    if here.kind not in OPENED_TO_STUDENTS:
        raise NotHere
    opened = here.students_from is not None
    if request.method == "POST":
        actions.open_to_students(by=request.viewer, space=here, opened=request.POST.get("on") == "1")
        messages.success(request, _("Saved. It counts from now on."))
        return redirect("space_students", here.slug)
    context = {
        "page_title": _("Students in this room"),
        "space": head(request, here, standing, current=""),
        "opened": opened,
        "readers": OPENED_TO_STUDENTS[here.kind].who_reads,
        "without": KINDS[here.kind].who_reads,
    }
    return render(request, "pages/space_students.html", context)


@confirmed
@require_http_methods(["GET", "POST"])
def teens(request: Request, slug: str) -> HttpResponse:
    """Make a community one of members under 18, or of adults; for every other kind of space there is no such page."""
    here, standing = _as_steward(request, slug)
    if here.kind != "community":
        raise NotHere
    refused: Refused | None = None
    if request.method == "POST":
        try:
            actions.set_for_teens(by=request.viewer, space=here, on=request.POST.get("on") == "1")
        except Refused as error:
            refused = error
        else:
            messages.success(request, _("Saved. It counts from now on."))
            return redirect("space_teens", here.slug)
    context = {
        "page_title": _("Members under 18"),
        "space": head(request, here, standing, current=""),
        "for_teens": here.for_teens,
        "errors": [{"href": "", "text": f"{refused.what} {refused.do}"}] if refused else [],
    }
    return render(request, "pages/space_teens.html", context, status=422 if refused else 200)


urlpatterns = [
    path("spaces/<slug:slug>/requests/", requests, name="space_requests"),
    path("spaces/<slug:slug>/requests/<slug:handle>/let-in/", let_in, name="space_let_in"),
    path("spaces/<slug:slug>/requests/<slug:handle>/turn-away/", turn_away, name="space_turn_away"),
    path("spaces/<slug:slug>/kept-out/", ban, name="space_ban"),
    path("spaces/<slug:slug>/kept-out/<slug:handle>/end/", unban, name="space_unban"),
    path("spaces/<slug:slug>/stewards/", stewards, name="space_stewards"),
    path("spaces/<slug:slug>/pace/", pace, name="space_pace"),
    path("spaces/<slug:slug>/students/", students, name="space_students"),
    path("spaces/<slug:slug>/teens/", teens, name="space_teens"),
    path("spaces/<slug:slug>/invite/", invite, name="space_invite"),
    path("invitations/<slug:code>/", invitation, name="invitation"),
]
