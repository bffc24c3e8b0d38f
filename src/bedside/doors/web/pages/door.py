"""A practice's door: what it promises, and the ways in. Nothing can be typed before this has been seen."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bedside.areas.messaging import actions
from bedside.areas.messaging.models import Channel
from bedside.areas.messaging.queries import mine
from bedside.areas.practice import queries as practices
from bedside.areas.practice.queries import Door
from bedside.areas.spaces import queries as spaces
from bedside.doors.web import practice_parts as parts
from bedside.doors.web.access import anyone, confirmed
from bedside.doors.web.forms.people import blame_with_way
from bedside.doors.web.forms.practice import CodeForm
from bedside.doors.web.http import Request
from bedside.doors.web.writing_at_door import Desk, answer
from bedside.kit.errors import NotHere, Refused
from bedside.policy.practice.roles import Right, may


def door_at(request: Request, slug: str) -> Door:
    """Return the door at this address; raise NotHere where there is no practice, or none whose channels are open.

    A practice that is found by invitation only is still there for whoever has a channel to it.
    """
    mine_too = [one.practice_id for one in mine.my_channels(request.viewer) if one.practice.space.slug == slug]
    found = practices.door(mine_too[0] if mine_too else spaces.space_by_slug(request.viewer, slug).id)
    if found is None:
        raise NotHere
    return found


@anyone
@require_GET
def door(request: Request, slug: str) -> HttpResponse:
    """The door as everybody sees it, with what the one who looks can do."""
    here = door_at(request, slug)
    channel = mine.my_channel(request.viewer, here.practice.space_id)
    roles = practices.roles_in(here.practice.space_id, request.viewer.persona_id)
    context = {
        "page_title": here.space.name,
        "band": parts.emergency_band(here),
        "rows": parts.promise_rows(here),
        "hours": parts.hours_rows(here),
        "ways": _ways(request, here, channel),
        "note": _note(request, here, channel),
        "again_url": reverse("door_again", args=[slug]) if channel is not None and channel.closed_at else "",
        "team": [{"name": one.persona.name, "handle": one.persona.handle} for one in _public_team(here)],
        "links": _links(here, channel, codes=may(Right.CODES, roles=roles)),
        "back_url": reverse("space", args=[slug]),
    }
    return render(request, "pages/door.html", context)


def _public_team(here: Door) -> list[practices.Colleague]:
    return practices.people_of(here.practice.space_id)


def _ways(request: Request, here: Door, channel: Channel | None) -> list[dict[str, str]]:
    """Return the ways in for who looks, the likeliest first."""
    slug, viewer = here.space.slug, request.viewer
    code = {
        "url": reverse("door_code", args=[slug]),
        "label": _("I have a code from the practice"),
        "note": _("Eight signs, on paper, by telephone or in their portal. It works once."),
    }
    office = {
        "url": reverse("door_write", args=[slug]),
        "label": _("I am not their patient yet"),
        "note": _("Appointments, forms, bills, joining. No medical questions."),
    }
    if not viewer.signed_in:
        url = f"{reverse('signin')}?next={parts.door_url(here)}"
        return [{"url": url, "label": _("Sign in to write to the practice"), "note": _("You can also just call.")}]
    if viewer.kind != "patient" or (channel is not None and channel.closed_at is not None):
        return []
    if channel is None:
        return [code, office]
    write = {"url": reverse("door_write", args=[slug]), "label": _("Write something new"), "note": ""}
    return [write, code] if channel.pre_patient else [write]


def _note(request: Request, here: Door, channel: Channel | None) -> str:
    if channel is not None and channel.closed_at is not None:
        return _("You ended your messages with this practice. Nothing can be sent until you open them again.")
    if request.viewer.signed_in and request.viewer.kind == "carer":
        return _("Only patients write to a practice here. If a patient lets you write for them, begin it under Carers.")
    if request.viewer.signed_in and request.viewer.kind != "patient":
        return _("Only patients write to a practice here. If you have a patient persona, speak as that one.")
    if not here.takes_messages:
        return _("The practice takes no new messages at the moment, but for what is urgent. Please call.")
    return ""


def _links(here: Door, channel: Channel | None, *, codes: bool) -> list[dict[str, str]]:
    slug = here.space.slug
    found: list[tuple[str, tuple[str, ...], str]] = []
    if channel is not None:
        found.append(("channel", (), _("All your messages")))
    if channel is not None and channel.closed_at is None and not channel.pre_patient:
        found.append(("door_mail", (slug,), _("What mails may hold")))
    if channel is not None and channel.closed_at is None:
        found.append(("door_end", (slug,), _("End all messages with this practice")))
    if codes:
        found.append(("practice_codes", (slug,), _("Give codes to patients")))
    return [{"url": reverse(name, args=args), "name": words} for name, args, words in found]


@confirmed
@require_http_methods(["GET", "POST"])
def door_code(request: Request, slug: str) -> HttpResponse:
    """Type a code. Whatever is wrong with it, the answer is the same."""
    here = door_at(request, slug)
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.open_with_code(
                by=request.viewer,
                practice_id=here.practice.space_id,
                typed=form.cleaned_data["code"],
                network=request.network,
            )
        except Refused as refused:
            if isinstance(refused, NotHere) or refused.field is None:
                raise
            blame_with_way(form, refused)
        else:
            messages.success(request, _("Your channel to %(practice)s is open.") % {"practice": here.space.name})
            return redirect("door_write", slug)
    context = {
        "page_title": _("Your code from %(practice)s") % {"practice": here.space.name},
        "lead": _("The code shows the practice who you are. It works once, for 14 days."),
        "form": form,
        "button": _("Open the channel"),
        "back_url": parts.door_url(here),
        "why_title": _("I have no code"),
        "why_text": _("Ask the practice for one: at the desk, by telephone or in their portal."),
    }
    return render(request, "pages/question.html", context, status=422 if form.errors else 200)


@confirmed
@require_http_methods(["GET", "POST"])
def door_write(request: Request, slug: str) -> HttpResponse:
    """First what it is about, then the promise, then the box: sent only with the token of what was shown."""
    here = door_at(request, slug)
    mine.only_patients(request.viewer)
    own = reverse("door_write", args=[slug])
    return answer(request, Desk(here, back_url=parts.door_url(here), own_url=own))


@confirmed
@require_http_methods(["GET", "POST"])
def door_end(request: Request, slug: str) -> HttpResponse:
    """Ask, then end every conversation with a practice."""
    here = door_at(request, slug)
    channel = mine.my_channel(request.viewer, here.practice.space_id)
    if channel is None or channel.closed_at is not None:
        raise NotHere
    if request.method == "POST":
        actions.end_channel(by=request.viewer, practice_id=here.practice.space_id)
        messages.success(request, _("Your messages with this practice are ended."))
        return redirect("door", slug)
    context = {
        "page_title": _("End all messages with %(practice)s?") % {"practice": here.space.name},
        "text": _("Every conversation is closed, and neither side can write. You can open them again at any time."),
        "paragraphs": [_("Nothing is deleted. You can still read what was written.")],
        "post_here": True,
        "button": _("End them"),
        "danger": True,
        "cancel_url": parts.door_url(here),
    }
    return render(request, "pages/message.html", context)


@confirmed
@require_POST
def door_again(request: Request, slug: str) -> HttpResponse:
    """Open a channel again that its patient ended."""
    here = door_at(request, slug)
    actions.reopen_channel(by=request.viewer, practice_id=here.practice.space_id)
    messages.success(request, _("You can write to this practice again."))
    return redirect("door", slug)


urlpatterns = [
    path("practice/<slug:slug>/door/", door, name="door"),
    path("practice/<slug:slug>/door/code/", door_code, name="door_code"),
    path("practice/<slug:slug>/door/write/", door_write, name="door_write"),
    path("practice/<slug:slug>/door/end/", door_end, name="door_end"),
    path("practice/<slug:slug>/door/again/", door_again, name="door_again"),
]
